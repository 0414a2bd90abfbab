namespace RepoTickets.LogTriage;

/// <summary>
/// A grouper with a memory: its groups, what it learnt and what users taught it outlive the process. All members are thread-safe.
/// </summary>
public interface ILogGroupRegistry : ILogGrouper, IGroupRules, IDisposable
{
    /// <summary>What was counted since the registry was made.</summary>
    LogGroupStatistics Statistics { get; }

    /// <summary>
    /// Makes everything assigned so far durable: the name of a group is safe to use elsewhere once this returned. Without a store it does
    /// nothing.
    /// </summary>
    /// <exception cref="GroupStateException">The state cannot be written. Grouping goes on in memory; the next save writes all of
    /// it.</exception>
    ValueTask SaveAsync(CancellationToken cancellationToken = default);

    /// <summary>The whole state, to be merged into another.</summary>
    byte[] ExportState();

    /// <summary>
    /// Adds another state to this one. The result is the same whichever is merged into which; of two groups that turn out to be one the
    /// older survives.
    /// </summary>
    /// <exception cref="GroupStateException">The bytes are damaged, or of a newer version.</exception>
    void MergeState(ReadOnlySpan<byte> state);
}
