using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets dep tree TICKET</c>: what it waits for, and what that waits for.</summary>
internal static class DependencyTreeCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("TICKET", "Where the tree begins.");
    private static readonly Option<bool> Reverse = Options.Flag("The other way: what waits for it.", "--reverse", "-r");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "tree",
            "Shows what a ticket waits for, and what that waits for. What is below a ticket is shown where the ticket first comes, or " +
            "where it comes highest in a tree of more than 50 levels; (*) marks it elsewhere.",
            [Id, Reverse, Format],
            RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var root = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        var dependencies = await DependencyReading.ReadAsync(invocation, store).ConfigureAwait(false);
        var tree = new DependencyTree(dependencies, invocation.Get(Reverse) ? dependencies.WaitingFor : dependencies.BlockersOf);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "dependency-tree", writer => tree.Write(writer, root.Id));
        }
        else
        {
            tree.Print(invocation.Output, root.Id);
        }

        FaultNotes.Write(invocation, await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false), "shown");
        return ExitCodes.Success;
    }
}
