namespace RepoTickets.Workflows;

/// <summary>What happens to the tasks of an agent that is removed. A store keeps no task whose agent does not exist.</summary>
public sealed record AgentRemoval
{
    /// <summary>Refuses to remove an agent that has any task, finished or not: the default.</summary>
    public static AgentRemoval Careful { get; } = new();

    /// <summary>
    /// Unfinished tasks are handed back and wait for another agent; otherwise they are a reason to refuse. Default false.
    /// </summary>
    public bool HandBackWork { get; init; }

    /// <summary>
    /// Finished tasks are deleted with the agent; otherwise they are a reason to refuse. To keep them, set the agent to
    /// <see cref="AgentStatus.Inactive"/> instead of removing it. Default false.
    /// </summary>
    public bool DeleteHistory { get; init; }
}
