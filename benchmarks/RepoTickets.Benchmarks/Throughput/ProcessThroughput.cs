using System.Globalization;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Processes;
using RepoTickets.Benchmarks.Results;
using RepoTickets.Tests;

namespace RepoTickets.Benchmarks.Throughput;

/// <summary>Commits a second by one process to eight, on one store: each a ticket of its own, flushed before it counts.</summary>
internal static class ProcessThroughput
{
    private const int Rounds = 3;
    private static readonly int[] Counts = [1, 2, 4, 8];

    internal static async Task<List<ProcessRow>> RunAsync(TimeSpan time)
    {
        var rows = Counts.ToDictionary(static count => count, static _ => new List<ProcessRow>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var count in Counts)
            {
                var row = await MeasureAsync(count, time);
                rows[count].Add(row);
                await Console.Error.WriteLineAsync($"{count} processes: {row.PerSecond:N0} commits a second");
            }
        }

        var alone = Quantity.Median(rows[1].Select(static row => row.PerSecond));
        return [.. Counts.Select(count => Middle(rows[count], alone))];
    }

    private static ProcessRow Middle(List<ProcessRow> rounds, double alone)
    {
        double Of(Func<ProcessRow, double> figure) => Quantity.Median(rounds.Select(figure));
        var rate = Of(static row => row.PerSecond);
        return new(rounds[0].Processes, rate, rate / alone, Of(static row => row.Median), Of(
            static row => row.Percentile99), Of(static row => row.Fairness));
    }

    private static async Task<ProcessRow> MeasureAsync(int count, TimeSpan time)
    {
        var folder = RunFolder.CreateFolder();
        TemporaryRepository.Initialise(folder);
        var workers = Enumerable.Range(0, count)
            .Select(_ => OwnProgram.Start("commit-worker", folder, $"milliseconds={(int)time.TotalMilliseconds}")).ToList();
        try
        {
            await WorkerProcess.GoTogetherAsync(workers);
            List<double[]> ends = [];
            foreach (var worker in workers)
            {
                var line = (await worker.WaitForAsync("DONE"))[^1];
                ends.Add([.. line.Split(' ').Skip(1).Select(static text => double.Parse(text, CultureInfo.InvariantCulture))]);
            }

            return new(
                count, ends.Sum(static end => end[0] / end[1]), 1, Quantity.Median(ends.Select(static end => end[2])),
                ends.Max(static end => end[3]),
                ends.Min(static end => end[0]) / ends.Max(static end => end[0]));
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }
}
