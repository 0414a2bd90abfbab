using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets close ID</c>.</summary>
internal static class CloseCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("close", "Closes a ticket.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var before = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        if (before.Status == TicketStatus.Closed)
        {
            throw CommandFailedException.Conflict($"{before.Id} is closed already. 'tickets reopen {before.Id}' opens it again.");
        }

        var ticket = await store.UpdateAsync(
            before.Id, static found => found with { Status = TicketStatus.Closed }, invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "closed", ticket.Key, $"Closed ticket {ticket.Id}: {SafeText.Line(ticket.Title, 200)}");
        return ExitCodes.Success;
    }
}
