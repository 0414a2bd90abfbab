using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets dep cycle</c>: tickets that wait for each other.</summary>
internal static class DependencyCycleCommand
{
    private static readonly Option<string> Format = OutputFormat.ForLists();

    private static readonly Listing<IReadOnlyList<TicketId>> Listing = new(
        "dependency-cycles",
        [("cycle", static cycle => string.Join(" → ", cycle.Append(cycle[0])))],
        static (writer, cycle) => writer.Texts("tickets", cycle.Select(static id => id.Value)));

    internal static Command Build(CommandFrame frame) =>
        frame.Define("cycle", "Finds tickets that wait for each other. Answers with exit code 5 when there are any.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var cycles = (await DependencyReading.ReadAsync(invocation, store).ConfigureAwait(false)).FindCircles();
        var faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false);
        ListPrinter.Print(invocation, invocation.Get(Format)!, Listing, cycles, "No circles.", new() { Faults = faults });
        return cycles.Count > 0 ? ExitCodes.FaultsFound : ExitCodes.Success;
    }
}
