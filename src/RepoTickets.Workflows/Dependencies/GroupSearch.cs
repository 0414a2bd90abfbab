namespace RepoTickets.Workflows.Dependencies;

/// <summary>Which tickets hang together, whichever way dependencies point.</summary>
internal static class GroupSearch
{
    internal static IReadOnlyList<IReadOnlyList<TicketId>> Run(IReadOnlyList<TicketDependency> links)
    {
        var leaders = new Dictionary<TicketId, TicketId>();
        foreach (var link in links)
        {
            var left = Leader(link.Blocker);
            var right = Leader(link.Waiting);
            if (left != right)
            {
                leaders[right] = left;
            }
        }

        return
        [
            .. leaders.Keys.ToList()
                .GroupBy(Leader)
                .Select(static group => (IReadOnlyList<TicketId>)[.. group.Order()])
                .OrderBy(static group => group[0]),
        ];

        TicketId Leader(TicketId id)
        {
            leaders.TryAdd(id, id);
            while (leaders[id] != id)
            {
                // Paths are halved on the way, so that long chains stay cheap.
                leaders[id] = leaders[leaders[id]];
                id = leaders[id];
            }

            return id;
        }
    }
}
