using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Storage;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets delete ID</c>: asks first; refuses while other documents refer to the ticket, unless <c>--clean</c>.</summary>
internal static class DeleteCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Option<bool> Clean = Options.Flag(
        "Removes the references of other documents to it, and its tasks that have ended, in the same commit.", "--clean");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("delete", "Deletes a ticket.", [Id, Clean, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        invocation.Session.DeletionPolicy = invocation.Get(Clean) ? DeletionPolicy.Clean : DeletionPolicy.Refuse;
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var ticket = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        await invocation.ConfirmAsync($"Delete {ticket.Id} ({SafeText.Line(ticket.Title, 80)})?").ConfigureAwait(false);
        await store.CommitAsync(new(DocumentChange.Delete(ticket)), invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "deleted", ticket.Key,
            $"Deleted ticket {ticket.Id}. 'tickets undo' brings it back as it was, as long as nothing else is committed.");
        return ExitCodes.Success;
    }
}
