using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets rebuild-index</c>: reads every ticket again.</summary>
internal static class RebuildIndexCommand
{
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("rebuild-index", "Reads every ticket again and writes the index anew.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.Session.StartEventsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var count = await invocation.ShowProgressAsync(
            "reading tickets",
            line => invocation.Session.DoObservedAsync<IndexRebuilt, int>(
                () => ((IStoreMaintenance)store).RebuildIndexAsync(
                    line?.For<MaintenanceProgress>(ProgressStep.Of), invocation.CancellationToken),
                invocation.CancellationToken)).ConfigureAwait(false);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "index", writer => writer.WriteNumber("ticket_count", count));
        }
        else
        {
            invocation.Output.Write($"✓ Rebuilt the index: {Texts.Count(count, "ticket")}\n");
        }

        return ExitCodes.Success;
    }
}
