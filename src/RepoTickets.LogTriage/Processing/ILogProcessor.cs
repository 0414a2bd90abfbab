namespace RepoTickets.LogTriage;

/// <summary>
/// Turns log records into tickets without duplicates: groups them, looks for tickets that the faults have already, has the groups judged
/// and files what deserves a ticket. All members are thread-safe; runs that overlap are independent and share what is on disk.
/// </summary>
public interface ILogProcessor
{
    /// <summary>
    /// Processes records until they end. A group that fails is tried again and then put among the dead letters; it stops neither the run
    /// nor other groups.
    /// </summary>
    /// <param name="entries">The records.</param>
    /// <param name="run">Name, progress and the like; null for none.</param>
    /// <param name="cancellationToken">
    /// Ends the run: reading stops, attempts are cancelled, and what is not done is told as interrupted in the result. Nothing is thrown.
    /// </param>
    /// <exception cref="TriageStateException">What triage remembers cannot be read or written at the beginning of the run.</exception>
    ValueTask<TriageResult> ProcessAsync(IAsyncEnumerable<LogEntry> entries, TriageRun? run = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Processes a source. The position through which all is settled is saved under the source's name (real mode only), and told by
    /// <see cref="GetResumePositionAsync"/>.
    /// </summary>
    /// <exception cref="TriageStateException">What triage remembers cannot be read or written at the beginning of the run.</exception>
    ValueTask<TriageResult> ProcessAsync(ILogSource source, TriageRun? run = null, CancellationToken cancellationToken = default);

    /// <summary>Where reading a source can go on: all before it is settled. Null when nothing is known.</summary>
    /// <param name="sourceName"><see cref="ILogSource.Name"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TriageStateException">What triage remembers cannot be read.</exception>
    ValueTask<string?> GetResumePositionAsync(string sourceName, CancellationToken cancellationToken = default);
}

/// <summary>What a caller may say about one run.</summary>
public sealed record TriageRun
{
    /// <summary>A name for messages and the audit log; default that of the source, or <c>entries</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Is told how far the run is, at most once per settled batch; called one at a time.</summary>
    public IProgress<TriageProgress>? Progress { get; init; }

    /// <summary>Is told the outcome of each group, in the order in which they are settled; called one at a time.</summary>
    public IProgress<TriageOutcome>? Outcomes { get; init; }
}

/// <summary>What became of a run.</summary>
/// <param name="Statistics">The figures.</param>
/// <param name="Outcomes">The first 10,000 outcomes in the order in which groups were handed on.</param>
/// <param name="Error">What ended the run early, such as a source that failed or a state that could not be written; null when it ended by itself or was cancelled.</param>
public sealed record TriageResult(TriageStatistics Statistics, IReadOnlyList<TriageOutcome> Outcomes, Exception? Error)
{
    /// <summary>Nothing failed, was deferred or interrupted, and the source was read to its end.</summary>
    public bool IsComplete =>
        Error is null && Statistics is { DeadLettered: 0, Deferred: 0, Interrupted: 0, Rejected: 0 };
}
