namespace RepoTickets;

/// <summary>The changes of a batch were committed.</summary>
/// <param name="BatchId">The batch: the commit's correlation identifier; empty when it has none.</param>
/// <param name="Created">Tickets that were created, in the order of the changes.</param>
/// <param name="Updated">Tickets that differ now.</param>
/// <param name="Deleted">Tickets that were deleted.</param>
/// <param name="Position">The commit; the last one of a batch of several.</param>
public sealed record BatchCommitted(
    string BatchId, ValueList<TicketId> Created, ValueList<TicketId> Updated, ValueList<TicketId> Deleted, long Position);

/// <summary>
/// A best-effort batch has ended. Its commits have told of each document; this sums them up. Published by the process that ran the batch.
/// </summary>
/// <param name="BatchId">The batch: the correlation identifier of its commits.</param>
/// <param name="Created">How many documents were created.</param>
/// <param name="Updated">How many documents were changed.</param>
/// <param name="Deleted">How many documents were deleted.</param>
/// <param name="Failed">How many errors there were.</param>
/// <param name="Position">Its last commit.</param>
public sealed record BatchCompleted(string BatchId, long Created, long Updated, long Deleted, long Failed, long Position);
