using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets list-summary</c>: all tickets, from the index alone.</summary>
internal static class ListSummaryCommand
{
    private static readonly Option<TicketStatus?> Status = Options.Parsed<TicketStatus>("Only this status.", "--status", "-s");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>("Only this priority.", "--priority", "-p");
    private static readonly Option<string?> Labels = Options.Text("Only with all of these labels, separated by commas.", "--labels", "-l");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "list-summary", "Lists tickets of every status from the index: no ticket file is read.", [
                Status, Priority, Labels, Format,
            ], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        await KnownWords.CheckAsync(invocation, store, invocation.Get(Status), invocation.Get(Priority)).ConfigureAwait(false);
        var tickets = await store.ListSummariesAsync(
            invocation.Get(Status), invocation.Get(Priority), Options.Split(invocation.Get(Labels)),
            invocation.CancellationToken).ConfigureAwait(false);
        ListPrinter.Print(
            invocation,
            invocation.Get(Format)!,
            TicketListing.For("tickets", invocation.Terminal.Time.GetUtcNow()),
            tickets,
            "No tickets found.",
            new() { Summary = TicketListing.Summary(tickets), Faults = await store.GetFaultsAsync(
                invocation.CancellationToken).ConfigureAwait(false) });
        return ExitCodes.Success;
    }
}
