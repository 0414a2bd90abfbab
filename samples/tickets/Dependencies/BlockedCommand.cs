using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets blocked</c>: what waits, and for what.</summary>
internal static class BlockedCommand
{
    private static readonly Option<string> Format = OutputFormat.ForLists();

    private static readonly Listing<BlockedTicket> Listing = new(
        "blocked-tickets",
        [
            ("id", static item => item.Ticket.Id.Value),
            ("status", static item => item.Ticket.Status.Value),
            ("waits for", static item => Texts.Join(item.OpenBlockers.Select(static id => id.Value))),
            ("title", static item => item.Ticket.Title),
        ],
        static (writer, item) =>
        {
            TicketJson.WriteSummary(writer, TicketSummary.From(item.Ticket));
            writer.Texts("waits_for", item.OpenBlockers.Select(static id => id.Value));
        });

    internal static Command Build(CommandFrame frame) =>
        frame.Define("blocked", "Lists open tickets that wait for others, or are marked as blocked.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var dependencies = await DependencyReading.ReadAsync(invocation, store).ConfigureAwait(false);
        var blocked = dependencies.FindBlocked();
        ListPrinter.Print(
            invocation,
            invocation.Get(Format)!,
            Listing,
            blocked,
            "Nothing is blocked.",
            new()
            {
                Summary = $"{Texts.Count(blocked.Count, "ticket")} blocked",
                Faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false),
            });
        return ExitCodes.Success;
    }
}
