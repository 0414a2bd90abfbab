namespace RepoTickets.Workflows;

/// <summary>
/// The agents. Each call is one commit of all that it touches, and starts again from the documents of whoever was faster. Thread-safe.
/// </summary>
public interface IAgentRegistry
{
    /// <summary>Makes an agent known. Its first sign of life is now.</summary>
    /// <param name="agent">The agent; without identifier it gets one from its name.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>The agent as it is in the store.</returns>
    /// <exception cref="ArgumentException">The identifier is <see cref="TaskHolder.Nobody"/>.</exception>
    /// <exception cref="VersionConflictException">There is an agent with this identifier.</exception>
    /// <exception cref="InvalidDocumentException">The agent breaks rules of the model.</exception>
    ValueTask<Agent> RegisterAsync(Agent agent, CancellationToken cancellationToken = default);

    /// <summary>Reads an agent; null when there is none.</summary>
    ValueTask<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes an agent. Its active tasks and metrics follow its tasks and are not to be changed here: such changes are dropped.
    /// </summary>
    /// <param name="id">The agent.</param>
    /// <param name="change">Gives the changed copy. May run several times.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="DocumentNotFoundException">There is no such agent.</exception>
    ValueTask<Agent> UpdateAsync(AgentId id, Func<Agent, Agent> change, CancellationToken cancellationToken = default);

    /// <summary>
    /// Notes a sign of life; written only when the last written one is <see cref="AgentOptions.HeartbeatInterval"/> old. The status is not
    /// changed: an agent that reads in the answer that it was marked silent has lost its tasks, and sets itself active again with
    /// <see cref="UpdateAsync"/> when it has let go of them.
    /// </summary>
    /// <exception cref="DocumentNotFoundException">There is no such agent.</exception>
    ValueTask<Agent> HeartbeatAsync(AgentId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Agents in a status, with an enabled capability of this name (in any case); ordered by identifier. Answered from memory.
    /// </summary>
    ValueTask<IReadOnlyList<Agent>> ListAsync(
        AgentStatus? status = null, string? capability = null, CancellationToken cancellationToken = default);

    /// <summary>Removes an agent.</summary>
    /// <param name="id">The agent.</param>
    /// <param name="removal">What happens to its tasks; null for <see cref="AgentRemoval.Careful"/>.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="AgentHoldsWorkException">It holds unfinished tasks, and they are not to be handed back.</exception>
    /// <exception cref="AgentHasHistoryException">Finished tasks name it, and they are not to be deleted.</exception>
    ValueTask<bool> RemoveAsync(AgentId id, AgentRemoval? removal = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Marks active and busy agents whose last written sign of life is older than <see cref="AgentOptions.SilenceLimit"/> with
    /// <see cref="AgentOptions.SilentStatus"/> and hands their unfinished tasks back, which wait for another agent then. One commit an
    /// agent. An agent that never gave a sign of life, such as one that the Python package made, is left alone. Call it now and then, in
    /// any number of processes.
    /// </summary>
    /// <param name="time">The time against which the signs of life are measured.</param>
    /// <param name="cancellationToken">Cancels between agents.</param>
    /// <returns>The agents that were marked by this call, as they are now.</returns>
    ValueTask<IReadOnlyList<Agent>> MarkSilentAsync(DateTimeOffset time, CancellationToken cancellationToken = default);
}
