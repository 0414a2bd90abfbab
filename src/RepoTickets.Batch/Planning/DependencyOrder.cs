namespace RepoTickets.Batch.Planning;

/// <summary>
/// Orders things by what they need. Things that need each other come out as one group. Stable: what needs nothing stays where it is, and
/// what is needed is pulled ahead. Tarjan's algorithm, with a stack of its own because batches are long.
/// </summary>
internal sealed class DependencyOrder
{
    private readonly IReadOnlyList<IReadOnlyCollection<int>> _needs;
    private readonly int[] _number;
    private readonly int[] _lowest;
    private readonly bool[] _onStack;
    private readonly Stack<int> _open = [];
    private readonly List<int[]> _groups = [];
    private int _next = 1;

    private DependencyOrder(IReadOnlyList<IReadOnlyCollection<int>> needs)
    {
        _needs = needs;
        _number = new int[needs.Count];
        _lowest = new int[needs.Count];
        _onStack = new bool[needs.Count];
    }

    /// <param name="needs">For each thing, those that must come before it.</param>
    /// <returns>The groups in order, each sorted; nearly all have one member.</returns>
    internal static List<int[]> Sort(IReadOnlyList<IReadOnlyCollection<int>> needs)
    {
        var order = new DependencyOrder(needs);
        for (var i = 0; i < needs.Count; i++)
        {
            if (order._number[i] == 0)
            {
                order.Visit(i);
            }
        }

        return order._groups;
    }

    /// <summary>The shortest way from the first member of a group back to itself; null when it needs no other and not itself.</summary>
    internal static List<int>? FindCycle(int[] group, IReadOnlyList<IReadOnlyCollection<int>> needs)
    {
        var members = group.ToHashSet();
        var cameFrom = new Dictionary<int, int>();
        var waiting = new Queue<int>([group[0]]);
        while (waiting.TryDequeue(out var current))
        {
            foreach (var need in needs[current])
            {
                if (need == group[0])
                {
                    var cycle = new List<int> { group[0] };
                    for (var step = current; step != group[0]; step = cameFrom[step])
                    {
                        cycle.Insert(1, step);
                    }

                    cycle.Add(group[0]);
                    return cycle;
                }

                if (members.Contains(need) && cameFrom.TryAdd(need, current))
                {
                    waiting.Enqueue(need);
                }
            }
        }

        return null;
    }

    private void Visit(int root)
    {
        var calls = new Stack<(int Node, IEnumerator<int> Remaining)>();
        Enter(root, calls);
        while (calls.TryPeek(out var call))
        {
            var (node, rest) = call;
            if (rest.MoveNext())
            {
                var need = rest.Current;
                if (_number[need] == 0)
                {
                    Enter(need, calls);
                }
                else if (_onStack[need])
                {
                    _lowest[node] = Math.Min(_lowest[node], _number[need]);
                }

                continue;
            }

            calls.Pop();
            rest.Dispose();
            if (calls.TryPeek(out var caller))
            {
                _lowest[caller.Node] = Math.Min(_lowest[caller.Node], _lowest[node]);
            }

            if (_lowest[node] == _number[node])
            {
                Close(node);
            }
        }
    }

    private void Enter(int node, Stack<(int Node, IEnumerator<int> Remaining)> calls)
    {
        _number[node] = _lowest[node] = _next++;
        _open.Push(node);
        _onStack[node] = true;
        calls.Push((node, _needs[node].GetEnumerator()));
    }

    private void Close(int node)
    {
        var group = new List<int>();
        int member;
        do
        {
            member = _open.Pop();
            _onStack[member] = false;
            group.Add(member);
        }
        while (member != node);

        group.Sort();
        _groups.Add([.. group]);
    }
}
