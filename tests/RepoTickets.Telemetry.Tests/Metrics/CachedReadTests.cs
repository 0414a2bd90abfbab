using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace RepoTickets.Telemetry.Tests.Metrics;

public sealed class CachedReadTests(ITestOutputHelper output)
{
    private const int Reads = 100_000;

    [Fact]
    public async Task CachedRead_WhileNobodyListens_AllocatesNothing()
    {
        await using var composition = new Composition();
        var ticket = await composition.Store.CreateAsync("Login");
        Assert.Equal(0, Allocated(composition.Store, ticket.Id));
    }

    [Fact]
    public async Task CachedRead_WhileMetricsAreCollected_AllocatesNothingAndIsCounted()
    {
        await using var composition = new Composition(static tickets => tickets.AddPerformanceReport());
        var ticket = await composition.Store.CreateAsync("Login");
        Assert.Equal(0, Allocated(composition.Store, ticket.Id));
        var get = Assert.Single(composition.Get<IPerformanceReport>().Read().Operations, static operation => operation.Name == "store.get");
        Assert.True(get.Count > Reads, $"{get.Count} reads were measured");
    }

    [Fact]
    public async Task CachedRead_WhileSpansAreCollected_HasNone()
    {
        using var spans = new Spans();
        await using var composition = new Composition();
        var ticket = await composition.Store.CreateAsync("Login");
        await composition.Store.GetAsync(ticket.Id);
        var before = spans.Of("store.get").Count;
        Assert.Equal(0, Allocated(composition.Store, ticket.Id));
        Assert.Equal(before, spans.Of("store.get").Count);
    }

    private long Allocated(ITicketStore store, TicketId id)
    {
        // The first reads make the code fast and the freshness clock run.
        var allocated = 0L;
        for (var round = 0; round < 3; round++)
        {
            var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var i = 0; i < Reads; i++)
            {
                var reading = store.GetAsync(id);
                if (!reading.IsCompletedSuccessfully || reading.Result is null)
                {
                    throw new InvalidOperationException("The read was not answered from the cache.");
                }
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            output.WriteLine(
                $"{Stopwatch.GetElapsedTime(start).TotalNanoseconds / Reads:0} ns, {(double)allocated / Reads:0.###} bytes a read");
        }

        return allocated;
    }
}
