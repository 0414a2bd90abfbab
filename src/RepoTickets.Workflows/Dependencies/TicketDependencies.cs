using System.Collections.ObjectModel;
using RepoTickets.Workflows.Dependencies;

namespace RepoTickets.Workflows;

/// <summary>
/// Which ticket waits for which, at one moment: it does not follow the store. For what can be worked on now, kept up with the store, ask
/// <see cref="IReadyIndex"/>. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A link counts whichever side names it, in <see cref="Ticket.BlockedBy"/> or in <see cref="Ticket.Blocks"/>. Tickets that do not exist
/// may be named, and hold nobody back; a ticket that cannot be read does, since it may be open. Parts and epics have no say here. All lists
/// are in the order of identifiers.
/// </remarks>
public sealed class TicketDependencies
{
    private readonly Dictionary<TicketId, Ticket> _tickets = [];
    private readonly HashSet<TicketId> _unreadable;
    private readonly Dictionary<TicketId, ReadOnlyCollection<TicketId>> _blockers;
    private readonly Dictionary<TicketId, ReadOnlyCollection<TicketId>> _waiting;
    private readonly ReadOnlyCollection<TicketDependency> _links;

    private TicketDependencies(IEnumerable<Ticket> tickets, IEnumerable<TicketId> unreadable)
    {
        _unreadable = [.. unreadable];
        var links = new HashSet<TicketDependency>();
        foreach (var ticket in tickets)
        {
            _tickets.TryAdd(ticket.Id, ticket);
            links.UnionWith(ticket.BlockedBy.Select(blocker => new TicketDependency(blocker, ticket.Id)));
            links.UnionWith(ticket.Blocks.Select(waiting => new TicketDependency(ticket.Id, waiting)));
        }

        _links = links.OrderBy(static link => link.Blocker).ThenBy(static link => link.Waiting).ToList().AsReadOnly();
        _blockers = Gather(_links, static link => link.Waiting, static link => link.Blocker);
        _waiting = Gather(_links, static link => link.Blocker, static link => link.Waiting);
    }

    /// <summary>Every link once, by the ticket that blocks and then by the one that waits.</summary>
    public IReadOnlyList<TicketDependency> Links => _links;

