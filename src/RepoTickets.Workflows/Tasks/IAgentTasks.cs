namespace RepoTickets.Workflows;

/// <summary>
/// Tasks of agents. Each call is one commit of all that it touches: the task, its agent (<see cref="Agent.ActiveTasks"/>,
/// <see cref="Agent.Metrics"/>) and its ticket (<see cref="Ticket.AgentTasks"/>: its unfinished tasks; <see cref="Ticket.AssignedAgent"/>:
/// who works on it). When others change the same documents meanwhile, the call starts again from theirs. Thread-safe.
/// </summary>
/// <remarks>
/// Allowed steps: a waiting task is assigned or cancelled; an assigned one started, failed, cancelled or handed back; one in progress
/// paused, completed, failed, cancelled or handed back; a paused one resumed, failed, cancelled or handed back. Completed, failed and
/// cancelled are final. Anything else is refused with <see cref="InvalidTransitionException"/> and changes nothing. Where an agent is
/// named, the step is refused with <see cref="TaskNotHeldException"/> when the task is no longer its own. All methods throw
/// <see cref="DocumentNotFoundException"/> for a task, ticket or agent that does not exist, and what
/// <see cref="ITicketStore.CommitAsync"/> throws.
/// </remarks>
public interface IAgentTasks
{
    /// <summary>Creates a task and gives it to the agent that the request names; without one it waits.</summary>
    /// <exception cref="AgentUnavailableException">The agent is not active, or at its limit.</exception>
    /// <exception cref="AgentNotSuitableException">The agent does not take tasks of this type.</exception>
    ValueTask<AgentTask> CreateAsync(TaskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives a waiting task to an agent.</summary>
    /// <exception cref="AgentUnavailableException">The agent is not active, or at its limit.</exception>
    /// <exception cref="AgentNotSuitableException">The agent does not take tasks of this type.</exception>
    ValueTask<AgentTask> AssignAsync(AgentTaskId id, AgentId agent, CancellationToken cancellationToken = default);

    /// <summary>Begins work on an assigned task.</summary>
    ValueTask<AgentTask> StartAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Interrupts a task in progress. It goes on counting as one of its agent's.</summary>
    ValueTask<AgentTask> PauseAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a paused task.</summary>
    ValueTask<AgentTask> ResumeAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Ends a task in progress with success.</summary>
    /// <param name="id">The task.</param>
    /// <param name="output">What came out.</param>
    /// <param name="artifacts">What was made: paths, links; null leaves those that are noted.</param>
    /// <param name="by">Who says so; null for somebody who need not hold it.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    ValueTask<AgentTask> CompleteAsync(
        AgentTaskId id, string output =
            "", ValueList<string>? artifacts = null, AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Ends an unfinished task with an error.</summary>
    ValueTask<AgentTask> FailAsync(AgentTaskId id, string errorMessage, AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Calls off an unfinished task. It counts neither for nor against its agent.</summary>
    ValueTask<AgentTask> CancelAsync(AgentTaskId id, string reason = "", AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Takes an unfinished task from its agent: it waits again, as if it had not been begun.</summary>
    ValueTask<AgentTask> HandBackAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default);

    /// <summary>Tasks of an agent (<see cref="TaskHolder.Nobody"/> for those that wait), of a ticket, in a status; newest first.</summary>
    ValueTask<IReadOnlyList<AgentTask>> ListAsync(
        AgentId? agent = null, TicketId? ticket = null, AgentTaskStatus? status = null, CancellationToken cancellationToken = default);
}
