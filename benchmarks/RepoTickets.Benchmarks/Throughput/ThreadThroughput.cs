using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;
using RepoTickets.Storage;

namespace RepoTickets.Benchmarks.Throughput;

/// <summary>Operations a second, by one thread to eight, in one process on one store of 10,000 tickets.</summary>
internal sealed class ThreadThroughput(ITicketStore store, TimeSpan time)
{
    private const int Tickets = 10_000;
    private const int Rounds = 3;
    private static readonly int[] Counts = [1, 2, 4, 8];

    private readonly TicketId[] _ids = [.. Enumerable.Range(1, 1_000).Select(static number => TicketId.Parse($"BENCH-{number}"))];
    private readonly TicketQuery _list = new()
    {
        Filter = TicketFilter.Status(TicketStatus.Open) & TicketFilter.Priority(TicketPriority.High),
        Take = 100,
    };
    private readonly TicketQuery _search = new() { Filter = TicketFilter.Words(new Vocabulary(1).WordOfRank(100)), Take = 50 };

    internal static async Task<List<ThreadRow>> RunAsync(TimeSpan time)
    {
        var repository = new TemporaryRepository();
        SyntheticTickets.WriteRepository(repository.Folder, Tickets);
        await using var store = await TicketStore.OpenAsync(repository.Options);
        return await new ThreadThroughput(store, time).MeasureAllAsync();
    }

    private async Task<List<ThreadRow>> MeasureAllAsync()
    {
        List<ThreadRow> rows = [];
        foreach (var (name, operation) in Operations())
        {
            await MeasureAsync(2, operation);
            var rates = Counts.ToDictionary(static count => count, static _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                // The numbers of threads take turns, so that what else the machine does hits all of them.
                foreach (var count in Counts)
                {
                    rates[count].Add(await MeasureAsync(count, operation));
                }
            }

            var alone = Quantity.Median(rates[1]);
            rows.AddRange(
                Counts.Select(count => new ThreadRow(name, count, Quantity.Median(rates[count]), Quantity.Median(rates[count]) / alone)));
            await Console.Error.WriteLineAsync($"{name}: {alone:N0} a second by one thread");
        }

        return rows;
    }

    private IEnumerable<(string Name, Func<int, long, ValueTask> Operation)> Operations() =>
    [
        ("load from the cache", async (thread, number) => _ = await store.GetAsync(_ids[((thread * 131) + number) % _ids.Length])),
        ("list 100 of 10,000", async (_, _) => _ = await store.QueryAsync(_list)),
        ("search 10,000", async (_, _) => _ = await store.QueryAsync(_search)),
        ("create, flushed", async (thread, number) => _ = await store.CreateAsync($"Ticket {number} of thread {thread}")),
        ("update, flushed", async (thread, number) =>
            _ = await store.UpdateAsync(_ids[thread], ticket => ticket with { Title = $"Number {number}" })),
    ];

    private async Task<double> MeasureAsync(int threads, Func<int, long, ValueTask> operation)
    {
        var clock = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () => WorkAsync(thread, operation, clock), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        return done.Sum() / clock.Elapsed.TotalSeconds;
    }

    private async Task<long> WorkAsync(int thread, Func<int, long, ValueTask> operation, Stopwatch clock)
    {
        var count = 0L;
        while (clock.Elapsed < time)
        {
            // The clock costs as much as a cached read, so it is not looked at each time.
            for (var i = 0; i < 8; i++)
            {
                await operation(thread, count++);
            }
        }

        return count;
    }
}
