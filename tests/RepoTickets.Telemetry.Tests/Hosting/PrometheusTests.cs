using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Samples.Telemetry;
using RepoTickets.LogTriage;

namespace RepoTickets.Telemetry.Tests.Hosting;

/// <summary>The sample's page for Prometheus, fetched as Prometheus does.</summary>
public sealed class PrometheusTests
{
    [Fact]
    public async Task Scrape_OfTheSamplesEndpoint_HasInstrumentsOfOurs()
    {
        using var endpoint = new PrometheusEndpoint();
        await using var composition = new Composition(static tickets => tickets.AddLogTriage());
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Store.GetAsync(ticket.Id);
        await composition.Get<ILogProcessor>().ProcessAsync(TriageRecords.Of("Database connection failed"));

        var page = await endpoint.ScrapeAsync();

        foreach (var start in new[]
        {
            "repotickets_store_operation_duration_seconds_count{",
            "repotickets_store_cache_hits_",
            "repotickets_store_index_entries",
            "repotickets_triage_records_",
            "repotickets_triage_outcomes_",
            "repotickets_triage_queue_depth",
        })
        {
            Assert.True(page.Split('\n').Any(line => line.StartsWith(start, StringComparison.Ordinal)), $"{start}… is missing in:\n{page}");
        }

        Assert.Contains("repotickets_operation=\"store.commit\"", page, StringComparison.Ordinal);
        Assert.Contains("repotickets_outcome=\"simulated\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_OfTwoNamedCompositions_TellsThemApart()
    {
        using var endpoint = new PrometheusEndpoint();
        await using var named = new NamedCompositions("north", "south");
        await named.Store("north").CreateAsync("One");
        await named.Store("south").CreateAsync("One");
        await named.Store("south").CreateAsync("Two");

        var lines = (await endpoint.ScrapeAsync())
            .Split('\n')
            .Where(static line => line.StartsWith("repotickets_store_index_entries{", StringComparison.Ordinal))
            .ToList();

        Assert.Contains(
            lines,
            static line =>
                line.Contains("repotickets_composition=\"north\"", StringComparison.Ordinal) &&
                    line.Contains("} 1", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            static line =>
                line.Contains("repotickets_composition=\"south\"", StringComparison.Ordinal) &&
                    line.Contains("} 2", StringComparison.Ordinal));
    }
}
