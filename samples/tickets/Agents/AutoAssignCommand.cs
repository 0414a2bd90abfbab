using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent auto-assign TICKET TYPE DESCRIPTION</c>: to the agent that is rated best.</summary>
internal static class AutoAssignCommand
{
    private static readonly Argument<TicketId> Ticket = Options.Id<TicketId>("TICKET", "The ticket.");
    private static readonly Argument<string> Type = Options.Argument(
        "TYPE", "The type of task, such as code, review, test, document, analysis, design.");
    private static readonly Argument<string> Description = Options.Argument("DESCRIPTION", "What is to be done.");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "How urgent it is. Default medium.", "--priority", "-p");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("auto-assign", "Gives the agent that is rated best a task.", [Ticket, Type, Description, Priority, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var result = await agents.Distributor.AutoDistributeAsync(
            [new()
            {
                TicketId = invocation.Get(Ticket),
                TaskType = invocation.Get(Type),
                Description = invocation.Get(Description),
                Priority = invocation.Get(Priority) ?? TicketPriority.Medium,
            }],
            cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
        if (result.Items[0] is not { IsAssigned: true, Task: { } task } outcome)
        {
            throw CommandFailedException.Conflict(
                $"No agent took the task: {result.Items[0].Reason} 'tickets agent list --all' shows who there is.");
        }

        return AgentCommands.Print(
            invocation, invocation.Get(Format), "assigned", task,
            $"Auto-assigned task {task.Id} to agent {task.AgentId} ({outcome.Score})");
    }
}
