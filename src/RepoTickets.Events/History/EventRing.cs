namespace RepoTickets.Events;

/// <summary>The newest events, as many as the capacity. Not thread-safe: its owner guards it.</summary>
internal sealed class EventRing(int capacity)
{
    private Event?[] _events = new Event?[Math.Min(capacity, 64)];
    private int _next;

    internal int Capacity => capacity;

    internal int Count { get; private set; }

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

        _events[_next] = made;
        _next = _next + 1 == _events.Length ? 0 : _next + 1;
        Count++;
    }

    /// <summary>Oldest first.</summary>
    internal Event[] ToArray()
    {
        var result = new Event[Count];
        var first = _next - Count;
        if (first < 0)
        {
            var older = -first;
            Array.Copy(_events, _events.Length - older, result, 0, older);
            Array.Copy(_events, 0, result, older, _next);
        }
        else
        {
            Array.Copy(_events, first, result, 0, Count);
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
        _events = new Event?[(int)Math.Min(capacity, (long)_events.Length * 2)];
        content.CopyTo(_events, 0);
        _next = content.Length;
        return true;
    }
}
