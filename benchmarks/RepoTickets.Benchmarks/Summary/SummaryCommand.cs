using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>The headline table, in less than three minutes: ours and the baseline in turns, medians.</summary>
internal static class SummaryCommand
{
    internal static async Task RunAsync(string? jsonFile)
    {
        var clock = Stopwatch.StartNew();
        List<SummaryRow> rows = [];
        foreach (var part in (IAsyncEnumerable<SummaryRow>[])[
            ReadRows.RunAsync(), WriteRows.RunAsync(), EventRows.RunAsync(), LogRows.RunAsync(),
        ])
        {
            await foreach (var row in part)
            {
                rows.Add(row);
                await Console.Error.WriteLineAsync($"{clock.Elapsed.TotalSeconds,5:0} s  {row.Operation}: {Quantity.Ratio(row.Ratio)}");
            }
        }

        var result = new SummaryResult(
            "summary", DateTimeOffset.UtcNow, Machine.Describe(RunFolder.CreateFolder()), clock.Elapsed.TotalSeconds, rows);
        Console.WriteLine($"{result.Machine}; medians, both in turns in one process; {result.Seconds:0} s in all\n");
        Console.Write(SummaryTable.Write(rows));
        if (jsonFile is not null)
        {
            ResultFile.Write(jsonFile, result);
        }
    }
}
