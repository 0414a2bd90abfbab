using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent assign TICKET AGENT TYPE DESCRIPTION</c>.</summary>
internal static class AssignCommand
{
    private static readonly Argument<TicketId> Ticket = Options.Id<TicketId>("TICKET", "The ticket.");
    private static readonly Argument<AgentId> Agent = AgentCommands.Agent();
    private static readonly Argument<string> Type = Options.Argument(
        "TYPE", "The type of task, such as code, review, test, document, analysis, design.");
    private static readonly Argument<string> Description = Options.Argument("DESCRIPTION", "What is to be done.");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "How urgent it is. Default medium.", "--priority", "-p");
    private static readonly Option<string?> Instructions = Options.Text("How it is to be done.", "--instructions", "-i");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "assign", "Gives an agent a task.", [Ticket, Agent, Type, Description, Priority, Instructions, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var task = await agents.Tasks.CreateAsync(
            new()
            {
                TicketId = invocation.Get(Ticket),
                AgentId = invocation.Get(Agent),
                TaskType = invocation.Get(Type),
                Description = invocation.Get(Description),
                Priority = invocation.Get(Priority) ?? TicketPriority.Medium,
                Instructions = invocation.Get(Instructions) ?? "",
            },
            invocation.CancellationToken).ConfigureAwait(false);
        return AgentCommands.Print(
            invocation, invocation.Get(Format), "assigned", task, $"Assigned task {task.Id} to agent {task.AgentId}");
    }
}
