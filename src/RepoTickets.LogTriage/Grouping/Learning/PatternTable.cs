using System.Runtime.InteropServices;

namespace RepoTickets.LogTriage.Grouping.Learning;

/// <summary>Which values were seen at one place of one pattern, until they are enough to take the place for variable.</summary>
internal struct PatternEntry
{
    /// <summary>Set when the place was taken for variable: the group of all records that match.</summary>
    internal GroupNode? Joined;

    /// <summary>A record whose canonical form is the pattern itself: a value with digits was seen at the place.</summary>
    internal GroupNode? Own;

    internal GroupNode? First;
    internal uint FirstValue;
    internal byte Needed;
    internal byte NeededBeside;

    /// <summary>The weights of the different values, summed up.</summary>
    internal byte Weight;
    internal List<(uint Value, GroupNode Node)>? More;
}

/// <summary>
/// The patterns seen, in two generations: when the young one is full it becomes the old one, and what the old one held and nobody asked for
/// meanwhile is forgotten. Bounded, deterministic. Not thread-safe.
/// </summary>
internal sealed class PatternTable(int capacity)
{
    private Dictionary<UInt128, PatternEntry> _young = [];
    private Dictionary<UInt128, PatternEntry> _old = [];

    internal int Count => _young.Count + _old.Count;

    /// <summary>The entry of a pattern, created when there is none. Good until the next call.</summary>
    internal ref PatternEntry Get(UInt128 key)
    {
        if (_young.Count >= capacity / 2 && !_young.ContainsKey(key))
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }

        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_young, key, out var exists);
        if (!exists && _old.Remove(key, out var kept))
        {
            entry = kept;
        }

        return ref entry;
    }

    /// <summary>The group that a pattern was joined into; null when it was not.</summary>
    internal GroupNode? Joined(UInt128 key) =>
        (_young.TryGetValue(key, out var entry) || _old.TryGetValue(key, out entry)) ? entry.Joined : null;
}
