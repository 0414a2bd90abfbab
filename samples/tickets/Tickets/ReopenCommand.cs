using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets reopen ID</c>.</summary>
internal static class ReopenCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("reopen", "Opens a closed or cancelled ticket again.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var before = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        if (before.IsOpen)
        {
            throw CommandFailedException.Conflict($"{before.Id} is not closed: its status is {before.Status}.");
        }

        var ticket = await store.UpdateAsync(
            before.Id, static found => found with { Status = TicketStatus.Open }, invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "reopened", ticket.Key, $"Reopened ticket {ticket.Id}: {SafeText.Line(ticket.Title, 200)}");
        return ExitCodes.Success;
    }
}
