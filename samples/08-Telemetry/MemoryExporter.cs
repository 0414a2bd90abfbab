using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace RepoTickets.Samples.Telemetry;

/// <summary>
/// What an exporter of OpenTelemetry gets, kept in memory. A host has one for its collector in this place (OTLP, Prometheus, Application
/// Insights): nothing of RepoTickets changes for it.
/// </summary>
internal sealed class MemorySpanExporter : BaseExporter<Activity>
{
    internal ConcurrentQueue<Activity> Spans { get; } = new();

    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch)
        {
            Spans.Enqueue(span);
        }

        return ExportResult.Success;
    }
}

/// <summary>A point of a metric: what it is, its tags as text, and its sum, value or count.</summary>
internal sealed record MetricReading(string Meter, string Name, string Unit, string Tags, MetricType Type, double Value);

/// <summary>The metrics of the last collection, in memory.</summary>
internal sealed class MemoryMetricExporter : BaseExporter<Metric>
{
    internal IReadOnlyList<MetricReading> Readings { get; private set; } = [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var readings = new List<MetricReading>();
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                readings.Add(new(metric.MeterName, metric.Name, metric.Unit, TagsOf(point), metric.MetricType, ValueOf(metric, point)));
            }
        }

        Readings = readings;
        return ExportResult.Success;
    }

    private static string TagsOf(in MetricPoint point)
    {
        var tags = new List<string>();
        foreach (var (name, value) in point.Tags)
        {
            tags.Add($"{name}={value}");
        }

        return string.Join(',', tags);
    }

    private static double ValueOf(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum => point.GetSumLong(),
        MetricType.DoubleSum => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        MetricType.Histogram or MetricType.ExponentialHistogram => point.GetHistogramCount(),
        _ => throw new NotSupportedException($"{metric.Name} is a {metric.MetricType}."),
    };
}
