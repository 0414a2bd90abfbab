using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets repair</c>: mends what can be mended without losing a byte.</summary>
internal static class RepairCommand
{
    private static readonly Option<string> Format = Printing.OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "repair", "Mends what can be mended without losing anything. Answers with exit code 5 when an error is left for a person.",
            [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var report = await invocation.ShowProgressAsync(
            "mending",
            line => ((IStoreMaintenance)store).RepairAsync(
                line?.For<MaintenanceProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        return FindingListing.Print(invocation, invocation.Get(Format)!, report);
    }
}
