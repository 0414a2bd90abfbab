namespace RepoTickets;

/// <summary>Which tickets, in which order, and how many. Immutable.</summary>
public sealed partial record TicketQuery
{
    /// <summary>The condition; default: every ticket.</summary>
    public TicketFilter Filter { get; init; } = TicketFilter.All;

    /// <summary>The order; default newest created first. Ties are ordered by identifier.</summary>
    public TicketOrder Order { get; init; } = TicketOrder.NewestCreated;

    /// <summary>How many matches to pass over; at least 0.</summary>
    public int Skip { get; init; }

    /// <summary>How many to return at most, 0 to 1,000,000; default 100.</summary>
    public int Take { get; init; } = 100;

    /// <summary>Count all matches, also those that are not returned. Costs a full pass; default false.</summary>
    public bool CountAll { get; init; }
}

/// <summary>The order of a query's answer.</summary>
public enum TicketOrder
{
    /// <summary>Newest created first.</summary>
    NewestCreated,

    /// <summary>Oldest created first.</summary>
    OldestCreated,

    /// <summary>Last changed first.</summary>
    NewestUpdated,

    /// <summary>Highest priority first, then oldest created.</summary>
    Priority,

    /// <summary>By identifier.</summary>
    Identifier,
}

/// <summary>The answer to a query.</summary>
/// <param name="Tickets">The page that was asked for.</param>
/// <param name="TotalCount">All matches, when <see cref="TicketQuery.CountAll"/> was set; else null.</param>
/// <param name="Position">The position of the feed through which the answer is right.</param>
public sealed record TicketQueryResult(IReadOnlyList<TicketSummary> Tickets, int? TotalCount, long Position);
