using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Backlog;

/// <summary><c>tickets backlog convert ITEM</c>: makes a ticket of it, once.</summary>
internal static class ConvertItemCommand
{
    private static readonly Argument<BacklogItemId> Id = BacklogCommands.Id();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("convert", "Makes a ticket of a backlog item.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var id = invocation.Get(Id);
        var ticket = await ConvertAsync(invocation, store, id).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "converted",
            id.Key,
            $"Made ticket {ticket.Id} of backlog item {id}: {SafeText.Line(ticket.Title, 200)}",
            ("ticket_id", ticket.Id.Value));
        return ExitCodes.Success;
    }

    private static async ValueTask<Ticket> ConvertAsync(Invocation invocation, ITicketStore store, BacklogItemId id)
    {
        try
        {
            return await store.ConvertToTicketAsync(
                id, new IdentifierGenerator(), invocation.Terminal.Time, invocation.CancellationToken).ConfigureAwait(false);
        }
        catch (InvalidChangeSetException exception)
        {
            // What cannot be made a ticket is a matter of the item; that it was made one before is a matter of its state.
            var item = await store.GetAsync(id, invocation.CancellationToken).ConfigureAwait(false);
            throw item?.TicketId is null ? exception : new CommandFailedException(ExitCodes.Conflict, exception.Message, exception);
        }
    }
}
