namespace RepoTickets;

/// <summary>Matches every ticket.</summary>
public sealed record AllFilter : TicketFilter
{
    internal AllFilter()
    {
    }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) => true;

    internal override void Write(QueryWriter writer) => writer.Raw("*");
}

/// <summary>The status is one of some.</summary>
public sealed record StatusFilter : TicketFilter
{
    internal StatusFilter(ValueList<TicketStatus> statuses)
    {
        if (statuses.Count == 0)
        {
            throw new ArgumentException("Give at least one status.", nameof(statuses));
        }

        Statuses = statuses;
    }

    /// <summary>The statuses; at least one.</summary>
    public ValueList<TicketStatus> Statuses { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        Statuses.AsSpan().Contains(summary.Status);

    internal override void Write(QueryWriter writer) => writer.Raw($"status:{string.Join(',', Statuses)}");
}

/// <summary>The ticket is open, or it is closed, by <see cref="TicketStatus.IsOpen"/>.</summary>
public sealed record OpenFilter : TicketFilter
{
    internal OpenFilter(bool isOpen) => IsOpen = isOpen;

    /// <summary>What is asked for.</summary>
    public bool IsOpen { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) => summary.Status.IsOpen == IsOpen;

    internal override void Write(QueryWriter writer) => writer.Raw(IsOpen ? "is:open" : "is:closed");
}
