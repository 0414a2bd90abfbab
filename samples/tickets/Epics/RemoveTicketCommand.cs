using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic remove-ticket EPIC TICKET</c>.</summary>
internal static class RemoveTicketCommand
{
    private static readonly Argument<EpicId> Epic = EpicCommands.Id();
    private static readonly Argument<TicketId> Ticket = Options.Id<TicketId>("TICKET", "The ticket.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("remove-ticket", "Takes a ticket out of an epic.", [Epic, Ticket, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var (epic, ticket) = (invocation.Get(Epic), invocation.Get(Ticket));
        if (!await store.RemoveTicketFromEpicAsync(epic, ticket, invocation.CancellationToken).ConfigureAwait(false))
        {
            throw CommandFailedException.NotFound($"{ticket} is not in epic {epic}. 'tickets epic show {epic}' lists its tickets.");
        }

        ChangePrinter.Print(
            invocation, invocation.Get(Format), "ticket-removed", epic.Key, $"Removed ticket {ticket} from epic {epic}",
            ("ticket_id", ticket.Value));
        return ExitCodes.Success;
    }
}
