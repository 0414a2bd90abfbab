namespace RepoTickets.Workflows.Ready;

/// <summary>
/// Which tickets a change of one ticket may make ready or not. Readiness depends on a ticket's blockers, its children, and upwards on its
/// open parents, their blockers, and whether those blockers are among the parents' parts. Read backwards: the ticket and those it names or
/// named, their parts; whoever these block, and the wholes of which they are parts; and the parts of all of those.
/// </summary>
internal sealed class ReadyReach
{
    private readonly HashSet<ReadyNode> _reached = [];

    /// <summary>The ticket and what its file names, before the change or after it.</summary>
    internal void Start(ReadyNode node, TicketLinks links, Func<TicketId, ReadyNode> find)
    {
        _reached.Add(node);
        foreach (var blocked in links.Blocks)
        {
            _reached.Add(find(blocked));
        }

        foreach (var child in links.Children)
        {
            _reached.Add(find(child));
        }

        if (links.Parent is { } parent)
        {
            _reached.Add(find(parent));
        }
    }

    internal IReadOnlyCollection<ReadyNode> Complete()
    {
        AddParts();
        foreach (var node in _reached.ToArray())
        {
            _reached.UnionWith(node.Dependents);
            _reached.UnionWith(node.Parents);
        }

        AddParts();
        return _reached;
    }

    private void AddParts()
    {
        var left = new Stack<ReadyNode>(_reached);
        while (left.TryPop(out var node))
        {
            foreach (var child in node.Children)
            {
                if (_reached.Add(child))
                {
                    left.Push(child);
                }
            }
        }
    }
}
