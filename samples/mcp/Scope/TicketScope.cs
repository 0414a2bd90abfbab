using RepoTickets.Mcp.Policy;
using RepoTickets.Mcp.Tools;

namespace RepoTickets.Mcp.Scope;

/// <summary>
/// Which tickets exist for the client. The condition is a filter of the query language, so that lists, searches, claims and single tickets
/// are decided by one and the same rule.
/// </summary>
internal sealed class TicketScope(AccessPolicy policy, TimeProvider time)
{
    // What a label filter says depends neither on the configuration nor on the time.
    private readonly TicketFilterContext _context = new(new(), time.GetUtcNow());

    /// <summary>The labels of which a ticket must carry one; null when every ticket is covered.</summary>
    internal ValueList<string>? Labels { get; } = policy.Labels;

    internal bool IsLimited => Labels is not null;

    /// <summary>What a ticket must match to exist for the client.</summary>
    internal TicketFilter Filter { get; } =
        policy.Labels is { } labels ? TicketFilter.Or([.. labels.Select(TicketFilter.Label)]) : TicketFilter.All;

    internal bool Covers(Ticket ticket) => !IsLimited || Filter.Matches(TicketSummary.From(ticket), "", _context);

    /// <summary>The query, of what exists for the client.</summary>
    /// <exception cref="ToolArgumentException">The query has so many conditions that no more can be added.</exception>
    internal TicketQuery Narrow(TicketQuery? query)
    {
        query ??= new();
        return IsLimited ? query with { Filter = ToolArguments.Read("query", null, () => query.Filter & Filter) } : query;
    }

    /// <summary>What is wrong with the labels that a ticket is to have; null when nothing is.</summary>
    internal FieldProblem? Explain(Ticket ticket) => Covers(ticket) ? null : new(
        "labels",
        DisplayText.Escape(string.Join(", ", ticket.Labels)),
        "The policy of this server asks for at least one of these " +
        $"labels: {string.Join(", ", Labels!.Select(static label => DisplayText.Escape(label)))}.");
}
