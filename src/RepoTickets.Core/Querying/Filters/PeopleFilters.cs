namespace RepoTickets;

/// <summary>Is assigned to somebody, compared without regard to case (ordinal).</summary>
public sealed record AssigneeFilter : TicketFilter
{
    internal AssigneeFilter(string assignee)
    {
        ArgumentException.ThrowIfNullOrEmpty(assignee);
        Assignee = assignee;
    }

    /// <summary>The name; not empty.</summary>
    public new string Assignee { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        string.Equals(summary.Assignee, Assignee, StringComparison.OrdinalIgnoreCase);

    internal override void Write(QueryWriter writer) => writer.Field("assignee:", Assignee);
}

/// <summary>Is assigned to nobody: the assignee is missing or empty.</summary>
public sealed record NoAssigneeFilter : TicketFilter
{
    internal NoAssigneeFilter()
    {
    }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        string.IsNullOrEmpty(summary.Assignee);

    internal override void Write(QueryWriter writer) => writer.Raw("assignee:none");
}

/// <summary>Was filed by somebody, compared without regard to case (ordinal).</summary>
public sealed record ReporterFilter : TicketFilter
{
    internal ReporterFilter(string reporter)
    {
        ArgumentException.ThrowIfNullOrEmpty(reporter);
        Reporter = reporter;
    }

    /// <summary>The name; not empty.</summary>
    public new string Reporter { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        string.Equals(summary.Reporter, Reporter, StringComparison.OrdinalIgnoreCase);

    internal override void Write(QueryWriter writer) => writer.Field("reporter:", Reporter);
}
