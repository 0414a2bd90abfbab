namespace RepoTickets;

/// <summary>
/// Compares the priority. <c>=</c> and <c>!=</c> compare the names; the others compare the ranks in the configuration
/// (<see cref="TicketsConfiguration.RankOf"/>), where one that is not listed ranks lowest.
/// </summary>
public sealed record PriorityFilter : TicketFilter
{
    internal PriorityFilter(ComparisonOperator comparison, TicketPriority priority)
    {
        Comparison = ComparisonOperators.Checked(comparison);
        Priority = priority;
    }

    /// <summary>How the ticket's priority, on the left, compares.</summary>
    public ComparisonOperator Comparison { get; }

    /// <summary>What it is compared with.</summary>
    public new TicketPriority Priority { get; }

    /// <inheritdoc/>
    public override bool Matches(TicketSummary summary, string searchText, TicketFilterContext context) =>
        Matches(summary.Priority, context.Configuration);

    /// <summary>Whether a ticket with this priority matches.</summary>
    public bool Matches(TicketPriority priority, TicketsConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Comparison switch
        {
            ComparisonOperator.Equal => priority == Priority,
            ComparisonOperator.NotEqual => priority != Priority,
            _ => Comparison.Holds(configuration.RankOf(priority).CompareTo(configuration.RankOf(Priority))),
        };
    }

    internal override void Write(QueryWriter writer) =>
        writer.Raw($"priority{(Comparison == ComparisonOperator.Equal ? ":" : Comparison.Symbol())}{Priority}");
}
