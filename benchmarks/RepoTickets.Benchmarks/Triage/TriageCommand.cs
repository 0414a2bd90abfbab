using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Triage;

/// <summary>
/// The matrix: numbers of faults by numbers of workers. Waiting dominates, so whole runs are measured, in turns with the same waits
/// without triage; medians: of one run where it takes more than twenty seconds, else of three to five.
/// </summary>
internal static class TriageCommand
{
    private const int FewestRuns = 3;
    private const int MostRuns = 5;
    private static readonly TimeSpan TimeOfARow = TimeSpan.FromSeconds(20);
    private static readonly int[] Logs = [10, 50, 100, 1_000];
    private static readonly int[] Workers = [1, 3, 5, 10, 20];

    internal static async Task RunAsync(CommandArguments arguments)
    {
        var clock = Stopwatch.StartNew();
        int[] sizes = arguments.Text("--logs") is null ? Logs : [(int)arguments.Number("--logs", 0)];
        foreach (var workers in Workers)
        {
            // What is compiled while it runs, and the first files, are nobody's figures.
            await TriageMeasurement.MeasureAsync(logs: 50, workers);
        }

        List<TriageRow> rows = [];
        foreach (var logs in sizes)
        {
            double? alone = null;
            foreach (var workers in Workers)
            {
                var row = await MeasureAsync(logs, workers);
                alone ??= row.Seconds;
                rows.Add(row with { SpeedUp = alone.Value / row.Seconds });
                await Console.Error.WriteLineAsync($"{clock.Elapsed.TotalSeconds,5:0} s  {rows[^1]}");
            }
        }

        var result = new TriageMatrixResult(
            "triage", DateTimeOffset.UtcNow, Machine.Describe(RunFolder.CreateFolder()), arguments.Text("--remark") ?? "",
            clock.Elapsed.TotalSeconds, rows);
        Console.WriteLine($"{result.Machine}; medians; {result.Seconds:0} s in all; {result.Remark}\n");
        Console.Write(TriageTable.Write(rows));
        if (arguments.Text("--json") is { } jsonFile)
        {
            ResultFile.Write(jsonFile, result);
        }
    }

    private static async Task<TriageRow> MeasureAsync(int logs, int workers)
    {
        var ideal = TriageMeasurement.Ideal(logs, workers);
        var runs = ideal > TimeOfARow ? 1 : Math.Clamp((int)(TimeOfARow / ideal), FewestRuns, MostRuns);
        List<TriageFigures> ours = [], waits = [];
        for (var run = 0; run < runs; run++)
        {
            waits.Add(await TriageMeasurement.MeasureWaitsAsync(logs, workers));
            ours.Add(await TriageMeasurement.MeasureAsync(logs, workers));
        }

        return new(
            logs, workers, runs, Median(ours, static one => one.Seconds), ideal.TotalSeconds, Median(waits, static one => one.Seconds), 1,
            Median(ours, static one => one.ProcessorSeconds), Median(waits, static one => one.ProcessorSeconds),
            Median(ours, static one => one.AllocatedMegabytes), Median(ours, static one => one.PeakMegabytes));
    }

    private static double Median(List<TriageFigures> runs, Func<TriageFigures, double> figure) => Quantity.Median(runs.Select(figure));
}