    /// <summary>The dependencies of these tickets.</summary>
    /// <param name="tickets">All tickets whose own words count; of two with one identifier the first.</param>
    /// <param name="unreadable">Tickets that exist and cannot be read; null for none.</param>
    public static TicketDependencies Of(IEnumerable<Ticket> tickets, IEnumerable<TicketId>? unreadable = null)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        return new(tickets, unreadable ?? []);
    }

    /// <summary>The dependencies of all tickets of a store. Reads every ticket.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async ValueTask<TicketDependencies> ReadAsync(ITicketStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var tickets = await store.ListAsync<Ticket>(cancellationToken).ConfigureAwait(false);
        return Of(
            tickets.Documents,
            tickets.Faults.Where(static fault => fault.Key is not null).Select(static fault => TicketId.FromStored(fault.Key!.Value.Id)));
    }

    /// <summary>A ticket; null when it does not exist or cannot be read.</summary>
    public Ticket? Find(TicketId id) => _tickets.GetValueOrDefault(id);

    /// <summary>What a ticket waits for, whatever its status; empty when nothing is known of the ticket.</summary>
    public IReadOnlyList<TicketId> BlockersOf(TicketId id) => _blockers.GetValueOrDefault(id) ?? ReadOnlyCollection<TicketId>.Empty;

    /// <summary>What waits for a ticket, whatever its status; empty when nothing is known of the ticket.</summary>
    public IReadOnlyList<TicketId> WaitingFor(TicketId id) => _waiting.GetValueOrDefault(id) ?? ReadOnlyCollection<TicketId>.Empty;

    /// <summary>
    /// Open tickets that wait for another that is open or cannot be read, or whose status is <c>blocked</c>. A ticket does not wait for
    /// itself.
    /// </summary>
    public IReadOnlyList<BlockedTicket> FindBlocked() =>
    [
        .. from ticket in _tickets.Values
           where ticket.IsOpen
           let open = BlockersOf(ticket.Id).Where(blocker => blocker != ticket.Id && HoldsOthersBack(blocker)).ToList()
           where open.Count > 0 || ticket.Status == TicketStatus.Blocked
           orderby ticket.Id
           select new BlockedTicket(ticket, open),
    ];

    /// <summary>
    /// A shortest way from one ticket along its blockers to another, both included; one step long where they are the same, null when there
    /// is none. Having <paramref name="to"/> wait for <paramref name="from"/> would close a circle exactly where there is a way.
    /// </summary>
    public IReadOnlyList<TicketId>? FindWay(TicketId from, TicketId to)
    {
        var cameFrom = new Dictionary<TicketId, TicketId> { [from] = from };
        var queue = new Queue<TicketId>([from]);
        while (queue.TryDequeue(out var at))
        {
            if (at == to)
            {
                return WayTo(at, cameFrom);
            }

            foreach (var next in BlockersOf(at).Where(next => cameFrom.TryAdd(next, at)))
            {
                queue.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>
    /// Circles of tickets that wait for each other, in the order in which each waits for the next and the last for the first, enough of
    /// them that every ticket that stands in a circle is in one. Each begins with the smallest identifier that no earlier one has, and is a
    /// shortest one through it. A ticket that names itself is a circle of one.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<TicketId>> FindCircles()
    {
        var circles = new List<IReadOnlyList<TicketId>>();
        var known = new HashSet<TicketId>();
        foreach (var id in FindKnots().SelectMany(static knot => knot).Order())
        {
            if (!known.Contains(id))
            {
                // A member of a knot has a way back to itself.
                var ways = BlockersOf(id).Select(next => FindWay(next, id)).OfType<IReadOnlyList<TicketId>>();
                var shortest = ways.MinBy(static way => way.Count)!;
                circles.Add([id, .. shortest.SkipLast(1)]);
                known.UnionWith(shortest);
            }
        }

        return circles;
    }

    /// <summary>
    /// Tickets of which each waits, over some way, for each of the others and for itself: none of them can ever begin. One list for each
    /// such set, which may hold several circles.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<TicketId>> FindKnots() => KnotSearch.Run(_links);

    /// <summary>Tickets that hang together, whichever way links point; those without any link are in none.</summary>
    public IReadOnlyList<IReadOnlyList<TicketId>> FindGroups() => GroupSearch.Run(_links);

    private bool HoldsOthersBack(TicketId id) => _unreadable.Contains(id) || Find(id) is { IsOpen: true };

    private static List<TicketId> WayTo(TicketId end, Dictionary<TicketId, TicketId> cameFrom)
    {
        var way = new List<TicketId> { end };
        while (cameFrom[way[^1]] != way[^1])
        {
            way.Add(cameFrom[way[^1]]);
        }

        way.Reverse();
        return way;
    }

    /// <summary>The other sides of the links of each ticket. Nobody who is given a list can change it.</summary>
    private static Dictionary<TicketId, ReadOnlyCollection<TicketId>> Gather(
        IEnumerable<TicketDependency> links, Func<TicketDependency, TicketId> id, Func<TicketDependency, TicketId> other) =>
        links.GroupBy(id, other).ToDictionary(static group => group.Key, static group => group.ToList().AsReadOnly());
}

/// <summary>One ticket waits for another.</summary>
/// <param name="Blocker">The ticket that must be done first.</param>
/// <param name="Waiting">The ticket that waits.</param>
public readonly record struct TicketDependency(TicketId Blocker, TicketId Waiting);

/// <summary>An open ticket that waits, or is marked as blocked.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="OpenBlockers">What it waits for; empty when only its status says so.</param>
public sealed record BlockedTicket(Ticket Ticket, IReadOnlyList<TicketId> OpenBlockers);
