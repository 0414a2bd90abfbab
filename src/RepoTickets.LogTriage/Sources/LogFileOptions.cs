namespace RepoTickets.LogTriage;

/// <summary>How a file, a stream or standard input is read.</summary>
public sealed record LogFileOptions
{
    /// <summary>How its records are written. Default: found out.</summary>
    public LogFormat Format { get; init; }

    /// <summary>The service, for records that do not say. Null (default) for unknown.</summary>
    public string? Service { get; init; }

    /// <summary>Where the service runs, for records that do not say. Null (default) for unknown.</summary>
    public string? Environment { get; init; }

    /// <summary>Where to go on, as <see cref="ILogProcessor.GetResumePositionAsync"/> tells; null (default) for the beginning.</summary>
    public string? Position { get; init; }

    /// <summary>Longer lines, in bytes, are rejected with their number and passed over. 1 KiB to 64 MiB; default 1 MiB.</summary>
    public int MaximumLineLength { get; init; } = 1 << 20;

    /// <summary>How often a file that is followed is looked at. 10 ms to 1 min; default 250 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a followed file must be silent before its last record counts as complete. 0 to 1 min; default 1 s.</summary>
    public TimeSpan IdleBeforeComplete { get; init; } = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal LogFileOptions Check()
    {
        var ranges = new OptionRanges();
        ranges.Defined(nameof(Format), Format);
        ranges.Number(nameof(MaximumLineLength), MaximumLineLength, 1 << 10, 64 << 20);
        ranges.Span(nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        ranges.Span(nameof(IdleBeforeComplete), IdleBeforeComplete, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        return ranges.Problems.Count == 0 ? this : throw new ArgumentException($"The options of the source are not valid: {string.Join("; ", ranges.Problems)}.");
    }
}
