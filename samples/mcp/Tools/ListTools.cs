using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using RepoTickets.Mcp.Scope;
using RepoTickets.Workflows;

namespace RepoTickets.Mcp.Tools;

/// <summary>Tools that answer with lists of tickets. Names of parameters are what clients see, so they are written as in JSON.</summary>
internal sealed class ListTools(TicketDesk desk, IReadyIndex ready)
{
    private const int MostFaults = 20;

    [McpServerTool(Name = "list_tickets", Title = "List tickets", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "Lists tickets by simple conditions, newest first: those that are not closed or cancelled, unless statuses or include_closed say " +
        "otherwise." + ToolTexts.Data)]
    public async Task<CallToolResult> ListAsync(
        [Description("Only these statuses: " + ToolTexts.Status), MaxLength(32)] string[]? statuses = null,
        [Description("Only tickets with all of these labels."), MaxLength(100)] string[]? labels = null,
        [Description("Only of this assignee; \"none\" for tickets without one.")] string? assignee = null,
        [Description("Closed and cancelled ones, too. Default false.")] bool include_closed = false,
        [Description(ToolTexts.Limit), Range(1, Page.MaximumLimit)] int limit = Page.DefaultLimit,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var terms = new List<TicketFilter>();
        if (statuses is { Length: > 0 })
        {
            terms.Add(TicketFilter.Status(
                [.. statuses.Select(static status => ToolArguments.Read("statuses", status, () => TicketStatus.Parse(status.Trim())))]));
        }
        else if (!include_closed)
        {
            terms.Add(TicketFilter.Open);
        }

        terms.AddRange((labels ?? []).Select(static label => ToolArguments.Read("labels", label, () => TicketFilter.Label(label))));
        if (!string.IsNullOrEmpty(assignee))
        {
            terms.Add(assignee == "none"
                ? TicketFilter.NoAssignee
                : ToolArguments.Read("assignee", assignee, () => TicketFilter.Assignee(assignee)));
        }

        return await AnswerAsync(
            new() { Filter = ToolArguments.Read("labels", null, () => TicketFilter.And([.. terms])) }, Page.Of(limit, cursor),
            cancellationToken).ConfigureAwait(false);
    }

    [McpServerTool(Name = "query_tickets", Title = "Query tickets", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Finds tickets by a query. " + ToolTexts.QuerySyntax + ToolTexts.Data)]
    public async Task<CallToolResult> QueryAsync(
        [Description("The query, such as: is:open label:bug priority>=high updated<7d login"), MaxLength(
            TicketQuery.MaximumLength)] string query,
        [Description(ToolTexts.Limit), Range(1, Page.MaximumLimit)] int limit = Page.DefaultLimit,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var page = Page.Of(limit, cursor);
        var parsed = TicketQuery.Parse(query);
        return parsed.Skip == 0
            ? await AnswerAsync(parsed, page, cancellationToken).ConfigureAwait(false)
            : throw new ToolArgumentException(
                "query", query, "skip: is not possible here. Give next_cursor of the answer before as cursor.");
    }

    [McpServerTool(Name = "search_tickets", Title = "Search tickets", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "Finds tickets, open and closed, whose title, labels, description or comments contain a text as it stands, in small or capital " +
        "letters; newest first. For conditions use query_tickets." + ToolTexts.Data)]
    public async Task<CallToolResult> SearchAsync(
        [Description("What to look for; no query syntax."), MinLength(1), MaxLength(DocumentBounds.TitleLength)] string text,
        [Description(ToolTexts.Limit), Range(1, Page.MaximumLimit)] int limit = Page.DefaultLimit,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken cancellationToken = default) =>
        await AnswerAsync(
            new() { Filter = ToolArguments.Read("text", text, () => TicketFilter.Substring(text)) }, Page.Of(limit, cursor),
            cancellationToken).ConfigureAwait(false);

    [McpServerTool(Name = "ready_tickets", Title = "Tickets ready to be worked on", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "Lists tickets that can be worked on now, the most urgent first: open, not blocked, not claimed by anybody, without open parts. " +
        "claim_next takes the first of them." + ToolTexts.Data)]
    public async Task<CallToolResult> ReadyAsync(
        [Description("Only tickets that match this query, as for query_tickets."), MaxLength(
            TicketQuery.MaximumLength)] string? query = null,
        [Description(ToolTexts.Limit), Range(1, Page.MaximumLimit)] int limit = Page.DefaultLimit,
        [Description(ToolTexts.Cursor)] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var page = Page.Of(limit, cursor);

        // One more tells whether the list goes on.
        var found = await ready.GetAsync(
            desk.Scope.Narrow(ToolArguments.Query(query)), page.Skip + page.Take + 1, cancellationToken).ConfigureAwait(false);
        return ToolResults.OfList("tickets", page, [.. found.Tickets.Skip(page.Skip)], null, TicketJson.WriteSummary);
    }

    private async Task<CallToolResult> AnswerAsync(TicketQuery query, Page page, CancellationToken cancellationToken)
    {
        var found = await desk.QueryAsync(
            query with { Skip = page.Skip, Take = page.Take, CountAll = true }, cancellationToken).ConfigureAwait(false);

        // Nobody can say which labels a file carries that cannot be read: where labels limit, none is told of.
        IReadOnlyList<DocumentFault> faults = desk.Scope.IsLimited
            ? []
            : await desk.Store.GetFaultsAsync(cancellationToken).ConfigureAwait(false);
        return ToolResults.OfList("tickets", page, found.Tickets, found.TotalCount, TicketJson.WriteSummary, writer =>
        {
            FaultJson.Write(writer, faults.Take(MostFaults));
            writer.WriteNumber("faults_total", faults.Count);
        });
    }
}
