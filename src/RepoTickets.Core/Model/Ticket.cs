namespace RepoTickets;

/// <summary>A ticket.</summary>
public sealed partial record Ticket : Document
{
    /// <summary>Identifier.</summary>
    public TicketId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Status.</summary>
    public TicketStatus Status { get; init; } = TicketStatus.Open;

    /// <summary>Priority.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;
}
