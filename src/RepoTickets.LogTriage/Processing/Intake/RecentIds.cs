namespace RepoTickets.LogTriage.Processing;

/// <summary>The identifiers of the last records, so that pages that overlap are not counted twice. Bounded; used by one thread.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>True when it is new.</summary>
    internal bool Add(string id)
    {
        if (!_known.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > capacity)
        {
            _known.Remove(_order.Dequeue());
        }

        return true;
    }
}
