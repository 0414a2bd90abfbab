namespace RepoTickets;

/// <summary>What the meaning of a condition depends on besides the ticket.</summary>
/// <param name="Configuration">Says how priorities rank.</param>
/// <param name="Now">The moment from which ages are counted.</param>
public sealed record TicketFilterContext(TicketsConfiguration Configuration, DateTimeOffset Now);
