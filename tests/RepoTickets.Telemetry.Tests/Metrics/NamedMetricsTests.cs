namespace RepoTickets.Telemetry.Tests.Metrics;

public sealed class NamedMetricsTests
{
    [Fact]
    public async Task Instruments_OfNamedCompositions_CarryTheirNames()
    {
        await using var named = new NamedCompositions("north", "south");
        using var measurements = new Measurements(named.Meters);
        await named.Store("north").CreateAsync("One");
        await named.Store("south").CreateAsync("Two");
        await named.Store("south").CreateAsync("Three");

        var commits = measurements.Of("repotickets.store.operation.duration")
            .Where(static measured => measured.Operation == "store.commit")
            .ToList();

        Assert.Equal(
            (1, 2),
            (commits.Count(static measured => measured.Composition == "north"), commits.Count(
                static measured => measured.Composition == "south")));
        measurements.Collect("repotickets.store.index.entries");
        Assert.Equal(
            ["north 1", "south 2"],
            measurements.Of("repotickets.store.index.entries")
                .Select(static measured => $"{measured.Composition} {measured.Value}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Instruments_OfTheDefaultComposition_CarryNoName()
    {
        await using var composition = new Composition();
        using var measurements = new Measurements(composition.Meters);
        await composition.Store.CreateAsync("One");

        Assert.NotEmpty(measurements.All);
        Assert.All(measurements.All, static measured => Assert.Null(measured.Composition));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_OfANamedComposition_HearsOfItAlone(bool hasFactory)
    {
        await using var named = new NamedCompositions(["report-north", "report-south"], hasFactory);
        await named.Store("report-north").CreateAsync("One");
        await named.Store("report-south").CreateAsync("Two");
        await named.Store("report-south").CreateAsync("Three");

        var north = named.Get<IPerformanceReport>("report-north").Read();
        var south = named.Get<IPerformanceReport>("report-south").Read();

        Assert.Equal((1, 2), (Commits(north), Commits(south)));

        static long Commits(PerformanceSnapshot read) => read.Operations.Single(static operation => operation.Name == "store.commit").Count;
    }

    [Fact]
    public async Task SpansAndScopes_OfANamedComposition_CarryItsName()
    {
        using var spans = new Spans();
        using var logs = new CapturedLogs();
        await using var named = new NamedCompositions(["spans-north"], hasFactory: true, logs);
        await named.Store("spans-north").CreateAsync("One");

        Assert.Contains(spans.Of("store.commit"), static span => Equals(span.GetTagItem("repotickets.composition"), "spans-north"));
        Assert.Equal("spans-north", logs.All.First(static log => log.Id == 1040).Fields["composition"]);
    }
}
