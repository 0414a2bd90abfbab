namespace RepoTickets.Workflows.Dependencies;

/// <summary>
/// Which tickets wait for themselves over some way: the strongly connected parts of more than one ticket, and tickets that name themselves.
/// Tarjan's algorithm with a stack of its own, because a chain of ten thousand tickets would overflow the thread's.
/// </summary>
internal sealed class KnotSearch
{
    private readonly Dictionary<TicketId, List<TicketId>> _next = [];
    private readonly Dictionary<TicketId, int> _order = [];
    private readonly Dictionary<TicketId, int> _lowest = [];
    private readonly Stack<TicketId> _path = [];
    private readonly HashSet<TicketId> _onPath = [];
    private readonly List<IReadOnlyList<TicketId>> _knots = [];

    internal static IReadOnlyList<IReadOnlyList<TicketId>> Run(IReadOnlyList<TicketDependency> links)
    {
        var search = new KnotSearch();
        foreach (var link in links)
        {
            if (!search._next.TryGetValue(link.Blocker, out var next))
            {
                search._next[link.Blocker] = next = [];
            }

            next.Add(link.Waiting);
        }

        foreach (var link in links)
        {
            if (!search._order.ContainsKey(link.Blocker))
            {
                search.Visit(link.Blocker);
            }
        }

        return [.. search._knots.OrderBy(static knot => knot[0])];
    }

    private void Visit(TicketId root)
    {
        var work = new Stack<(TicketId Id, int Child)>();
        Enter(root);
        work.Push((root, 0));
        while (work.TryPop(out var frame))
        {
            var children = _next.GetValueOrDefault(frame.Id) ?? [];
            if (frame.Child < children.Count)
            {
                work.Push((frame.Id, frame.Child + 1));
                var child = children[frame.Child];
                if (!_order.TryGetValue(child, out var order))
                {
                    Enter(child);
                    work.Push((child, 0));
                }
                else if (_onPath.Contains(child))
                {
                    _lowest[frame.Id] = Math.Min(_lowest[frame.Id], order);
                }

                continue;
            }

            if (work.TryPeek(out var parent))
            {
                _lowest[parent.Id] = Math.Min(_lowest[parent.Id], _lowest[frame.Id]);
            }

            if (_lowest[frame.Id] == _order[frame.Id])
            {
                Close(frame.Id, children.Contains(frame.Id));
            }
        }
    }

    private void Enter(TicketId id)
    {
        _order[id] = _lowest[id] = _order.Count;
        _path.Push(id);
        _onPath.Add(id);
    }

    private void Close(TicketId id, bool namesItself)
    {
        var members = new List<TicketId>();
        TicketId member;
        do
        {
            member = _path.Pop();
            _onPath.Remove(member);
            members.Add(member);
        }
        while (member != id);

        if (members.Count > 1 || namesItself)
        {
            members.Sort();
            _knots.Add(members);
        }
    }
}
