namespace RepoTickets.CommandLine.Dependencies;

/// <summary>Which ticket waits for which, whichever of the two says so.</summary>
internal sealed class DependencyGraph
{
    private readonly SortedDictionary<TicketId, SortedSet<TicketId>> _blockers = [];
    private readonly Dictionary<TicketId, Ticket> _tickets = [];

    internal DependencyGraph(IEnumerable<Ticket> tickets)
    {
        foreach (var ticket in tickets)
        {
            _tickets[ticket.Id] = ticket;
            foreach (var blocker in ticket.BlockedBy)
            {
                Link(ticket.Id, blocker);
            }

            foreach (var waiting in ticket.Blocks)
            {
                Link(waiting, ticket.Id);
            }
        }
    }

    internal static async ValueTask<DependencyGraph> ReadAsync(ITicketStore store, CancellationToken cancellationToken) =>
        new((await store.ListAsync<Ticket>(cancellationToken).ConfigureAwait(false)).Documents);

    internal Ticket? Find(TicketId id) => _tickets.GetValueOrDefault(id);

    internal IReadOnlyCollection<TicketId> BlockersOf(TicketId id) => _blockers.TryGetValue(id, out var blockers) ? blockers : [];

    internal IEnumerable<TicketId> WaitingFor(TicketId id) => _blockers.Where(pair => pair.Value.Contains(id)).Select(static pair => pair.Key);

    /// <summary>Open tickets that wait for an open ticket, or are marked as blocked.</summary>
    internal IEnumerable<(Ticket Ticket, IReadOnlyList<TicketId> OpenBlockers)> Blocked() =>
        from ticket in _tickets.Values
        where ticket.IsOpen
        let open = BlockersOf(ticket.Id).Where(id => id != ticket.Id && Find(id) is { IsOpen: true }).ToList()
        where open.Count > 0 || ticket.Status == TicketStatus.Blocked
        orderby ticket.Id
        select (ticket, (IReadOnlyList<TicketId>)open);

    /// <summary>The way from one ticket along its blockers to another; null when there is none.</summary>
    internal IReadOnlyList<TicketId>? FindWay(TicketId from, TicketId to)
    {
        var cameFrom = new Dictionary<TicketId, TicketId> { [from] = from };
        var queue = new Queue<TicketId>([from]);
        while (queue.TryDequeue(out var at))
        {
            if (at == to)
            {
                var way = new List<TicketId> { at };
                while (cameFrom[at] != at)
                {
                    at = cameFrom[at];
                    way.Insert(0, at);
                }

                return way;
            }

            foreach (var next in BlockersOf(at).Where(next => cameFrom.TryAdd(next, at)))
            {
                queue.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>Circles, one for each group of tickets that wait for each other; each begins with its smallest identifier.</summary>
    internal IReadOnlyList<IReadOnlyList<TicketId>> FindCycles()
    {
        var cycles = new List<IReadOnlyList<TicketId>>();
        var known = new HashSet<TicketId>();
        foreach (var id in _blockers.Keys)
        {
            if (known.Contains(id))
            {
                continue;
            }

            var shortest = BlockersOf(id).Select(next => FindWay(next, id)).OfType<IReadOnlyList<TicketId>>().MinBy(static way => way.Count);
            if (shortest is not null)
            {
                cycles.Add([id, .. shortest.SkipLast(1)]);
                known.UnionWith(shortest);
            }
        }

        return cycles;
    }

    private void Link(TicketId waiting, TicketId blocker)
    {
        if (!_blockers.TryGetValue(waiting, out var blockers))
        {
            _blockers.Add(waiting, blockers = []);
        }

        blockers.Add(blocker);
    }
}
