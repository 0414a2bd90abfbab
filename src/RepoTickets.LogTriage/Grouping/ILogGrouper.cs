namespace RepoTickets.LogTriage;

/// <summary>
/// Says which records show the same fault. Deterministic: the same records in the same order give the same groups. All members are
/// thread-safe.
/// </summary>
public interface ILogGrouper
{
    /// <summary>Assigns a record to its group, a new one when there is none.</summary>
    GroupAssignment Assign(LogEntry entry);

    /// <summary>
    /// The group that survives when <paramref name="id"/> was merged into another, following chains of merges; <paramref name="id"/> itself
    /// when it was not, or is unknown.
    /// </summary>
    LogGroupId Resolve(LogGroupId id);

    /// <summary>Why a record belongs where it does. Assigns nothing and learns nothing.</summary>
    GroupExplanation Explain(LogEntry entry);

    /// <summary>How many groups are kept.</summary>
    int Count { get; }
}
