using System.Globalization;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>Half an hour of mixed load by several processes that are killed at random, by hand.</summary>
internal static class SoakCommand
{
    internal static async Task<int> RunAsync(CommandArguments arguments)
    {
        var run = new SoakRun(
            RunFolder.CreateFolder(),
            arguments.Number("--minutes", 30),
            Math.Max(2, (int)arguments.Number("--processes", 4)),
            (int)arguments.Number("--seed", 20_260_304),
            (int)arguments.Number("--pace", 40));
        var result = await run.RunAsync();
        var text = Describe(result);
        Console.Write(text);
        if (arguments.Text("--json") is { } file)
        {
            ResultFile.Write(file, result);
            await File.WriteAllTextAsync(Path.ChangeExtension(file, ".md"), text);
        }

        return result.FindingCount == 0 ? 0 : 1;
    }

    private static string Describe(SoakResult result)
    {
        var invariant = CultureInfo.InvariantCulture;
        var text = new System.Text.StringBuilder();
        text.Append(invariant, $"# {result.Minutes} minutes of mixed load with kills\n\n{result.Machine}; seed {result.Seed}\n\n");
        text.Append(
            invariant,
            $"{result.Processes} processes on " +
            $"one store: {result.Commits:N0} commits, {result.Reads:N0} reads, {result.Kills} kills (SIGKILL), " +
            $"{result.Stops} orderly ends. ");
        text.Append(
            invariant,
            $"Acknowledged were {result.AcknowledgedSteps:N0} change sets of {result.AcknowledgedDocuments:N0} documents and " +
            $"{result.Counted:N0} increments of shared tickets ");
        text.Append(invariant, $"({result.Outrun:N0} were refused, since somebody else was faster or the lease had run out). ");
        text.Append(
            invariant,
            $"Of the steps under way at a kill {result.FoundDone} were found " +
            $"done and {result.FoundUndone} not done. {result.Tickets} tickets at the end.\n\nChecked:\n\n");
        foreach (var check in result.Checks)
        {
            text.Append(invariant, $"* {check}\n");
        }

        text.Append(invariant, $"\nFindings: {(result.FindingCount == 0 ? "none" : result.FindingCount)}\n");
        foreach (var finding in result.Findings)
        {
            text.Append(invariant, $"* {finding}\n");
        }

        text.Append(
            "\nThe process that is never killed:\n\n| minute | resident MB | managed MB | handles | threads | journal MB | files | kills " +
            "| acknowledged |\n|---|---|---|---|---|---|---|---|---|\n");
        var step = Math.Max(1, result.Samples.Count / 15);
        foreach (var sample in result.Samples.Where((_, index) => index % step == 0 || index == result.Samples.Count - 1))
        {
            text.Append(
                invariant,
                $"| {sample.Seconds / 60:0.0} | {sample.ResidentMegabytes:0} | {sample.ManagedMegabytes:0} | {sample.Handles} | " +
                $"{sample.Threads} | {sample.JournalMegabytes:0.0} | {sample.Files} | {sample.Kills} | {sample.Commits:N0} |\n");
        }

        return text.ToString();
    }
}
