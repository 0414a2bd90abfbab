namespace RepoTickets.LogTriage.Processing;

/// <summary>What a group that deserves a ticket is told.</summary>
internal enum BudgetAnswer
{
    /// <summary>A ticket is reserved for it.</summary>
    Granted,

    /// <summary>The run has filed as many as it may.</summary>
    Exhausted,

    /// <summary>Groups before it may still need what is left: it has to ask again when one of them is done.</summary>
    NotYet,
}

/// <summary>
/// The cap of a run as one shared reservation, taken before a ticket is filed and given back when it certainly was not. Groups are served
/// in the order in which they were handed on, so that one worker and twenty file the same tickets. Thread-safe.
/// </summary>
internal sealed class TicketBudget(int maximum)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<long> _undecided = [];
    private readonly HashSet<long> _reserved = [];
    private int _used;

    /// <summary>A group is handed on: it may need a ticket.</summary>
    internal void Enter(long order)
    {
        lock (_gate)
        {
            _undecided.Add(order);
        }
    }

    /// <summary>Asks for a ticket. A group that holds a reservation is granted it again.</summary>
    internal BudgetAnswer Reserve(long order)
    {
        lock (_gate)
        {
            if (maximum == 0 || _reserved.Contains(order))
            {
                return BudgetAnswer.Granted;
            }

            if (_used >= maximum)
            {
                return BudgetAnswer.Exhausted;
            }

            if (MayBeNeededBeforeLocked(order))
            {
                return BudgetAnswer.NotYet;
            }

            _reserved.Add(order);
            return BudgetAnswer.Granted;
        }
    }

    /// <summary>Asking would be granted, now and later: what those before it may need only becomes less.</summary>
    internal bool WouldGrant(long order)
    {
        lock (_gate)
        {
            return maximum == 0 || _reserved.Contains(order) || !MayBeNeededBeforeLocked(order);
        }
    }

    /// <summary>Asking now would be answered with <see cref="BudgetAnswer.NotYet"/>, and so for every group behind it.</summary>
    internal bool MustWait(long order)
    {
        lock (_gate)
        {
            return maximum > 0 && !_reserved.Contains(order) && _used < maximum && MayBeNeededBeforeLocked(order);
        }
    }

    /// <summary>Certainly no ticket was filed: what was reserved can go to others.</summary>
    internal void GiveBack(long order)
    {
        lock (_gate)
        {
            _reserved.Remove(order);
        }
    }

    /// <summary>The group has its outcome.</summary>
    /// <param name="order">The group.</param>
    /// <param name="mayBeFiled">A ticket was filed, or it is not known whether.</param>
    internal void Leave(long order, bool mayBeFiled)
    {
        lock (_gate)
        {
            _undecided.Remove(order);
            _reserved.Remove(order);
            _used += mayBeFiled ? 1 : 0;
        }
    }

    /// <summary>All before it that are not done count, those with a reservation too: they hold one or may need one.</summary>
    private bool MayBeNeededBeforeLocked(long order)
    {
        var before = 0;
        foreach (var earlier in _undecided)
        {
            if (earlier >= order || _used + before >= maximum)
            {
                break;
            }

            before++;
        }

        return _used + before >= maximum;
    }
}
