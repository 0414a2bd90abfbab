namespace RepoTickets.Workflows;

/// <summary>
/// What is known of how well agents work. It follows from the tasks in the store and nothing else: a task counts from the commit that ends
/// it, exactly once, whoever committed it; nobody feeds it. Answers are as of the newest commit. Thread-safe.
/// </summary>
public interface IAgentLearning
{
    /// <summary>What an agent did; null when there is no such agent.</summary>
    ValueTask<AgentProfile?> FindProfileAsync(AgentId agent, CancellationToken cancellationToken = default);

    /// <summary>What each agent did that has ended a task; by identifier.</summary>
    ValueTask<IReadOnlyList<AgentProfile>> ListProfilesAsync(CancellationToken cancellationToken = default);

    /// <summary>What is believed of an agent and a type of task, which it need not have done before.</summary>
    /// <exception cref="DocumentNotFoundException">There is no such agent.</exception>
    ValueTask<AgentEstimate> EstimateAsync(AgentId agent, string taskType, CancellationToken cancellationToken = default);

    /// <summary>The agents that could take a task of a type now, best first by the policy in use.</summary>
    /// <param name="taskType">The type; not blank.</param>
    /// <param name="count">How many at most, at least 1; default 3.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<AgentRecommendation>> RecommendAsync(
        string taskType, int count = 3, CancellationToken cancellationToken = default);

    /// <summary>Forgets what is in memory and learns anew from all tasks. Never needed for the answers to be right.</summary>
    /// <returns>The number of agents that have ended a task.</returns>
    ValueTask<int> RebuildAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the profiles in the form of the Python package, for it to read; they are never read back. The file is replaced as a whole,
    /// not flushed: it can be made again at any time. Decayed counts and estimates have no place in it.
    /// </summary>
    /// <param name="path">The file; null for <see cref="AgentOptions.ProfilesFile"/>. Its folder must exist.</param>
    /// <param name="cancellationToken">Cancels until the file is replaced.</param>
    /// <exception cref="InvalidOperationException">Neither names a file.</exception>
    /// <exception cref="StoreIoException">The operating system refused; an old file is as it was.</exception>
    ValueTask SaveProfilesAsync(string? path = null, CancellationToken cancellationToken = default);
}
