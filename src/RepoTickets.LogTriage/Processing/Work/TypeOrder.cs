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

    /// <summary>Groups without an outcome, with their types as far as they are judged.</summary>
    private readonly Dictionary<long, string?> _undecided = [];
    private readonly SortedSet<long> _unjudged = [];
    private readonly Dictionary<string, SortedSet<long>> _ofType = new(StringComparer.Ordinal);
    private readonly HashSet<string> _simulated = new(StringComparer.Ordinal);

    internal bool IsOn => isOn;

    /// <summary>A group is handed on. Their numbers begin with 1.</summary>
    internal void Enter(long order)
    {
        if (isOn)
        {
            lock (_gate)
            {
                _undecided.Add(order, null);
                _unjudged.Add(order);
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
            if (!_unjudged.Remove(order))
            {
                return false;
            }

            _undecided[order] = type;
            if (!_ofType.TryGetValue(type, out var alike))
            {
                _ofType.Add(type, alike = []);
            }

            alike.Add(order);
            return true;
        }
    }

    /// <summary>The last group before it that is or can be of the same type and has no outcome; null when there is none.</summary>
    internal long? FindBefore(long order, string type)
    {
        if (!isOn || type == NoType)
        {
            return null;
        }

        lock (_gate)
        {
            var last = Math.Max(LastBefore(_unjudged, order), _ofType.TryGetValue(type, out var alike) ? LastBefore(alike, order) : 0);
            return last > 0 ? last : null;
        }
    }

    /// <summary>A dry run would have filed a ticket for this type already.</summary>
    internal bool IsSimulated(string type)
    {
        lock (_gate)
        {
            return _simulated.Contains(type);
        }
    }

    /// <summary>A dry run files nothing, so it has to remember for which type it would have filed something.</summary>
    internal void Simulate(string type)
    {
        if (isOn && type != NoType)
        {
            lock (_gate)
            {
                _simulated.Add(type);
            }
        }
    }

    /// <summary>The group has its outcome.</summary>
    internal void Leave(long order)
    {
        if (!isOn)
        {
            return;
        }

        lock (_gate)
        {
            _undecided.Remove(order, out var type);
            _unjudged.Remove(order);
            if (type is not null && _ofType[type] is var alike && alike.Remove(order) && alike.Count == 0)
            {
                _ofType.Remove(type);
            }
        }
    }

    /// <summary>0 for none.</summary>
    private static long LastBefore(SortedSet<long> orders, long order) => orders.GetViewBetween(0, order - 1).Max;
}
