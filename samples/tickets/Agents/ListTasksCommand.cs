using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent tasks</c>: newest first.</summary>
internal static class ListTasksCommand
{
    private static readonly Option<AgentId?> Agent = Options.Parsed<AgentId>("Only of this agent.", "--agent");
    private static readonly Option<TicketId?> Ticket = Options.Parsed<TicketId>("Only of this ticket.", "--ticket");
    private static readonly Option<string?> Status = Options.Word(EnumTexts.AgentTaskStatus, "Only this status.", "--status", "-s");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("tasks", "Lists tasks of agents, newest first.", [Agent, Ticket, Status, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var status = Options.Read(EnumTexts.AgentTaskStatus, invocation.Get(Status));
        var found = await invocation.ListAsync<AgentTask>().ConfigureAwait(false);
        var tasks = found.Documents
            .Where(task => invocation.Get(Agent) is not { } agent || task.AgentId == agent)
            .Where(task => invocation.Get(Ticket) is not { } ticket || task.TicketId == ticket)
            .Where(task => status is null || task.Status == status)
            .OrderByDescending(static task => task.AssignedAt).ThenBy(static task => task.Id).ToList();
        ListPrinter.Print(
            invocation, invocation.Get(Format)!, TaskListing.Listing, tasks, "No tasks found.",
            new() { Summary = Texts.Count(tasks.Count, "task"), Faults = found.Faults });
        return ExitCodes.Success;
    }
}
