namespace RepoTickets.Events;

/// <summary>Who gets the events of one type, in the order of subscription. Immutable: replaced when that changes.</summary>
internal sealed class EventRoute(InlineSubscription[] inline, QueueSubscription[] queues)
{
    internal const int MaximumDepth = 64;

    internal static readonly EventRoute Empty = new([], []);

    [ThreadStatic]
    private static int s_depth;

    internal InlineSubscription[] Inline { get; } = inline;

    internal QueueSubscription[] Queues { get; } = queues;

    /// <summary>How many inline handlers are on this thread's stack, each having published the event of the next.</summary>
    internal static int Depth => s_depth;

    internal void InvokeInline(Event made)
    {
        ref var depth = ref s_depth;
        depth++;
        try
        {
            foreach (var handler in Inline)
            {
                handler.Invoke(made);
            }
        }
        finally
        {
            depth--;
        }
    }
}

/// <summary>One event type on the bus.</summary>
internal sealed class EventSlot(string type)
{
    private volatile EventRoute _route = EventRoute.Empty;

    internal string Type { get; } = type;

    internal EventRoute Route
    {
        get => _route;
        set => _route = value;
    }

    /// <summary>How many events there were; guarded by the lock that numbers events.</summary>
    internal long Count { get; set; }
}

/// <summary>The slot of a payload.</summary>
internal sealed record TypedSlot<TData>(EventDefinition<TData> Definition, EventSlot Slot)
    where TData : notnull;

/// <summary>A small number for each payload type, so that its slot is found without hashing.</summary>
internal static class PayloadIndex<TData>
{
    internal static readonly int Value = PayloadIndex.Next();
}

/// <summary>Where the numbers of <see cref="PayloadIndex{TData}"/> come from.</summary>
internal static class PayloadIndex
{
    private static int s_last = -1;

    internal static int Next() => Interlocked.Increment(ref s_last);
}
