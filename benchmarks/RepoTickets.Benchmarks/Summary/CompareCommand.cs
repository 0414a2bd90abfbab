using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>
/// The benchmarks of reads with ours and the baseline in turns: for machines that do other things beside, where one after the other, as the
/// suites measure, gives each other neighbours.
/// </summary>
internal static class CompareCommand
{
    private const int Rounds = 15;
    private const int WarmUps = 6;

    internal static async Task RunAsync(string? jsonFile)
    {
        var clock = Stopwatch.StartNew();
        List<SummaryRow> rows = [];
        foreach (var part in (IAsyncEnumerable<SummaryRow>[])[
            LoadAsync(), ReadyAsync(), MonitorAsync(), ListAsync(), SearchAsync(), FilterAsync(), GroupAsync(),
        ])
        {
            await foreach (var row in part)
            {
                rows.Add(row);
                await Console.Error.WriteLineAsync($"{clock.Elapsed.TotalSeconds,5:0} s  {row.Operation}: {Quantity.Ratio(row.Ratio)}");
            }
        }

        var result = new SummaryResult(
            "comparison", DateTimeOffset.UtcNow, Machine.Describe(RunFolder.CreateFolder()), clock.Elapsed.TotalSeconds, rows);
        Console.WriteLine($"{result.Machine}; medians, both in turns in one process; {result.Seconds:0} s in all\n");
        Console.Write(SummaryTable.Write(rows));
        if (jsonFile is not null)
        {
            ResultFile.Write(jsonFile, result);
        }
    }

    private static async IAsyncEnumerable<SummaryRow> LoadAsync()
    {
        var suite = new CachedLoadBenchmarks();
        await suite.SetUp();
        yield return await MeasureAsync(
            "load a ticket from the cache", Contender.Of("", 100_000, count => Times(count, () => LoadAtOnce(suite))),
            "SQLite: row by id, same parser", Contender.Of("", 500, count => Times(count, () => suite.Sqlite())), 100, 100e-9);
        await suite.CleanUp();
    }

    /// <summary>A cached read has completed when it returns: awaiting would measure the await.</summary>
    private static bool LoadAtOnce(CachedLoadBenchmarks suite)
    {
        var loaded = suite.Cached();
        return loaded.IsCompletedSuccessfully ? loaded.IsCompleted : throw new InvalidOperationException("The cached read waits.");
    }

    private static async IAsyncEnumerable<SummaryRow> ReadyAsync()
    {
        var suite = new ReadyBenchmarks();
        suite.SetUp();
        yield return await MeasureAsync(
            "ready work of 5,000 tickets, 10,000 dependencies", Repeat(2_000, async () => await suite.Ready()),
            "scan in memory", Contender.Of("", 3, count => Times(count, () => suite.Scan())), 10, 100e-6);
        suite.CleanUp();
    }

    private static async IAsyncEnumerable<SummaryRow> MonitorAsync()
    {
        var suite = new AgentMonitorBenchmarks();
        suite.SetUp();
        yield return await MeasureAsync(
            "monitor 100 agents with 1,000 tasks", Repeat(500, async () => await suite.Monitor()), "list and count",
            Repeat(10, async () => await suite.Count()), 10, 100e-6);
        suite.CleanUp();
    }

    private static async IAsyncEnumerable<SummaryRow> ListAsync()
    {
        var suite = new ListBenchmarks();
        await suite.SetUp();
        var ours = Repeat(5_000, async () => await suite.Store());
        yield return await MeasureAsync(
            "list 100 of 10,000 by status and priority", ours, "LINQ in memory",
            Contender.Of("", 50, count => Times(count, () => suite.Linq())), 10, null);
        yield return await MeasureAsync(
            "list 100 of 10,000 by status and priority", ours, "SQLite, indexed",
            Contender.Of("", 50, count => Times(count, () => suite.Sqlite())), 50, 5e-6);
        await suite.CleanUp();
    }

    private static async IAsyncEnumerable<SummaryRow> SearchAsync()
    {
        foreach (var word in (string[])["common", "rare", "absent"])
        {
            var suite = new TextSearchBenchmarks { Word = word };
            await suite.SetUp();
            yield return await MeasureAsync(
                $"search 10,000, {word} word", Repeat(2_000, async () => await suite.Store()),
                "SQLite FTS5", Contender.Of("", 100, count => Times(count, () => suite.Sqlite())), 2, 5e-3);
            await suite.CleanUp();
        }
    }

    private static async IAsyncEnumerable<SummaryRow> FilterAsync()
    {
        var suite = new FilterBenchmarks();
        await suite.SetUp();
        var ours = Repeat(2_000, async () => await suite.Store());
        yield return await MeasureAsync(
            "count 100,000 by four terms", ours, "LINQ in memory", Contender.Of(
                "", 3, count => Times(count, () => suite.Linq())), 100, null);
        yield return await MeasureAsync(
            "count 100,000 by four terms", ours, "SQLite, indexed", Contender.Of(
                "", 3, count => Times(count, () => suite.Sqlite())), 100, null);
        await suite.CleanUp();
    }

    private static async IAsyncEnumerable<SummaryRow> GroupAsync()
    {
        var suite = new GroupingBenchmarks();
        suite.Setup();
        const string Naive = "regular expressions";
        var naive = Lines(suite.RegularExpressionsAndDictionary);
        yield return await MeasureAsync("find the group of a log line", Lines(suite.FromBytes), Naive, naive, 1, 1 / 1.3e6);
        yield return await MeasureAsync("the same, out of a line of JSON", Lines(suite.FromJsonLines), Naive, naive, 1, 1 / 0.4e6);

        // A call of the suite goes through all its lines.
        static Contender Lines<TResult>(Func<TResult> all) =>
            Contender.Of("", 10 * GroupingBenchmarks.Lines, count => Times(count / GroupingBenchmarks.Lines, all));
    }

    private static async Task<SummaryRow> MeasureAsync(
        string operation, Contender ours, string baselineName, Contender baseline, double goalRatio, double? goalSeconds)
    {
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps, MeasuredBy.ProcessorTime);
        return new(operation, took, baselineName, other, goalRatio, goalSeconds, Rounds, MeasuredBy.ProcessorTime);
    }

    private static Contender Repeat(int operations, Func<Task> operation) => new("", operations, async count =>
    {
        for (var i = 0; i < count; i++)
        {
            await operation();
        }
    });

    private static void Times<TResult>(int count, Func<TResult> operation)
    {
        for (var i = 0; i < count; i++)
        {
            operation();
        }
    }
}
