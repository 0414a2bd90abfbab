using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets dep remove TICKET BLOCKER</c>: on both sides in one commit.</summary>
internal static class RemoveDependencyCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("TICKET", "The ticket that waits.");
    private static readonly Argument<TicketId> Blocker = Options.Id<TicketId>("BLOCKER", "The ticket it waits for.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("remove", "Has a ticket no longer wait for another.", [Id, Blocker, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var (id, blockerId) = (invocation.Get(Id), invocation.Get(Blocker));
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        await store.CommitWithRetryAsync(
            async () =>
            {
                var ticket = await store.RequireAsync(id, invocation).ConfigureAwait(false);

                // The other may have been deleted: then there is one side only.
                var blocker = await store.GetAsync(blockerId, invocation.CancellationToken).ConfigureAwait(false);
                if (!ticket.BlockedBy.Contains(blockerId) && blocker?.Blocks.Contains(id) != true)
                {
                    throw CommandFailedException.NotFound(
                        $"{id} does not wait for {blockerId}. 'tickets dep tree {id}' shows what it waits for.");
                }

                var changes = new List<DocumentChange>
                {
                    DocumentChange.Update(ticket with { BlockedBy = ticket.BlockedBy.RemoveAll(other => other == blockerId) }),
                };
                if (blocker is not null)
                {
                    changes.Add(DocumentChange.Update(blocker with { Blocks = blocker.Blocks.RemoveAll(other => other == id) }));
                }

                return new ChangeSet([.. changes]);
            },
            invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "dependency-removed", id.Key, $"{id} no longer waits for {blockerId}",
            ("blocked_by", blockerId.Value));
        return ExitCodes.Success;
    }
}
