namespace RepoTickets;

/// <summary>
/// What lists and filters need of a ticket, kept in memory for every ticket of the store. The whole ticket, with comments and all, is one
/// <see cref="ITicketStore.GetAsync(TicketId, CancellationToken)"/> away.
/// </summary>
/// <param name="Id">The identifier.</param>
/// <param name="Title">The title; one line in well-kept repositories, but nothing enforces it.</param>
/// <param name="Status">The status.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Labels">The labels in the order of the file.</param>
/// <param name="Assignee">Who works on it; null for nobody.</param>
/// <param name="Reporter">Who filed it; empty when unknown.</param>
/// <param name="EpicId">The epic it belongs to, if any.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record TicketSummary(
    TicketId Id,
    string Title,
    TicketStatus Status,
    TicketPriority Priority,
    ValueList<string> Labels,
    string? Assignee,
    string Reporter,
    EpicId? EpicId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The summary of a ticket.</summary>
    public static TicketSummary From(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return new(
            ticket.Id,
            ticket.Title,
            ticket.Status,
            ticket.Priority,
            ticket.Labels,
            ticket.Assignee,
            ticket.Reporter,
            ticket.EpicId,
            ticket.CreatedAt,
            ticket.UpdatedAt);
    }
}
