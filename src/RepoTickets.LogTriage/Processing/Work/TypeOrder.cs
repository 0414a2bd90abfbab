namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// Where one ticket for all faults of a type is wanted, groups of a type are looked at one after the other, in the order in which they were
/// handed on: a group waits for those before it that have the same type or have not been judged yet. It waits only for earlier ones, so
/// that the first never waits. Thread-safe; does nothing where the strategy is off.
/// </summary>
internal sealed class TypeOrder(bool isOn)
{
    /// <summary>Faults without a type of their own are told apart otherwise.</summary>
    internal const string NoType = "unknown";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, string?> _undecided = [];
    private readonly HashSet<string> _simulated = new(StringComparer.Ordinal);

    internal bool IsOn => isOn;

    /// <summary>A group is handed on.</summary>
    internal void Enter(long order)
    {
        if (isOn)
        {
            lock (_gate)
            {
                _undecided.Add(order, null);
            }
        }
    }

    /// <summary>The type of a group is known; true when it was not before, so that others may go on now.</summary>
    internal bool Judge(long order, string type)
    {
        if (!isOn)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_undecided.TryGetValue(order, out var known) || known is not null)
            {
                return false;
            }

            _undecided[order] = type;
            return true;
        }
    }

    /// <summary>No group before it can be of the same type.</summary>
    internal bool MayGo(long order, string type)
    {
        if (!isOn || type == NoType)
        {
            return true;
        }

        lock (_gate)
        {
            foreach (var (earlier, known) in _undecided)
            {
                if (earlier >= order)
                {
                    break;
                }

                if (known is null || known == type)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A dry run files nothing, so it has to remember what it would have filed. True when this is the first of its type.</summary>
    internal bool Simulate(string type)
    {
        if (!isOn || type == NoType)
        {
            return true;
        }

        lock (_gate)
        {
            return _simulated.Add(type);
        }
    }

    /// <summary>The group has its outcome.</summary>
    internal void Leave(long order)
    {
        if (isOn)
        {
            lock (_gate)
            {
                _undecided.Remove(order);
            }
        }
    }
}
