namespace RepoTickets.LogTriage;

/// <summary>
/// One way to find out that a fault has a ticket already. Strategies are asked in order; the first that finds one decides. Thread-safe.
/// </summary>
public interface IDuplicateStrategy
{
    /// <summary>A short name for statistics and the audit log, such as <c>stored-group</c>.</summary>
    string Name { get; }

    /// <summary>
    /// True when the judgement on the group is needed, so that strategies without it are asked before anything is analysed.
    /// </summary>
    bool NeedsAnalysis { get; }

    /// <summary>Looks for a ticket.</summary>
    /// <param name="group">The group.</param>
    /// <param name="analysis">The judgement on it; null when <see cref="NeedsAnalysis"/> is false.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<DuplicateAnswer> CheckAsync(LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default);
}
