using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage;

/// <summary>
/// Options of triage. All have working defaults; the ranges are checked when a processor is made, all problems told at once.
/// </summary>
public sealed class TriageOptions
{
    /// <summary>Whether tickets are filed. Default <see cref="TriageMode.DryRun"/>: real mode is an explicit choice.</summary>
    public TriageMode Mode { get; set; }

    /// <summary>
    /// How many groups are worked on at once. 1 to 20, or to 256 with <see cref="AllowManyWorkers"/>; default 5. One worker gives the same
    /// outcome as many.
    /// </summary>
    public int Workers { get; set; } = 5;

    /// <summary>Allows more than 20 workers. Default false: most targets slow down long before.</summary>
    public bool AllowManyWorkers { get; set; }

    /// <summary>How many groups wait for a worker at most, and after how many settled ones progress is told. 1 to 1,000; default
    /// 10.</summary>
    public int BatchSize { get; set; } = 10;

    /// <summary>How many records may be read ahead of grouping. 1 to 1,000,000; default 1,024.</summary>
    public int EntryQueueCapacity { get; set; } = 1_024;

    /// <summary>How many groups are collected before the eldest is handed on early. 1 to 1,000,000; default 10,000.</summary>
    public int MaximumPendingGroups { get; set; } = 10_000;

    /// <summary>
    /// How long after its first record a group is handed on while the source goes on. Null (default): when the source ends, so that all
    /// occurrences are counted; sources without end need a time. 10 ms to 1 day.
    /// </summary>
    public TimeSpan? HandOverAfter { get; set; }

    /// <summary>How long one attempt at a group may take, all calls together; it is cancelled then. 10 ms to 1 h; default 60 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a group is tried before it goes to the dead letters. 1 to 20; default 3.</summary>
    public int MaximumAttempts { get; set; } = 3;

    /// <summary>The pause before the second attempt, doubled for each further one. 0 to 10 min; default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts. 0 to 1 h; default 1 min. A target that asks for more gets what it asks for.</summary>
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many tickets a run files at most, 0 to 100,000; default 3, 0 for no bound. Never exceeded, whatever is retried or runs at once.
    /// Dry runs keep to it, so that they tell what a real run would do.
    /// </summary>
    public int MaximumTickets { get; set; } = 3;

    /// <summary>Records below this level are counted and passed over. Default <see cref="LogLevel.Error"/>.</summary>
    public LogLevel MinimumLevel { get; set; } = LogLevel.Error;

    /// <summary>How many records of a group are kept as samples. 0 to 50; default 3.</summary>
    public int SamplesPerGroup { get; set; } = 3;

    /// <summary>How many characters of each text of a sample are kept. 256 to 65,536; default 8,192.</summary>
    public int MaximumSampleLength { get; set; } = 8_192;

    /// <summary>
    /// Where intents, cursors, the audit log and dead letters are kept. Null (default): <c>.tickets/.sdk/triage</c> under
    /// <see cref="RepositoryPath"/>, and for a named composition a folder of its own in it.
    /// </summary>
    public string? StateFolder { get; set; }

    /// <summary>The folder that holds <c>.tickets</c>; for the default of <see cref="StateFolder"/> only. Default: the current
    /// folder.</summary>
    public string RepositoryPath { get; set; } = ".";

    /// <summary>How duplicates are found and what happens with them.</summary>
    public DuplicateOptions Duplicates { get; set; } = new();

    /// <summary>How tickets are worded and to whom they go.</summary>
    public DraftOptions Draft { get; set; } = new();

    /// <summary>How many calls the target gets, each search, create and comment counted. Null (default) for no limit here.</summary>
    public RateLimit? SinkLimit { get; set; }

    /// <summary>How many calls the analyzer gets. Null (default) for no limit here.</summary>
    public RateLimit? AnalysisLimit { get; set; }
}
