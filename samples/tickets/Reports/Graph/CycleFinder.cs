namespace RepoTickets.CommandLine.Reports.Graph;

/// <summary>
/// Which tickets wait for themselves over some path: the strongly connected parts of more than one ticket, and tickets that name themselves. Tarjan's
/// algorithm with a stack of its own, because a chain of ten thousand tickets would overflow the thread's.
/// </summary>
internal sealed class CycleFinder
{
    private readonly Dictionary<string, List<string>> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lowest = new(StringComparer.Ordinal);
    private readonly Stack<string> _path = new();
    private readonly HashSet<string> _onPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _cycles = new(StringComparer.Ordinal);
    private int _cycleCount;

    /// <summary>For each ticket in a cycle, the number of its cycle.</summary>
    internal static IReadOnlyDictionary<string, int> Find(IReadOnlyList<(string From, string To)> edges)
    {
        var finder = new CycleFinder();
        foreach (var (from, to) in edges)
        {
            if (!finder._next.TryGetValue(from, out var next))
            {
                finder._next[from] = next = [];
            }

            next.Add(to);
        }

        foreach (var (from, _) in edges)
        {
            if (!finder._order.ContainsKey(from))
            {
                finder.Visit(from);
            }
        }

        return finder._cycles;
    }

    private void Visit(string root)
    {
        var work = new Stack<(string Id, int Child)>();
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

    private void Enter(string id)
    {
        _order[id] = _lowest[id] = _order.Count;
        _path.Push(id);
        _onPath.Add(id);
    }

    private void Close(string id, bool namesItself)
    {
        var members = new List<string>();
        string member;
        do
        {
            member = _path.Pop();
            _onPath.Remove(member);
            members.Add(member);
        }
        while (member != id);

        if (members.Count > 1 || namesItself)
        {
            foreach (var one in members)
            {
                _cycles[one] = _cycleCount;
            }

            _cycleCount++;
        }
    }
}
