using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Telemetry.Tests.Performance;

public sealed class PerformanceReportTests : IDisposable
{
    private readonly FakeTime _clock = FakeTime.AtNoon();
    private readonly ScopedMeters _meters = new();

    public void Dispose() => _meters.Dispose();

    [Fact]
    public void Percentiles_OfRandomDurations_AreAtMostASixteenthTooHigh()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var durations = new RollingDurations("x");
            var exact = Enumerable.Range(0, random.Next(1, 2_000)).Select(_ => (long)Math.Exp(random.NextDouble() * 30)).Order().ToArray();
            foreach (var nanoseconds in exact)
            {
                durations.Add(0, nanoseconds, DurationEnd.Succeeded, default);
            }

            var read = durations.Read(0)!;
            foreach (var (share, found) in new[] { (0.5, read.Median), (0.95, read.Percentile95), (0.99, read.Percentile99) })
            {
                var wanted = exact[(int)Math.Ceiling(share * exact.Length) - 1];

                // Times are told in ticks of 100 ns.
                Assert.True(
                    found.TotalNanoseconds >= wanted && found.TotalNanoseconds <= (wanted * 1.0625) + 101,
                    $"seed {seed}: {share} is {wanted}, told {found}");
            }

            Assert.InRange(read.Maximum.TotalNanoseconds, exact[^1], exact[^1] + 100);
            Assert.InRange(read.Minimum.TotalNanoseconds, exact[0], exact[0] + 100);
        }
    }

    [Fact]
    public void Buckets_EveryDuration_IsWithinItsBucket()
    {
        for (var exponent = 0; exponent < 63; exponent++)
        {
            foreach (var nanoseconds in new[] { (1L << exponent) - 1, 1L << exponent, (1L << exponent) + 1 })
            {
                var index = DurationBuckets.IndexOf(nanoseconds);
                Assert.InRange(index, 0, DurationBuckets.Count - 1);
                Assert.True(index == DurationBuckets.Count - 1 || nanoseconds <= DurationBuckets.UpperBound(index), $"{nanoseconds}");
                Assert.True(index == 0 || nanoseconds > DurationBuckets.UpperBound(index - 1), $"{nanoseconds}");
            }
        }
    }

    [Fact]
    public void Window_GoesOn_OldMeasurementsLeave()
    {
        using var report = Make(static o => o.Retention = TimeSpan.FromMinutes(12));
        using var source = new Source(_meters);
        source.Record("a", 0.010);
        _clock.Advance(TimeSpan.FromMinutes(6));
        source.Record("a", 0.020);
        Assert.Equal(2, Only(report).Count);
        _clock.Advance(TimeSpan.FromMinutes(6.5));
        Assert.Equal((1, TimeSpan.FromMilliseconds(20)), (Only(report).Count, Only(report).Average));
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty(report.Read().Operations);
        source.Record("a", 0.030);
        Assert.Equal(TimeSpan.FromMilliseconds(30), Only(report).Average);
        Assert.Equal(1, Only(report).Count);
    }

    [Fact]
    public void Rankings_AreByAverageCountAndShareOfErrors()
    {
        using var report = Make(static o => o.BottleneckThreshold = TimeSpan.FromMilliseconds(100));
        using var source = new Source(_meters);
        source.Record("slow", 0.600);
        source.Record("middling", 0.150, "System.IO.IOException");
        source.Record("middling", 0.150);
        source.Record("often", 0.001, "System.OperationCanceledException");
        source.Record("often", 0.001);
        source.Record("often", 0.001);
        var read = report.Read();
        Assert.Equal(["slow", "middling", "often"], read.Slowest().Select(static operation => operation.Name));
        Assert.Equal(["often"], read.MostCalled(1).Select(static operation => operation.Name));
        Assert.Equal(("middling", 0.5), (Assert.Single(read.ErrorProne()).Name, read.ErrorProne()[0].ErrorRate));
        Assert.Equal(
            [("slow", BottleneckSeverity.Critical), ("middling", BottleneckSeverity.Warning)],
            read.Bottlenecks.Select(static found => (found.Operation, found.Severity)));
        Assert.Equal((6, 1), (read.Calls, read.Errors));
        Assert.Equal(1, read.Operations.Single(static operation => operation.Name == "often").Cancelled);
        Assert.Empty(read.FindBottlenecks(TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => read.Slowest(-1));
    }

    [Fact]
    public void Operations_WithoutEnd_AreBoundedAndTheRestIsCounted()
    {
        using var report = Make(static o => o.MaximumOperations = 10);
        using var source = new Source(_meters);
        for (var i = 0; i < 1_000; i++)
        {
            source.Record($"operation {i}", 0.001);
        }

        Assert.Equal((10, 990), (report.Read().Operations.Count, report.Read().NotRecorded));
        report.Reset();
        Assert.Equal((0, 0), (report.Read().Operations.Count, report.Read().NotRecorded));
        source.Record("new", double.NaN);
        source.Record("new", double.PositiveInfinity);
        source.Record("new", -1);
        Assert.Equal((2, 1), (Only(report).Count, report.Read().NotRecorded));
    }

    [Fact]
    public void Record_OnceKnown_AllocatesNothing()
    {
        using var report = Make();
        using var source = new Source(_meters);
        source.Record("a", 0.001);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            source.Record("a", 0.001);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Json_HasTheDocumentedShape()
    {
        using var report = Make();
        using var source = new Source(_meters);
        source.Record("<a>\n", 0.250, "System.IO.IOException");
        using var json = JsonDocument.Parse(report.Read().ToJson());
        var root = json.RootElement;
        Assert.Equal(
            [
                "version", "generated_at", "uptime_seconds", "window_seconds", "summary", "operations", "slowest", "most_called",
                "error_prone", "bottlenecks", "measurements",
            ],
            root.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        var operation = root.GetProperty("operations")[0];
        Assert.Equal(
            [
                "name", "count", "errors", "cancelled", "error_rate", "average_ms", "min_ms", "max_ms", "p50_ms", "p95_ms", "p99_ms",
                "total_ms", "last_measured",
            ],
            operation.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(("<a>\n", 250.0), (operation.GetProperty("name").GetString(), operation.GetProperty("p99_ms").GetDouble()));
        Assert.Equal("warning", root.GetProperty("bottlenecks")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public async Task Report_OfAComposition_HearsOfItAlone()
    {
        await using var mine = new Composition(static tickets => tickets.AddPerformanceReport());
        await using var other = new Composition();
        var ticket = await mine.Store.CreateAsync("Login");
        await Assert.ThrowsAsync<VersionConflictException>(async () => await mine.Store.CommitAsync(new(DocumentChange.Create(ticket))));
        for (var i = 0; i < 10; i++)
        {
            await other.Store.CreateAsync("Login");
        }

        var read = mine.Get<IPerformanceReport>().Read();
        var commit = read.Operations.Single(static operation => operation.Name == "store.commit");
        Assert.Equal((2, 1), (commit.Count, commit.Errors));
        Assert.Equal(1, read.Measurements.Single(static reading => reading.Name == "repotickets.store.index.entries").Value);
        Assert.Contains(read.Operations, static operation => operation.Name == "store.open");
    }

    [Fact]
    public async Task Options_OutOfRange_AreRefused()
    {
        await using var composition = new Composition(static tickets => tickets
            .AddPerformanceReport(static o => o.Retention = TimeSpan.FromSeconds(1))
            .AddPerformanceReport(static o => o.MaximumOperations = 0));
        var exception = Assert.Throws<ArgumentException>(() => composition.Get<IPerformanceReport>());
        Assert.Contains("Retention is 00:00:01", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumOperations is 0", exception.Message, StringComparison.Ordinal);
    }

    private static OperationPerformance Only(MeterPerformanceReport report) => Assert.Single(report.Read().Operations);

    private MeterPerformanceReport Make(Action<PerformanceOptions>? configure = null)
    {
        var options = new PerformanceOptions();
        configure?.Invoke(options);
        return new(options, _clock, _meters);
    }

    private sealed class Source(ScopedMeters meters) : IDisposable
    {
        private readonly Histogram<double> _histogram = meters.Create(new MeterOptions("RepoTickets.Test")).CreateHistogram<double>(
            "test.duration", "s");

        internal void Record(string operation, double seconds, string? error = null)
        {
            if (error is null)
            {
                _histogram.Record(seconds, new KeyValuePair<string, object?>("repotickets.operation", operation));
            }
            else
            {
                _histogram.Record(seconds, new("repotickets.operation", operation), new("error.type", error));
            }
        }

        public void Dispose() => meters.Dispose();
    }
}
