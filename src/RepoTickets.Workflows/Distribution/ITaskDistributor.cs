namespace RepoTickets.Workflows;

/// <summary>
/// Many tasks at once. What assigns is one commit, made anew when others changed the same documents, so that no agent ever has more than
/// its limit, whoever distributes at the same time, in this process or another. Thread-safe.
/// </summary>
/// <remarks>
/// Assigning throws for a list of more than <see cref="AgentOptions.MaximumBatch"/> requests, for what
/// <see cref="ITicketStore.CommitAsync"/> throws, and when cancelled before the commit; then nothing was assigned. What is wrong with one
/// request is told in its outcome and does not touch the others. A progress handler is called on the caller's behalf while the commit is
/// prepared; what it throws ends the call before anything is written.
/// </remarks>
public interface ITaskDistributor
{
    /// <summary>
    /// Creates tasks and gives each to the agent that its request names, in their order, as long as the agent takes more.
    /// </summary>
    ValueTask<DistributionResult> AssignManyAsync(
        IReadOnlyList<TaskRequest> requests, IProgress<DistributionProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates tasks and gives each to the agent that the policy rates best at that point: what has just been given counts. A request that
    /// names an agent goes to that one.
    /// </summary>
    ValueTask<DistributionResult> AutoDistributeAsync(
        IReadOnlyList<TaskRequest> requests, IProgress<DistributionProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives tasks that wait for an agent to those that the policy rates best: by priority, then the oldest first, at most
    /// <see cref="AgentOptions.MaximumBatch"/>. Those that nobody takes go on waiting.
    /// </summary>
    ValueTask<DistributionResult> DistributeWaitingAsync(
        IProgress<DistributionProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>What agents are doing, as of the newest commit, answered from memory; ordered by identifier.</summary>
    /// <param name="agents">Which; null for all. Those that do not exist are left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<AgentActivity>> MonitorAsync(
        IReadOnlyCollection<AgentId>? agents = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads tasks with their results, at most <see cref="AgentOptions.ReadConcurrency"/> at a time. Does not wait for their end.
    /// </summary>
    ValueTask<CollectionResult> CollectAsync(
        IReadOnlyList<AgentTaskId> tasks, IProgress<DistributionProgress>? progress = null, CancellationToken cancellationToken = default);
}
