using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets dep add TICKET BLOCKER</c>: both sides in one commit. What would close a circle is refused.</summary>
internal static class AddDependencyCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("TICKET", "The ticket that has to wait.");
    private static readonly Argument<TicketId> Blocker = Options.Id<TicketId>("BLOCKER", "The ticket it waits for.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("add", "Has a ticket wait for another.", [Id, Blocker, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var (id, blockerId) = (invocation.Get(Id), invocation.Get(Blocker));
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        await store.CommitWithRetryAsync(
            async () =>
            {
                var ticket = await store.RequireAsync(id, invocation).ConfigureAwait(false);
                var blocker = await store.RequireAsync(blockerId, invocation).ConfigureAwait(false);
                var dependencies = await DependencyReading.ReadAsync(invocation, store).ConfigureAwait(false);
                if (dependencies.FindWay(blockerId, id) is { } way)
                {
                    throw CommandFailedException.Conflict(
                        $"{id} cannot wait for {blockerId}: that would be a circle, {string.Join(" waits for ", way)}. 'tickets dep " +
                        "remove' takes one of these links away.");
                }

                return new ChangeSet(
                    DocumentChange.Update(
                        ticket.BlockedBy.Contains(blockerId) ? ticket : ticket with { BlockedBy = ticket.BlockedBy.Add(blockerId) }),
                    DocumentChange.Update(blocker.Blocks.Contains(id) ? blocker : blocker with { Blocks = blocker.Blocks.Add(id) }));
            },
            invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "dependency-added", id.Key, $"{id} waits for {blockerId}", ("blocked_by", blockerId.Value));
        return ExitCodes.Success;
    }
}
