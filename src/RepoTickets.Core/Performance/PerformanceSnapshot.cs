namespace RepoTickets;

/// <summary>How operations did in a window of time. Immutable.</summary>
public sealed record PerformanceSnapshot
{
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>For how long has been listened, since the report was made or reset.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>How far back the figures reach at most.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Every operation that was measured in the window, by name.</summary>
    public required ValueList<OperationPerformance> Operations { get; init; }

    /// <summary>Bottlenecks by the threshold of the options, the worst first.</summary>
    public required ValueList<PerformanceBottleneck> Bottlenecks { get; init; }

    /// <summary>
    /// Counters (since the report was made or reset, or since the process began where the meter counts itself) and sizes (now), by name; an
    /// instrument with several sets of tags is summed.
    /// </summary>
    public required ValueList<InstrumentReading> Measurements { get; init; }

    /// <summary>Measurements of operations that found no room; see <see cref="PerformanceOptions.MaximumOperations"/>.</summary>
    public required long NotRecorded { get; init; }

    /// <summary>How many operations were measured.</summary>
    public long Calls => Operations.Sum(static operation => operation.Count);

    /// <summary>How many of them failed.</summary>
    public long Errors => Operations.Sum(static operation => operation.Errors);

    /// <summary>The share that failed, 0 to 1; 0 without operations.</summary>
    public double ErrorRate => Calls == 0 ? 0 : (double)Errors / Calls;

    /// <summary>The operations with the highest averages.</summary>
    /// <param name="count">How many at most; default 10.</param>
    public IReadOnlyList<OperationPerformance> Slowest(int count = 10) => Top(static operation => operation.Average.Ticks, count);

    /// <summary>The operations that were called most.</summary>
    /// <inheritdoc cref="Slowest"/>
    public IReadOnlyList<OperationPerformance> MostCalled(int count = 10) => Top(static operation => operation.Count, count);

    /// <summary>The operations of which the largest share failed; those without errors are left out.</summary>
    /// <inheritdoc cref="Slowest"/>
    public IReadOnlyList<OperationPerformance> ErrorProne(int count = 10) => Top(static operation => operation.ErrorRate, count);

    /// <summary>The operations whose average is above a threshold, the worst first.</summary>
    /// <param name="threshold">The threshold; more than five times as much is critical.</param>
    public IReadOnlyList<PerformanceBottleneck> FindBottlenecks(TimeSpan threshold) => FindBottlenecks(Operations, threshold);

    /// <summary>This report as JSON; <c>docs/telemetry.md</c> describes it.</summary>
    public string ToJson() => PerformanceJson.Write(this);

    internal static ValueList<PerformanceBottleneck> FindBottlenecks(IEnumerable<OperationPerformance> operations, TimeSpan threshold) =>
        operations
        .Where(operation => operation.Average > threshold)
        .OrderByDescending(static operation => operation.Average)
        .Select(operation => new PerformanceBottleneck(
            operation.Name, operation.Average, threshold,
            operation.Average > threshold * PerformanceBottleneck.CriticalFactor
                    ? BottleneckSeverity.Critical
                    : BottleneckSeverity.Warning))
        .ToValueList();

    private List<OperationPerformance> Top(Func<OperationPerformance, double> by, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Operations.Where(operation => by(operation) > 0).OrderByDescending(by).Take(count)];
    }
}

/// <summary>How one operation did. Percentiles are at most 6.25 % too high and never above <see cref="Maximum"/>.</summary>
public sealed record OperationPerformance
{
    /// <summary>The operation, such as <c>store.commit</c>; for a histogram without that tag the instrument's name.</summary>
    public required string Name { get; init; }

    /// <summary>How often it was measured.</summary>
    public required long Count { get; init; }

    /// <summary>How often it failed; cancelled ones are not counted.</summary>
    public required long Errors { get; init; }

    /// <summary>How often it was cancelled.</summary>
    public required long Cancelled { get; init; }

    /// <summary>The mean.</summary>
    public required TimeSpan Average { get; init; }

    /// <summary>The shortest.</summary>
    public required TimeSpan Minimum { get; init; }

    /// <summary>The longest.</summary>
    public required TimeSpan Maximum { get; init; }

    /// <summary>Half took no longer.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>95 of 100 took no longer.</summary>
    public required TimeSpan Percentile95 { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public required TimeSpan Percentile99 { get; init; }

    /// <summary>All together.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>When it was last measured.</summary>
    public required DateTimeOffset LastMeasured { get; init; }

    /// <summary>The share that failed, 0 to 1.</summary>
    public double ErrorRate => Count == 0 ? 0 : (double)Errors / Count;
}

/// <summary>How bad a bottleneck is.</summary>
public enum BottleneckSeverity
{
    /// <summary>Above the threshold.</summary>
    Warning,

    /// <summary>Above five times the threshold.</summary>
    Critical,
}

/// <summary>An operation that is slow on average.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Average">Its average.</param>
/// <param name="Threshold">What it is above.</param>
/// <param name="Severity">How bad it is.</param>
public sealed record PerformanceBottleneck(string Operation, TimeSpan Average, TimeSpan Threshold, BottleneckSeverity Severity)
{
    internal const int CriticalFactor = 5;
}

/// <summary>What a counter or a size stood at.</summary>
/// <param name="Name">The instrument.</param>
/// <param name="Unit">Its unit; empty when it has none.</param>
/// <param name="Value">The value.</param>
public sealed record InstrumentReading(string Name, string Unit, double Value);
