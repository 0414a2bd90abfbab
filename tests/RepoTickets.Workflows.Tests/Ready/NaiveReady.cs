namespace RepoTickets.Workflows.Tests.Ready;

/// <summary>What is ready, worked out from all documents by the rules as they are stated: the oracle of the index.</summary>
internal sealed class NaiveReady(
    IReadOnlyCollection<Ticket> tickets,
    IReadOnlySet<TicketId> unreadable,
    IReadOnlyCollection<Epic> epics,
    IReadOnlyCollection<Lease> leases,
    DateTimeOffset now)
{
    private readonly Dictionary<TicketId, Ticket> _tickets = tickets.ToDictionary(static ticket => ticket.Id);

    internal List<string> Find(TicketsConfiguration configuration) =>
    [
        .. tickets.Where(IsReady)
            .OrderByDescending(ticket => configuration.RankOf(ticket.Priority))
            .ThenBy(static ticket => ticket.CreatedAt)
            .ThenBy(static ticket => ticket.Id)
            .Select(static ticket => ticket.Id.Value),
    ];

    private bool IsReady(Ticket ticket) =>
        ticket.Status.IsOpen && ticket.Status != TicketStatus.Blocked &&
        !leases.Any(lease => lease.TicketId == ticket.Id && lease.IsLiveAt(now)) &&
        !BlockersOf(ticket.Id).Any(Holds) &&
        !ChildrenOf(ticket.Id).Any(Holds) &&
        !epics.Any(epic => epic.Status == EpicStatus.Cancelled && (ticket.EpicId == epic.Id || epic.TicketIds.Contains(ticket.Id))) &&
        !OpenAncestorsOf(ticket.Id).Any(IsHeldFromOutside);

    private bool IsHeldFromOutside(TicketId whole) =>
        _tickets[whole].Status == TicketStatus.Blocked ||
        BlockersOf(whole).Any(blocker => Holds(blocker) && !PartsOf(whole).Contains(blocker));

    private bool Holds(TicketId id) => unreadable.Contains(id) || (_tickets.TryGetValue(id, out var ticket) && ticket.Status.IsOpen);

    private IEnumerable<TicketId> BlockersOf(TicketId id) => tickets
        .Where(other => other.Blocks.Contains(id)).Select(static other => other.Id)
        .Concat(_tickets.TryGetValue(id, out var ticket) ? ticket.BlockedBy : [])
        .Where(other => other != id);

    private IEnumerable<TicketId> ChildrenOf(TicketId id) => tickets
        .Where(other => other.ParentTicketId == id).Select(static other => other.Id)
        .Concat(_tickets.TryGetValue(id, out var ticket) ? ticket.ChildTicketIds : [])
        .Where(other => other != id);

    private IEnumerable<TicketId> ParentsOf(TicketId id) => tickets
        .Where(other => other.ChildTicketIds.Contains(id)).Select(static other => other.Id)
        .Concat(_tickets.TryGetValue(id, out var ticket) && ticket.ParentTicketId is { } parent ? [parent] : [])
        .Where(other => other != id);

    private HashSet<TicketId> OpenAncestorsOf(TicketId id) =>
        Closure(id, other =>
            ParentsOf(other).Where(parent => _tickets.TryGetValue(parent, out var ticket) && ticket.Status.IsOpen), withStart: false);

    private HashSet<TicketId> PartsOf(TicketId id) => Closure(id, ChildrenOf, withStart: true);

    private static HashSet<TicketId> Closure(TicketId start, Func<TicketId, IEnumerable<TicketId>> next, bool withStart)
    {
        var found = new HashSet<TicketId> { start };
        var left = new Queue<TicketId>(found);
        while (left.TryDequeue(out var id))
        {
            foreach (var further in next(id).Where(found.Add))
            {
                left.Enqueue(further);
            }
        }

        if (!withStart)
        {
            found.Remove(start);
        }

        return found;
    }
}
