using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets verify</c>: checks everything and changes nothing.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string> Format = Printing.OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "verify", "Checks files, identifiers, references, index and journal. Answers with exit code 5 when an error is found.",
            [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var report = await invocation.ShowProgressAsync(
            "checking files",
            line => ((IStoreMaintenance)store).VerifyAsync(
                line?.For<MaintenanceProgress>(ProgressStep.Of), invocation.CancellationToken)).ConfigureAwait(false);
        return FindingListing.Print(invocation, invocation.Get(Format)!, report);
    }
}
