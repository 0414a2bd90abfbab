using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>How many lines a second are grouped, and what a million hostile ones leave in memory.</summary>
internal static class GroupingCommand
{
    private const int Seed = 7;

    internal static async Task RunAsync(CommandArguments arguments)
    {
        // Alone in the process at first: what other measurements leave is none of its memory.
        var hostile = HostileLines.Measure(Seed);
        var throughput = new GroupingThroughput(Seed);
        List<GroupingRow> rows = [];
        await foreach (var row in throughput.RunAsync())
        {
            rows.Add(row);
        }

        var result = new GroupingResult(
            "grouping", DateTimeOffset.UtcNow, Machine.Describe(RunFolder.CreateFolder()), arguments.Text("--remark") ?? "", Seed,
            throughput.BytesOfALine, rows, hostile);
        Console.WriteLine($"{result.Machine}; seed {Seed}; medians; {result.Remark}\n");
        Console.Write(GroupingTable.Write(result));
        if (arguments.Text("--json") is { } jsonFile)
        {
            ResultFile.Write(jsonFile, result);
        }
    }
}
