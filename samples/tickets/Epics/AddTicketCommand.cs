using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic add-ticket EPIC TICKET</c>.</summary>
internal static class AddTicketCommand
{
    private static readonly Argument<EpicId> Epic = EpicCommands.Id();
    private static readonly Argument<TicketId> Ticket = Options.Id<TicketId>("TICKET", "The ticket.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("add-ticket", "Puts a ticket into an epic; a former epic lets go of it.", [Epic, Ticket, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var (epic, ticket) = (invocation.Get(Epic), invocation.Get(Ticket));
        await store.AddTicketToEpicAsync(epic, ticket, invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "ticket-added", epic.Key, $"Added ticket {ticket} to epic {epic}",
            ("ticket_id", ticket.Value));
        return ExitCodes.Success;
    }
}
