namespace RepoTickets;

/// <summary>A condition on tickets.</summary>
public abstract record TicketFilter
{
    private protected TicketFilter()
    {
    }

    /// <summary>Matches every ticket.</summary>
    public static TicketFilter All { get; } = new AllFilter();
}

/// <summary>Matches every ticket.</summary>
public sealed record AllFilter : TicketFilter;
