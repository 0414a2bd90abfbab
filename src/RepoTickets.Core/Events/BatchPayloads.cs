namespace RepoTickets;

/// <summary>The changes of a batch were committed.</summary>
/// <param name="BatchId">The batch: the commit's correlation identifier; empty when it has none.</param>
/// <param name="Created">Tickets that were created, in the order of the changes.</param>
/// <param name="Updated">Tickets that differ now.</param>
/// <param name="Deleted">Tickets that were deleted.</param>
/// <param name="Position">The commit; the last one of a batch of several.</param>
public sealed record BatchCommitted(
    string BatchId, ValueList<TicketId> Created, ValueList<TicketId> Updated, ValueList<TicketId> Deleted, long Position);
