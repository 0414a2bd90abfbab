namespace RepoTickets.LogTriage;

/// <summary>
/// The figures of a run. Records: <see cref="Received"/> is always <see cref="Filtered"/> + <see cref="Repeated"/> +
/// <see cref="SettledRecords"/> + <see cref="PendingRecords"/>, and nothing is pending when the run has ended. Groups: <see cref="Groups"/>
/// is always <see cref="Processed"/> + <see cref="InProgress"/>.
/// </summary>
public sealed record TriageStatistics
{
    /// <summary>Records that the source gave and that could be read.</summary>
    public required long Received { get; init; }

    /// <summary>Records that the source could not read; not among <see cref="Received"/>.</summary>
    public required long Rejected { get; init; }

    /// <summary>Records below the minimum level.</summary>
    public required long Filtered { get; init; }

    /// <summary>Records that were given twice, by their identifier at the source.</summary>
    public required long Repeated { get; init; }

    /// <summary>Records of groups with an outcome, interrupted ones included.</summary>
    public required long SettledRecords { get; init; }

    /// <summary>Records of groups without an outcome yet.</summary>
    public long PendingRecords => Received - Filtered - Repeated - SettledRecords;

    /// <summary>Groups that were handed on; a fault that comes back later in the run counts again.</summary>
    public required long Groups { get; init; }

    /// <summary>Groups with an outcome: the sum of the eight below.</summary>
    public long Processed => Created + Simulated + Duplicates + Skipped + CapReached + Deferred + DeadLettered + Interrupted;

    /// <summary>Groups that were handed on and have no outcome yet.</summary>
    public long InProgress => Groups - Processed;

    /// <summary>Tickets that were filed.</summary>
    public required long Created { get; init; }

    /// <summary>Tickets that a real run would have filed.</summary>
    public required long Simulated { get; init; }

    /// <summary>Groups whose fault has a ticket.</summary>
    public long Duplicates => DuplicatesByStrategy.Values.Sum();

    /// <summary>The same, by the strategy that found it.</summary>
    public required IReadOnlyDictionary<string, long> DuplicatesByStrategy { get; init; }

    /// <summary>Groups that deserve no ticket.</summary>
    public required long Skipped { get; init; }

    /// <summary>Groups that got no ticket because of the cap.</summary>
    public required long CapReached { get; init; }

    /// <summary>Groups left for another run.</summary>
    public required long Deferred { get; init; }

    /// <summary>Groups that were given up.</summary>
    public required long DeadLettered { get; init; }

    /// <summary>Groups that were not done when the run was cancelled.</summary>
    public required long Interrupted { get; init; }

    /// <summary>Comments on duplicates.</summary>
    public required long Commented { get; init; }

    /// <summary>Closed tickets whose fault came back.</summary>
    public required long Regressed { get; init; }

    /// <summary>Attempts that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Attempts after the first.</summary>
    public required long Retried { get; init; }

    /// <summary>Groups that were analysed; each once, whatever is retried, unless the analysis itself failed.</summary>
    public required long Analysed { get; init; }

    /// <summary>The earliest and the latest time of a record; null when none has one.</summary>
    public required DateTimeOffset? FirstTime { get; init; }

    /// <summary>The latest time of a record.</summary>
    public required DateTimeOffset? LastTime { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it has taken.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Received records a second; 0 when no time has passed.</summary>
    public double RecordsPerSecond => Duration > TimeSpan.Zero ? Received / Duration.TotalSeconds : 0;

    /// <summary>How long groups took, from the first attempt to the outcome.</summary>
    public required TriageLatency Latency { get; init; }

    /// <summary>Records that wait for grouping.</summary>
    public required int EntryQueueDepth { get; init; }

    /// <summary>Groups that wait for a worker.</summary>
    public required int GroupQueueDepth { get; init; }
}

/// <summary>How long groups took. Percentiles are exact to 5 %.</summary>
/// <param name="Average">The mean.</param>
/// <param name="Minimum">The shortest.</param>
/// <param name="Maximum">The longest.</param>
/// <param name="Median">Half took at most this.</param>
/// <param name="Percentile95">95 % took at most this.</param>
/// <param name="Percentile99">99 % took at most this.</param>
public sealed record TriageLatency(
    TimeSpan Average, TimeSpan Minimum, TimeSpan Maximum, TimeSpan Median, TimeSpan Percentile95, TimeSpan Percentile99);

/// <summary>How far a run is.</summary>
/// <param name="Statistics">The figures so far.</param>
/// <param name="IsReading">The source has not ended.</param>
public sealed record TriageProgress(TriageStatistics Statistics, bool IsReading);
