namespace RepoTickets.CommandLine.Reports.Graph;

/// <summary>A ticket in the graph; <see cref="Ticket"/> is null when others name it and it does not exist.</summary>
internal sealed record GraphNode(string Id, Ticket? Ticket, bool InCycle);

/// <summary>One ticket waits for another.</summary>
/// <param name="From">The ticket that must be done first.</param>
/// <param name="To">The ticket that waits.</param>
/// <param name="InCycle">Both wait, over some path, for each other: neither can ever begin.</param>
internal sealed record GraphEdge(string From, string To, bool InCycle);

/// <summary>Tickets that hang together.</summary>
internal sealed record GraphComponent(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    internal bool HasCycle => Nodes.Any(static node => node.InCycle);
}

/// <summary>
/// Who waits for whom, in pieces that hang together, those with cycles and the largest first. Both <c>blocked_by</c> and <c>blocks</c> count, because
/// either may be missing. Chains of which nothing is open any more are left out; so is what goes over the bound.
/// </summary>
internal sealed record DependencyGraph(IReadOnlyList<GraphComponent> Components, int TicketsWithDependencies, int Cycles)
{
    internal const int MaximumNodes = 80;
    private const int MaximumNodesOfComponent = 40;

    internal int Shown => Components.Sum(static component => component.Nodes.Count);

    internal static DependencyGraph Of(IReadOnlyList<Ticket> tickets)
    {
        var byId = new Dictionary<string, Ticket>(StringComparer.Ordinal);
        foreach (var ticket in tickets)
        {
            byId.TryAdd(ticket.Id.Value, ticket);
        }

        var edges = EdgesOf(tickets);
        var components = ComponentFinder.Find(edges)
            .Where(ids => ids.Any(id => byId.TryGetValue(id, out var ticket) && ticket.IsOpen))
            .ToList();
        var strong = CycleFinder.Find(edges);
        var built = components.Select(ids => Build(ids, edges, byId, strong))
            .OrderByDescending(static component => component.HasCycle)
            .ThenByDescending(static component => component.Nodes.Count)
            .ThenBy(static component => component.Nodes[0].Id, StringComparer.Ordinal)
            .ToList();
        return new(Bound(built), components.Sum(static ids => ids.Count), strong.Values.Distinct().Count());
    }

    private static List<(string From, string To)> EdgesOf(IReadOnlyList<Ticket> tickets)
    {
        var edges = new SortedSet<(string From, string To)>(Comparer<(string From, string To)>.Create(static (left, right) =>
            string.CompareOrdinal(left.From, right.From) is var order and not 0 ? order : string.CompareOrdinal(left.To, right.To)));
        foreach (var ticket in tickets)
        {
            foreach (var blocker in ticket.BlockedBy)
            {
                edges.Add((blocker.Value, ticket.Id.Value));
            }

            foreach (var waiting in ticket.Blocks)
            {
                edges.Add((ticket.Id.Value, waiting.Value));
            }
        }

        return [.. edges];
    }

    private static GraphComponent Build(
        IReadOnlyList<string> ids, List<(string From, string To)> edges, Dictionary<string, Ticket> byId, IReadOnlyDictionary<string, int> cycles)
    {
        // Whatever is in a cycle comes first, then what is open: these must be seen when there is no room for all.
        var shown = ids
            .OrderByDescending(cycles.ContainsKey)
            .ThenByDescending(id => byId.TryGetValue(id, out var ticket) && ticket.IsOpen)
            .ThenBy(static id => id, StringComparer.Ordinal)
            .Take(MaximumNodesOfComponent)
            .Order(StringComparer.Ordinal)
            .ToList();
        var set = shown.ToHashSet(StringComparer.Ordinal);
        return new(
            [.. shown.Select(id => new GraphNode(id, byId.GetValueOrDefault(id), cycles.ContainsKey(id)))],
            [.. edges.Where(edge => set.Contains(edge.From) && set.Contains(edge.To)).Select(edge => new GraphEdge(edge.From, edge.To, SameCycle(edge)))]);

        bool SameCycle((string From, string To) edge) =>
            cycles.TryGetValue(edge.From, out var from) && cycles.TryGetValue(edge.To, out var to) && from == to;
    }

    private static List<GraphComponent> Bound(List<GraphComponent> components)
    {
        var result = new List<GraphComponent>();
        var nodes = 0;
        foreach (var component in components)
        {
            if (nodes + component.Nodes.Count <= MaximumNodes)
            {
                nodes += component.Nodes.Count;
                result.Add(component);
            }
        }

        return result;
    }
}
