using RepoTickets.Workflows;

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
/// Who waits for whom, in pieces that hang together, those with cycles and the largest first. Both <c>blocked_by</c> and <c>blocks</c>
/// count, because either may be missing. Chains of which nothing is open any more are left out; so is what goes over the bound.
/// </summary>
internal sealed record DependencyGraph(IReadOnlyList<GraphComponent> Components, int TicketsWithDependencies, int Cycles)
{
    internal const int MaximumNodes = 80;
    private const int MaximumNodesOfComponent = 40;

    internal int Shown => Components.Sum(static component => component.Nodes.Count);

    internal static DependencyGraph Of(IReadOnlyList<Ticket> tickets)
    {
        var dependencies = TicketDependencies.Of(tickets);
        var knots = NumberKnots(dependencies);
        var groups = dependencies.FindGroups().Where(ids => ids.Any(id => dependencies.Find(id) is { IsOpen: true })).ToList();
        var built = groups.Select(ids => Build(ids, dependencies, knots))
            .OrderByDescending(static component => component.HasCycle)
            .ThenByDescending(static component => component.Nodes.Count)
            .ThenBy(static component => component.Nodes[0].Id, StringComparer.Ordinal)
            .ToList();
        return new(Bound(built), groups.Sum(static ids => ids.Count), knots.Values.Distinct().Count());
    }

    private static Dictionary<TicketId, int> NumberKnots(TicketDependencies dependencies)
    {
        var numbers = new Dictionary<TicketId, int>();
        foreach (var (number, knot) in dependencies.FindKnots().Index())
        {
            foreach (var id in knot)
            {
                numbers.Add(id, number);
            }
        }

        return numbers;
    }

    private static GraphComponent Build(IReadOnlyList<TicketId> ids, TicketDependencies dependencies, Dictionary<TicketId, int> knots)
    {
        // Whatever is in a cycle comes first, then what is open: these must be seen when there is no room for all.
        var shown = ids
            .OrderByDescending(knots.ContainsKey)
            .ThenByDescending(id => dependencies.Find(id) is { IsOpen: true })
            .ThenBy(static id => id)
            .Take(MaximumNodesOfComponent)
            .Order()
            .ToList();
        var set = shown.ToHashSet();
        return new(
            [.. shown.Select(id => new GraphNode(id.Value, dependencies.Find(id), knots.ContainsKey(id)))],
            [
                .. dependencies.Links
                    .Where(link => set.Contains(link.Blocker) && set.Contains(link.Waiting))
                    .Select(link => new GraphEdge(link.Blocker.Value, link.Waiting.Value, InOneKnot(link))),
            ]);

        bool InOneKnot(TicketDependency link) =>
            knots.TryGetValue(link.Blocker, out var blocker) && knots.TryGetValue(link.Waiting, out var waiting) && blocker == waiting;
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
