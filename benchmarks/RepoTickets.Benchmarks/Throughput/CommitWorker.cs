using System.Diagnostics;
using System.Globalization;
using RepoTickets.Benchmarks.Results;
using RepoTickets.Storage;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Throughput;

/// <summary>
/// The process that commits as fast as it can, twice for a while, and says how often and how long it took the second time.
/// </summary>
internal static class CommitWorker
{
    internal static async Task RunAsync(WorkerContext context)
    {
        await using var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = context.Folder,
            IdScheme = TicketIdScheme.PrefixNumber,
            LockTimeout = TimeSpan.FromSeconds(60),
        });
        await store.CreateAsync("The first one");
        context.WaitForGo();
        var time = TimeSpan.FromMilliseconds(context.Number("milliseconds", 5_000));

        // Processes that are compiled while they run, all at once, measure the compiler.
        await CommitAsync(store, time);
        var (times, took) = await CommitAsync(store, time);
        context.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"DONE {times.Count} {took.TotalSeconds} {Quantity.Median(times)} {Quantity.Percentile(times, 99)}"));
    }

    private static async Task<(List<double> Times, TimeSpan Took)> CommitAsync(ITicketStore store, TimeSpan limit)
    {
        List<double> times = [];
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit)
        {
            var before = clock.Elapsed;
            await store.CreateAsync("One of many");
            times.Add((clock.Elapsed - before).TotalSeconds);
        }

        return (times, clock.Elapsed);
    }
}
