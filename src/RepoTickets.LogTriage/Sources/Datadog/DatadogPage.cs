namespace RepoTickets.LogTriage.Datadog;

/// <summary>A page of one service.</summary>
/// <param name="Entries">Its records that can be read, in order of time.</param>
/// <param name="Rejected">Its records that cannot.</param>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
/// <param name="Incomplete">Why the search is not complete although it gave no cursor; null when it is.</param>
/// <param name="IsPartial">Records between those of this page may be missing, not only after them.</param>
internal sealed record DatadogPage(
    IReadOnlyList<LogEntry> Entries, IReadOnlyList<RejectedRecord> Rejected, string? Next, LogSourceIncompleteException? Incomplete,
    bool IsPartial = false);
