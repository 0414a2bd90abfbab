namespace RepoTickets;

/// <summary>Somebody was granted a lease on a ticket.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Holder">Who holds or held the lease.</param>
/// <param name="Token">The number of the lease; each grant for a ticket has a higher one.</param>
/// <param name="ExpiresAt">When it runs out unless it is renewed.</param>
public sealed record LeaseGranted(TicketId TicketId, string Holder, long Token, DateTimeOffset ExpiresAt);

/// <summary>A lease on a ticket was prolonged.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Holder">Who holds or held the lease.</param>
/// <param name="Token">The number of the lease; each grant for a ticket has a higher one.</param>
/// <param name="ExpiresAt">When it runs out unless it is renewed.</param>
public sealed record LeaseRenewed(TicketId TicketId, string Holder, long Token, DateTimeOffset ExpiresAt);

/// <summary>A lease on a ticket was given back.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Holder">Who holds or held the lease.</param>
/// <param name="Token">The number of the lease; each grant for a ticket has a higher one.</param>
public sealed record LeaseReleased(TicketId TicketId, string Holder, long Token);

/// <summary>A lease on a ticket ran out.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Holder">Who holds or held the lease.</param>
/// <param name="Token">The number of the lease; each grant for a ticket has a higher one.</param>
public sealed record LeaseExpired(TicketId TicketId, string Holder, long Token);
