namespace RepoTickets.Events;

/// <summary>Which events of the history are wanted. All conditions must hold; those that are null hold always. Immutable.</summary>
public sealed record EventHistoryQuery
{
    /// <summary>The largest <see cref="Take"/>.</summary>
    public const int MaximumTake = 1_000_000;

    /// <summary>A type such as <c>ticket.created</c>, or a pattern such as <c>ticket.*</c>. Default: all.</summary>
    public string? Type { get; init; }

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Exactly this <see cref="Event.Source"/>.</summary>
    public string? Source { get; init; }

    /// <summary>About this ticket: by its <see cref="Event.Subject"/> or its payload.</summary>
    public TicketId? TicketId { get; init; }

    /// <summary>Exactly this <see cref="Event.Subject"/>.</summary>
    public DocumentKey? Subject { get; init; }

    /// <summary>How many at most, the newest of those that match; 0 to 1,000,000. Default 100.</summary>
    public int Take { get; init; } = 100;
}
