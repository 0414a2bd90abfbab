namespace RepoTickets.Batch;

/// <summary>
/// Options of batches. All have working defaults; a <see cref="TicketBatch"/> can override mode and conflict policy for itself.
/// </summary>
public sealed class BatchOptions
{
    /// <summary>What one failure means for the rest. Default <see cref="BatchMode.Atomic"/>.</summary>
    public BatchMode Mode { get; set; } = BatchMode.Atomic;

    /// <summary>What a conflict with somebody else's change means. Default <see cref="ConflictPolicy.Fail"/>.</summary>
    public ConflictPolicy ConflictPolicy { get; set; } = ConflictPolicy.Fail;

    /// <summary>How often a conflicting commit is tried in all, when the policy is not to fail. 1 to 100; default 5.</summary>
    public int MaximumAttempts { get; set; } = 5;

    /// <summary>Documents in one commit of a best-effort batch. 1 to 10,000; default 500.</summary>
    public int ChunkSize { get; set; } = 500;

    /// <summary>
    /// Operations of one best-effort batch. 1 to 10,000,000; default 1,000,000. An atomic batch changes at most
    /// <see cref="ChangeSet.MaximumChanges"/> documents, whatever stands here.
    /// </summary>
    public int MaximumOperations { get; set; } = 1_000_000;

    /// <summary>
    /// The largest file that is read as a whole, in bytes. 1 KiB to 1 GiB; default 256 MiB. JSON Lines and lists of ids are not bound by
    /// it.
    /// </summary>
    public long MaximumFileBytes { get; set; } = 256L << 20;

    /// <summary>
    /// The zone of times in files that name none, as those of the Python package do; set it as the store's. Default: this machine's.
    /// </summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    internal IEnumerable<string> FindProblems()
    {
        if (!Enum.IsDefined(Mode))
        {
            yield return $"{nameof(Mode)} {(int)Mode} is not a mode.";
        }

        if (!Enum.IsDefined(ConflictPolicy))
        {
            yield return $"{nameof(ConflictPolicy)} {(int)ConflictPolicy} is not a policy.";
        }

        if (MaximumAttempts is < 1 or > 100)
        {
            yield return $"{nameof(MaximumAttempts)} is {MaximumAttempts}; it must be within 1 to 100.";
        }

        if (ChunkSize is < 1 or > ChangeSet.MaximumChanges)
        {
            yield return $"{nameof(ChunkSize)} is {ChunkSize}; it must be within 1 to {ChangeSet.MaximumChanges}.";
        }

        if (MaximumOperations is < 1 or > 10_000_000)
        {
            yield return $"{nameof(MaximumOperations)} is {MaximumOperations}; it must be within 1 to 10000000.";
        }

        if (MaximumFileBytes is < 1024 or > 1L << 30)
        {
            yield return $"{nameof(MaximumFileBytes)} is {MaximumFileBytes}; it must be within 1024 to {1L << 30}.";
        }

        if (TimeZone is null)
        {
            yield return $"{nameof(TimeZone)} is null.";
        }
    }
}
