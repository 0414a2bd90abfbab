namespace RepoTickets.CommandLine.Reports.Graph;

/// <summary>Which tickets hang together, whichever way dependencies point.</summary>
internal static class ComponentFinder
{
    internal static IReadOnlyList<IReadOnlyList<string>> Find(IReadOnlyList<(string From, string To)> edges)
    {
        var leaders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (from, to) in edges)
        {
            var left = Leader(from);
            var right = Leader(to);
            if (left != right)
            {
                leaders[right] = left;
            }
        }

        return
        [
            .. leaders.Keys.ToList()
                .GroupBy(Leader, StringComparer.Ordinal)
                .Select(static group => (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)]),
        ];

        string Leader(string id)
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
