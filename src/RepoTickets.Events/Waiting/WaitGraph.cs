namespace RepoTickets.Events;

/// <summary>
/// Who waits for whom inside the bus. A handler may publish into a full queue, drain, or end another subscription; two handlers that do so
/// to each other would wait for ever. So every wait that begins inside a handler is entered here first, and the one that would close a
/// circle is not begun: its event goes in beyond the capacity, its drain leaves that subscription out. Waits from outside of handlers
/// cannot be part of a circle and are not entered. Only slow paths come here. Thread-safe.
/// </summary>
internal sealed class WaitGraph
{
    private readonly Lock _gate = new();

    /// <summary>Stands for the follower of the feed: who waits for a position waits for it.</summary>
    internal WaitNode Pump { get; } = new();

    /// <summary>Enters a wait; null when it would close a circle.</summary>
    internal WaitEdge? TryEnter(WaitNode from, WaitNode to, RoomWaiter? room = null)
    {
        lock (_gate)
        {
            if (ReachesLocked(to, from))
            {
                return null;
            }

            var edge = new WaitEdge(from, to, room);
            from.Edges.Add(edge);
            return edge;
        }
    }

    /// <summary>
    /// Enters a wait for a position. It must be waited for, so where it closes a circle the follower gives way: the events it wants to
    /// place, which are returned, are to be admitted.
    /// </summary>
    internal WaitEdge EnterPosition(WaitNode from, out IReadOnlyList<RoomWaiter> blocked)
    {
        lock (_gate)
        {
            blocked =
                [.. Pump.Edges.Where(edge => edge.Room is not null && ReachesLocked(edge.To, from)).Select(static edge => edge.Room!)];
            var entered = new WaitEdge(from, Pump, null);
            from.Edges.Add(entered);
            return entered;
        }
    }

    internal void Exit(WaitEdge edge)
    {
        lock (_gate)
        {
            edge.From.Edges.Remove(edge);
        }
    }

    /// <summary>What a node waits for, for reports on a bus that stands still.</summary>
    internal IReadOnlyList<WaitNode> WaitsOf(WaitNode node)
    {
        lock (_gate)
        {
            return [.. node.Edges.Select(static edge => edge.To)];
        }
    }

    private static bool ReachesLocked(WaitNode from, WaitNode target)
    {
        var seen = new HashSet<WaitNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<WaitNode>([from]);
        while (open.TryPop(out var node))
        {
            if (ReferenceEquals(node, target))
            {
                return true;
            }

            if (seen.Add(node))
            {
                node.Edges.ForEach(edge => open.Push(edge.To));
            }
        }

        return false;
    }
}

/// <summary>Something that may wait and be waited for: a subscription's handler, or the follower of the feed.</summary>
internal class WaitNode
{
    private static readonly AsyncLocal<WaitNode?> CurrentFlow = new();

    /// <summary>
    /// In whose handler the calling code runs, also after awaits and in tasks that the handler started; null outside of handlers.
    /// </summary>
    internal static WaitNode? Flow
    {
        get => CurrentFlow.Value;
        set => CurrentFlow.Value = value;
    }

    /// <summary>Guarded by the graph.</summary>
    internal List<WaitEdge> Edges { get; } = [];
}

/// <summary>One wait; <paramref name="Room"/> is the event for which room is wanted, where that is the reason.</summary>
internal sealed record WaitEdge(WaitNode From, WaitNode To, RoomWaiter? Room);
