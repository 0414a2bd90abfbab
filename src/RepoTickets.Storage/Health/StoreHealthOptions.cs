namespace RepoTickets.Storage;

/// <summary>From where on a store is degraded or unhealthy.</summary>
public sealed class StoreHealthOptions
{
    private const long Tebibyte = 1L << 40;

    /// <summary>
    /// Degraded when the journal is longer than <see cref="StorageOptions.FeedRetentionBytes"/> by this: checkpoints do not keep up. 0 to 1
    /// TiB; default 64 MiB.
    /// </summary>
    public long JournalExcessDegraded { get; set; } = 64L << 20;

    /// <summary>Unhealthy when it is longer by this. 0 to 1 TiB and no less than for degraded; default 1 GiB.</summary>
    public long JournalExcessUnhealthy { get; set; } = 1L << 30;

    /// <summary>Degraded when less is free on the store's disk. 0 (never) to 1 TiB; default 512 MiB.</summary>
    public long FreeSpaceDegraded { get; set; } = 512L << 20;

    /// <summary>Unhealthy when less is free. 0 (never) to 1 TiB and no more than for degraded; default 64 MiB.</summary>
    public long FreeSpaceUnhealthy { get; set; } = 64L << 20;

    /// <summary>Degraded when so many files of tickets cannot be read. 1 to 1,000,000; default 1.</summary>
    public int FaultsDegraded { get; set; } = 1;

    /// <summary>
    /// Unhealthy when so many cannot be read. Null (never) or 1 to 1,000,000 and no less than for degraded; default null.
    /// </summary>
    public int? FaultsUnhealthy { get; set; }

    /// <summary>Unhealthy when opening and reading the store take longer. 100 ms to 10 min; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    internal IEnumerable<string> FindProblems()
    {
        var bytes = new (string Name, long Value)[]
        {
            (nameof(JournalExcessDegraded), JournalExcessDegraded),
            (nameof(JournalExcessUnhealthy), JournalExcessUnhealthy),
            (nameof(FreeSpaceDegraded), FreeSpaceDegraded),
            (nameof(FreeSpaceUnhealthy), FreeSpaceUnhealthy),
        };
        foreach (var (name, value) in bytes)
        {
            if (value is < 0 or > Tebibyte)
            {
                yield return $"{name} is {value}; allowed is 0 to {Tebibyte}";
            }
        }

        foreach (var (name, value) in new[] { (nameof(FaultsDegraded), FaultsDegraded), (nameof(FaultsUnhealthy), FaultsUnhealthy ?? 1) })
        {
            if (value is < 1 or > 1_000_000)
            {
                yield return $"{name} is {value}; allowed is 1 to 1000000";
            }
        }

        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(Timeout)} is {Timeout}; allowed is {TimeSpan.FromMilliseconds(100)} to {TimeSpan.FromMinutes(10)}";
        }

        if (JournalExcessUnhealthy < JournalExcessDegraded)
        {
            yield return $"{nameof(JournalExcessUnhealthy)} is {JournalExcessUnhealthy}, less than {nameof(JournalExcessDegraded)}, " +
                $"{JournalExcessDegraded}";
        }

        if (FreeSpaceUnhealthy > FreeSpaceDegraded)
        {
            yield return $"{nameof(FreeSpaceUnhealthy)} is {FreeSpaceUnhealthy}, more than {nameof(FreeSpaceDegraded)}, " +
                $"{FreeSpaceDegraded}";
        }

        if (FaultsUnhealthy < FaultsDegraded)
        {
            yield return $"{nameof(FaultsUnhealthy)} is {FaultsUnhealthy}, less than {nameof(FaultsDegraded)}, {FaultsDegraded}";
        }
    }
}
