using System.Globalization;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Throughput;

/// <summary>Threads times operations, and processes times commits.</summary>
internal static class ThroughputCommand
{
    internal static async Task RunAsync(CommandArguments arguments)
    {
        var seconds = arguments.Number("--seconds", 2);
        var time = TimeSpan.FromSeconds(seconds);
        var threads = await ThreadThroughput.RunAsync(time);
        var processes = await ProcessThroughput.RunAsync(time * 2);
        var result = new ThroughputResult(
            "throughput", DateTimeOffset.UtcNow, Machine.Describe(RunFolder.CreateFolder()), seconds, threads, processes);
        Console.Write(Text(result));
        if (arguments.Text("--json") is { } jsonFile)
        {
            ResultFile.Write(jsonFile, result);
        }
    }

    private static string Text(ThroughputResult result)
    {
        var invariant = CultureInfo.InvariantCulture;
        var text = new System.Text.StringBuilder();
        text.Append(
            invariant,
            $"{result.Machine}; medians of three rounds of {result.SecondsEach} s " +
            $"(processes: twice as long, after as long to warm up)\n\n");
        text.Append("| operation | threads | a second | times one thread |\n|---|---|---|---|\n");
        foreach (var row in result.Threads)
        {
            text.Append(invariant, $"| {row.Operation} | {row.Threads} | {row.PerSecond:N0} | {row.Scaling:0.00} |\n");
        }

        text.Append(
            "\n| processes | commits a second | times one process | median | 99 of 100 | fewest of most |\n|---|---|---|---|---|---|\n");
        foreach (var row in result.Processes)
        {
            text.Append(
                invariant,
                $"| {row.Processes} | {row.PerSecond:N0} | {row.Scaling:0.00} | {Quantity.Time(row.Median)} | " +
                $"{Quantity.Time(row.Percentile99)} | {row.Fairness:0.00} |\n");
        }

        return text.ToString();
    }
}
