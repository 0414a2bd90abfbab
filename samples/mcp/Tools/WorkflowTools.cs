using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using RepoTickets.Mcp.Scope;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// How far workflows are. A workflow exists for the client when its ticket does; where labels limit, one without a ticket does not.
/// </summary>
internal sealed class WorkflowTools(TicketDesk desk, TimeProvider time)
{
    private const int MostTickets = 1_000_000;
    private const int TextLimit = 4_000;
    private const int ListLimit = 200;

    [McpServerTool(Name = "workflow_status", Title = "Status of workflows", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "With id: one workflow with its steps, what it waits for and how far it is. Without id: a list of workflows, newest first, of a " +
        "ticket or with a status if given. Long texts and lists are cut; \"cut\" names them." + ToolTexts.Data)]
    public async Task<CallToolResult> StatusAsync(
        [Description("The workflow, such as WF-1A2B3C4D; without it a list.")] string? id = null,
        [Description("Only workflows of this ticket, such as LOGIN-1.")] string? ticket_id = null,
        [Description("Only this status: created, running, paused, compensating, completed, failed or cancelled.")] string? status = null,
        [Description(ToolTexts.Limit), Range(1, Page.MaximumLimit)] int limit = Page.DefaultLimit,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken cancellationToken = default) =>
        string.IsNullOrEmpty(id)
            ? await ListAsync(ticket_id, status, Page.Of(limit, cursor), cancellationToken).ConfigureAwait(false)
            : await ShowAsync(ToolArguments.Workflow(id), cancellationToken).ConfigureAwait(false);

    private async Task<CallToolResult> ShowAsync(WorkflowId id, CancellationToken cancellationToken)
    {
        var workflow = await RequireAsync(id, cancellationToken).ConfigureAwait(false);
        var definition = await WorkflowFigures.DefinitionOfAsync(desk.Store, workflow, cancellationToken).ConfigureAwait(false);
        var progress = WorkflowFigures.ProgressOf(definition, workflow, time.GetUtcNow());
        var whole = JsonShape.ToElement("workflow", writer => WorkflowJson.Write(writer, workflow, progress));
        return ToolResults.Of("workflow", writer =>
        {
            var bounded = new BoundedJson(TextLimit, ListLimit);
            foreach (var name in (ReadOnlySpan<string>)["item", "progress"])
            {
                writer.WritePropertyName(name);
                bounded.Write(writer, name, whole.GetProperty(name));
            }

            writer.Texts("waits_for", WaitingSteps.Of(workflow));
            bounded.WriteCuts(writer);
        });
    }

    private async ValueTask<WorkflowInstance> RequireAsync(WorkflowId id, CancellationToken cancellationToken)
    {
        try
        {
            var workflow = await desk.Store.GetRequiredAsync<WorkflowInstance>(id.Key, cancellationToken).ConfigureAwait(false);
            var isVisible = !desk.Scope.IsLimited ||
                (workflow.TicketId is { } ticket && await desk.FindAsync(ticket, cancellationToken).ConfigureAwait(false) is not null);
            return isVisible ? workflow : throw new DocumentNotFoundException(id.Key);
        }
        catch (DocumentFaultException) when (desk.Scope.IsLimited)
        {
            // Nobody can say which ticket it is about.
            throw new DocumentNotFoundException(id.Key);
        }
    }

    private async Task<CallToolResult> ListAsync(string? ticketId, string? status, Page page, CancellationToken cancellationToken)
    {
        TicketId? ticket = string.IsNullOrEmpty(ticketId) ? null : ToolArguments.Ticket(ticketId);
        WorkflowStatus? wanted = string.IsNullOrEmpty(status) ? null
            : EnumTexts.WorkflowStatus.TryRead(status, out var known) ? known
            : throw new ToolArgumentException(
                "status", status, $"It must be one of {string.Join(", ", EnumTexts.WorkflowStatus.Allowed)}.");
        var visible = await VisibleTicketsAsync(cancellationToken).ConfigureAwait(false);
        var found = await desk.Store.ListAsync<WorkflowInstance>(cancellationToken).ConfigureAwait(false);
        var workflows = found.Documents
            .Where(workflow => wanted is null || workflow.Status == wanted)
            .Where(workflow => ticket is null || workflow.TicketId == ticket)
            .Where(workflow => visible is null || (workflow.TicketId is { } about && visible.Contains(about)))
            .OrderByDescending(static workflow => workflow.CreatedAt).ThenBy(static workflow => workflow.Id)
            .ToList();
        return ToolResults.OfList("workflows", page, [.. workflows.Skip(page.Skip)], workflows.Count, WorkflowJson.WriteSummary);
    }

    private async ValueTask<HashSet<TicketId>?> VisibleTicketsAsync(CancellationToken cancellationToken)
    {
        if (!desk.Scope.IsLimited)
        {
            return null;
        }

        var tickets = await desk.QueryAsync(new() { Take = MostTickets }, cancellationToken).ConfigureAwait(false);
        return [.. tickets.Tickets.Select(static ticket => ticket.Id)];
    }
}
