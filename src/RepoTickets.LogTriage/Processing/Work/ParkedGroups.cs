namespace RepoTickets.LogTriage.Processing;

/// <summary>For what a group waits that holds no worker meanwhile.</summary>
internal enum GroupWait
{
    /// <summary>Groups before it may need what the cap leaves.</summary>
    Cap,

    /// <summary>A group before it may be of the same type.</summary>
    Type,
}

/// <summary>
/// Groups that wait for others. Each is looked at again only when that has happened for which it waits, so that many of them cost no more
/// than few. Used under the lock of the scheduler.
/// </summary>
internal sealed class ParkedGroups(TicketBudget budget, TypeOrder types)
{
    private readonly PriorityQueue<WorkItem, long> _forCap = new();

    /// <summary>Behind the last group before each that can be of its type.</summary>
    private readonly Dictionary<long, List<WorkItem>> _behind = [];

    /// <summary>Keeps a group; false when it need not wait.</summary>
    internal bool TryAdd(WorkItem item, GroupWait wait)
    {
        if (wait == GroupWait.Cap)
        {
            if (!budget.MustWait(item.Order))
            {
                return false;
            }

            _forCap.Enqueue(item, item.Order);
            return true;
        }

        if (types.FindBefore(item.Order, item.Analysis!.ErrorType) is not { } before)
        {
            return false;
        }

        if (!_behind.TryGetValue(before, out var waiting))
        {
            _behind.Add(before, waiting = []);
        }

        waiting.Add(item);
        return true;
    }

    /// <summary>A group was judged or has its outcome; gives out those that need not wait any more.</summary>
    internal IReadOnlyList<WorkItem> Release(long order)
    {
        var free = new List<WorkItem>();
        if (_behind.Remove(order, out var waiting))
        {
            free.AddRange(waiting.Where(item => !TryAdd(item, GroupWait.Type)));
        }

        // Where the first must wait, all must.
        while (_forCap.TryPeek(out var first, out var place) && !budget.MustWait(place))
        {
            free.Add(first);
            _forCap.Dequeue();
        }

        return free;
    }
}
