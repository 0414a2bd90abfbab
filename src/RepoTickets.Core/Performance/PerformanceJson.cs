using System.Text.Json;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>The report as JSON: durations in milliseconds, names in snake case.</summary>
internal static class PerformanceJson
{
    /// <summary>Raised when a field is removed or changes its meaning; new fields may come any time.</summary>
    internal const int Version = 1;

    internal static string Write(PerformanceSnapshot snapshot) => JsonSerializer.Serialize(
        new Report(
            Version,
            snapshot.GeneratedAt,
            snapshot.Uptime.TotalSeconds,
            snapshot.Window.TotalSeconds,
            new(snapshot.Operations.Count, snapshot.Calls, snapshot.Errors, snapshot.ErrorRate, snapshot.NotRecorded),
            [.. snapshot.Operations.Select(Convert)],
            Names(snapshot.Slowest()),
            Names(snapshot.MostCalled()),
            Names(snapshot.ErrorProne()),
            [.. snapshot.Bottlenecks.Select(static found => new Bottleneck(
                found.Operation,
                found.Average.TotalMilliseconds,
                found.Threshold.TotalMilliseconds,
                found.Severity == BottleneckSeverity.Critical ? "critical" : "warning"))],
            [.. snapshot.Measurements.Select(static reading => new Measurement(reading.Name, reading.Unit, Finite(reading.Value)))]),
        PerformanceJsonContext.Default.Report);

    private static string[] Names(IEnumerable<OperationPerformance> operations) =>
        [.. operations.Select(static operation => operation.Name)];

    // JSON has no other numbers; an application's own gauge may.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static Operation Convert(OperationPerformance operation) => new(
        operation.Name,
        operation.Count,
        operation.Errors,
        operation.Cancelled,
        operation.ErrorRate,
        operation.Average.TotalMilliseconds,
        operation.Minimum.TotalMilliseconds,
        operation.Maximum.TotalMilliseconds,
        operation.Median.TotalMilliseconds,
        operation.Percentile95.TotalMilliseconds,
        operation.Percentile99.TotalMilliseconds,
        operation.Total.TotalMilliseconds,
        operation.LastMeasured);

    internal sealed record Report(
        int Version,
        DateTimeOffset GeneratedAt,
        double UptimeSeconds,
        double WindowSeconds,
        Summary Summary,
        Operation[] Operations,
        string[] Slowest,
        string[] MostCalled,
        string[] ErrorProne,
        Bottleneck[] Bottlenecks,
        Measurement[] Measurements);

    internal sealed record Summary(int Operations, long Calls, long Errors, double ErrorRate, long NotRecorded);

    internal sealed record Operation(
        string Name,
        long Count,
        long Errors,
        long Cancelled,
        double ErrorRate,
        double AverageMs,
        double MinMs,
        double MaxMs,
        [property: JsonPropertyName("p50_ms")] double P50Ms,
        [property: JsonPropertyName("p95_ms")] double P95Ms,
        [property: JsonPropertyName("p99_ms")] double P99Ms,
        double TotalMs,
        DateTimeOffset LastMeasured);

    internal sealed record Bottleneck(string Operation, double AverageMs, double ThresholdMs, string Severity);

    internal sealed record Measurement(string Name, string Unit, double? Value);
}

/// <summary>Written by the compiler, so that trimmed hosts can export too.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PerformanceJson.Report))]
internal sealed partial class PerformanceJsonContext : JsonSerializerContext;
