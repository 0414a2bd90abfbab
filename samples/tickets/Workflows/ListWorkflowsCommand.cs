using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow list</c>.</summary>
internal static class ListWorkflowsCommand
{
    private static readonly Option<string?> Status = Options.Word(EnumTexts.WorkflowStatus, "Only this status.", "--status", "-s");
    private static readonly Option<TicketId?> Ticket = Options.Parsed<TicketId>("Only of this ticket.", "--ticket");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("list", "Lists workflows, newest first.", [Status, Ticket, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var status = Options.Read(EnumTexts.WorkflowStatus, invocation.Get(Status));
        var found = await invocation.ListAsync<WorkflowInstance>().ConfigureAwait(false);
        var workflows = found.Documents
            .Where(workflow => status is null || workflow.Status == status)
            .Where(workflow => invocation.Get(Ticket) is not { } ticket || workflow.TicketId == ticket)
            .OrderByDescending(static workflow => workflow.CreatedAt).ThenBy(static workflow => workflow.Id).ToList();
        ListPrinter.Print(
            invocation,
            invocation.Get(Format)!,
            WorkflowListing.Listing,
            workflows,
            "No workflows found.",
            new() { Summary = Texts.Count(workflows.Count, "workflow"), Faults = found.Faults });
        return ExitCodes.Success;
    }
}
