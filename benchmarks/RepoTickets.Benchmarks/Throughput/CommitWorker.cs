using System.Diagnostics;
using System.Globalization;
using RepoTickets.Benchmarks.Results;
using RepoTickets.Storage;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Benchmarks.Throughput;

/// <summary>The process that commits as fast as it can, for a while, and says how often and how long it took.</summary>
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
        await store.CreateAsync("The first one pays for compiling");
        context.WaitForGo();
        List<double> times = [];
        var limit = TimeSpan.FromMilliseconds(context.Number("milliseconds", 5_000));
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit)
        {
            var before = clock.Elapsed;
            await store.CreateAsync("One of many");
            times.Add((clock.Elapsed - before).TotalSeconds);
        }

        context.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"DONE {times.Count} {clock.Elapsed.TotalSeconds} {Quantity.Median(times)} {Quantity.Percentile(times, 99)}"));
    }
}
