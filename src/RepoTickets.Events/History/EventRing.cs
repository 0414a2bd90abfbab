namespace RepoTickets.Events;

/// <summary>The newest events, as many as the capacity. Not thread-safe: its owner guards it.</summary>
internal sealed class EventRing(int capacity)
{
    // In a struct, so that storing does not check the type of the array: half the cost of an append.
    private Slot[] _events = new Slot[Math.Min(capacity, 64)];
    private int _next;

    internal int Capacity => capacity;

    internal int Count { get; private set; }

    /// <summary>How many events there have been, those included that have given way.</summary>
    internal long Appended { get; private set; }

    /// <summary>A ring with the newest of these events, which need not grow for some more.</summary>
    internal static EventRing Of(int capacity, IReadOnlyList<Event> events, int room)
    {
        var ring = new EventRing(capacity) { _events = new Slot[(int)Math.Min(capacity, (long)events.Count + room)] };
        ring.Replace(events);
        return ring;
    }

    internal void Append(Event made)
    {
        if (Count == _events.Length && !TryGrow())
        {
            if (capacity == 0)
            {
                return;
            }

            Count--;
        }

        _events[_next].Made = made;
        _next = _next + 1 == _events.Length ? 0 : _next + 1;
        Count++;
        Appended++;
    }

    internal void AppendAll(ReadOnlySpan<Event> events)
    {
        foreach (var made in events)
        {
            Append(made);
        }
    }

    /// <summary>
    /// Copies the first events after a number, as many as there is room for; how many. Those that have given way are left out.
    /// </summary>
    /// <param name="number">Counted as <see cref="Appended"/>; afterwards that of the last event that was copied or left out.</param>
    /// <param name="into">Where to.</param>
    internal int CopyAfter(ref long number, Span<Event> into)
    {
        number = Math.Max(number, Appended - Count);
        var count = (int)Math.Min(into.Length, Appended - number);
        for (var at = 0; at < count; at++)
        {
            var from = _next - (int)(Appended - number++);
            into[at] = _events[from < 0 ? from + _events.Length : from].Made!;
        }

        return count;
    }

    /// <summary>Oldest first.</summary>
    internal Event[] ToArray()
    {
        var result = new Event[Count];
        var from = _next < Count ? _next - Count + _events.Length : _next - Count;
        for (var at = 0; at < result.Length; at++)
        {
            result[at] = _events[from].Made!;
            from = from + 1 == _events.Length ? 0 : from + 1;
        }

        return result;
    }

    internal void Replace(IReadOnlyList<Event> events)
    {
        Clear();
        for (var at = Math.Max(0, events.Count - capacity); at < events.Count; at++)
        {
            Append(events[at]);
        }
    }

    internal void Clear()
    {
        Array.Clear(_events);
        (_next, Count) = (0, 0);
    }

    private bool TryGrow()
    {
        if (_events.Length == capacity)
        {
            return false;
        }

        var content = ToArray();
        _events = new Slot[(int)Math.Min(capacity, (long)_events.Length * 2)];
        for (var at = 0; at < content.Length; at++)
        {
            _events[at].Made = content[at];
        }

        _next = content.Length;
        return true;
    }

    private struct Slot
    {
        internal Event? Made;
    }
}
