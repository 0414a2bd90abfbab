namespace RepoTickets.Workflows;

/// <summary>
/// Knows which tickets can be worked on now. Kept up from the store's feed, which is followed to its end before each answer: whoever has
/// committed something sees it, and what other processes committed as well. Thread-safe.
/// </summary>
/// <remarks>
/// A ticket is ready when all of this holds:
/// <list type="bullet">
/// <item>it is open (<see cref="TicketStatus.IsOpen"/>), its status is not <c>blocked</c>, and its file can be read;</item>
/// <item>nobody has a live lease on it;</item>
/// <item>no open ticket blocks it: neither one that it names in <see cref="Ticket.BlockedBy"/> nor one that names it in
/// <see cref="Ticket.Blocks"/>. A ticket that cannot be read blocks, since it may be open; one that does not exist does not
/// (where the unreadable file is deleted instead of mended, this process learns of it when it starts anew);</item>
/// <item>it has no open part: a ticket with open children is work that is done in the children;</item>
/// <item>no open ticket of which it is a part, directly or through further open ones, has the status <c>blocked</c> or is blocked from
/// outside of its own parts;</item>
/// <item>it belongs to no cancelled epic.</item>
/// </list>
/// Links count whichever side names them. A ticket does not block itself; tickets that block each other in a circle are not ready.
/// </remarks>
public interface IReadyIndex
{
    /// <summary>Ready tickets: the highest priority (as the configuration ranks them) first, then the oldest, then by identifier.</summary>
    /// <param name="query">Only tickets that match its filter; its order and page are not used. Null for all.</param>
    /// <param name="take">How many at most; at least 0, default 100.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<ReadyTickets> GetAsync(TicketQuery? query = null, int take = 100, CancellationToken cancellationToken = default);
}

/// <summary>Tickets that can be worked on.</summary>
/// <param name="Tickets">The tickets, the most urgent first.</param>
/// <param name="Position">The position of the feed through which the answer is right.</param>
public sealed record ReadyTickets(IReadOnlyList<TicketSummary> Tickets, long Position);
