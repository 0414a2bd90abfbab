using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RepoTickets.Samples.Telemetry;

namespace RepoTickets.Telemetry.Tests.Hosting;

/// <summary>OpenTelemetry's own SDK, with an exporter as a host would have one.</summary>
public sealed class OpenTelemetryTests
{
    [Fact]
    public async Task Sdk_WithSourceAndMeterNames_CollectsSpansAndMetrics()
    {
        var (spans, metrics) = (new MemorySpanExporter(), new MemoryMetricExporter());
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource("RepoTickets.*")
            .AddProcessor(new SimpleActivityExportProcessor(spans))
            .Build();
        using var metering = Sdk.CreateMeterProviderBuilder()
            .AddMeter("RepoTickets.*")
            .AddReader(new BaseExportingMetricReader(metrics))
            .Build();
        await using var composition = new Composition();
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Store.GetAsync(ticket.Id);
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await composition.Store.CommitAsync(new(DocumentChange.Create(ticket))));
        metering.ForceFlush();
        Assert.Contains(spans.Spans, static span => span.DisplayName == "store.commit" && span.Source.Name == "RepoTickets.Storage");
        Assert.Contains(spans.Spans, static span => span.DisplayName == "store.open");
        Assert.Equal(1, Value("repotickets.store.operation.duration", "repotickets.operation=store.commit"));
        Assert.Equal(
            1,
            Value(
                "repotickets.store.operation.errors",
                "repotickets.operation=store.commit,error.type=RepoTickets.VersionConflictException"));
        Assert.Equal(1, Value("repotickets.store.index.entries", ""));
        Assert.All(metrics.Readings, static reading => Assert.NotEmpty(reading.Unit));

        double Value(string name, string tags) => metrics.Readings.Single(reading =>
            reading.Name == name && reading.Tags.Split(',').Order().SequenceEqual(tags.Split(',').Order())).Value;
    }
}
