using RepoTickets.Benchmarks.Results;
using RepoTickets.Benchmarks.Soak;
using RepoTickets.Benchmarks.Summary;
using RepoTickets.Benchmarks.Throughput;

namespace RepoTickets.Benchmarks.Charts;

/// <summary>The pictures of docs/performance.md, from nothing but the committed results.</summary>
internal static class ChartsCommand
{
    internal static void Run(CommandArguments arguments)
    {
        var root = FindRoot(Directory.GetCurrentDirectory());
        var pictures = arguments.Text("--pictures") ?? Path.Join(root, "docs", "pictures");
        Directory.CreateDirectory(pictures);
        foreach (var (name, text) in Draw(arguments.Text("--results") ?? Path.Join(root, "benchmarks", "results")))
        {
            File.WriteAllText(Path.Join(pictures, name), text);
            Console.WriteLine(Path.Join(pictures, name));
        }
    }

    /// <summary>Each picture by the name of its file.</summary>
    internal static IEnumerable<(string Name, string Text)> Draw(string results)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        yield return (
            "summary.svg", RatioChart.Draw("The headline table", ResultFile.Read<SummaryResult>(Path.Join(results, "summary.json")).Rows));
        yield return (
            "comparison.svg",
            RatioChart.Draw("Reads against their peers", ResultFile.Read<SummaryResult>(Path.Join(results, "comparison.json")).Rows));
        var throughput = ResultFile.Read<ThroughputResult>(Path.Join(results, "throughput.json"));
        yield return ("threads.svg", LineChart.Draw(
            "Operations by threads of one process",
            "times what one thread does; with 2 cores reads have nothing to gain above 2",
            "threads",
            [.. throughput.Threads.GroupBy(static row => row.Operation).Select(static group =>
                new Series(group.Key, [.. group.Select(static row => ((double)row.Threads, row.Scaling))]))]));
        yield return ("processes.svg", LineChart.Draw(
            "Commits by processes on one store",
            "commits a second by all together, each flushed before it counts",
            "processes",
            [new Series("commits a second", [.. throughput.Processes.Select(static row => ((double)row.Processes, row.PerSecond))])]));
        var soak = ResultFile.Read<SoakResult>(Path.Join(results, "soak-30-minutes.json"));
        static IReadOnlyList<(double X, double Y)> Over(SoakResult result, Func<SoakSample, double> figure) =>
            [.. result.Samples.Select(sample => (sample.Seconds / 60, figure(sample)))];
        yield return ("soak.svg", LineChart.Draw(
            "Half an hour of mixed load with kills",
            string.Create(
                invariant,
                $"the process that is never killed; {soak.Kills} kills of the others, {soak.Commits:N0} commits, " +
                $"findings: {soak.FindingCount}"),
            "minutes",
            [
                new Series("resident memory, MB", Over(soak, static sample => sample.ResidentMegabytes)),
                new Series("handles", Over(soak, static sample => sample.Handles)),
                new Series("managed memory, MB", Over(soak, static sample => sample.ManagedMegabytes)),
                new Series("journal on disk, MB", Over(soak, static sample => sample.JournalMegabytes)),
            ]));
    }

    private static string FindRoot(string folder)
    {
        for (var root = folder; root is not null; root = Path.GetDirectoryName(root))
        {
            if (Directory.Exists(Path.Join(root, "benchmarks", "results")))
            {
                return root;
            }
        }

        throw new DirectoryNotFoundException(
            $"There is no benchmarks/results in {folder} or above it. Run this in the repository, or name --results and --pictures.");
    }
}
