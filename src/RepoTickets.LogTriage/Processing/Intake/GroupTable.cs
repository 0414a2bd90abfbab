namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// The groups that are being collected, eldest first. Bounded: when there are more than the options allow, the eldest is given out. Used by
/// one thread.
/// </summary>
internal sealed class GroupTable(ILogGrouper grouper, EntryPreparation preparation, TriageOptions options, TimeProvider time,
    CursorTracker cursor)
{
    private readonly Dictionary<LogGroupId, LinkedListNode<GroupAccumulator>> _byId = [];
    private readonly LinkedList<GroupAccumulator> _byAge = new();

    internal int Count => _byId.Count;

    internal bool IsOverfull => _byId.Count > options.MaximumPendingGroups;

    /// <summary>How long until the eldest is to be handed on; null when there is none, or no time.</summary>
    internal TimeSpan? UntilDue
    {
        get
        {
            if (options.HandOverAfter is not { } after || _byAge.First is not { } eldest)
            {
                return null;
            }

            var left = after - time.GetElapsedTime(eldest.Value.Began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    internal void Add(LogEntry entry, CursorPlace place)
    {
        var id = grouper.Assign(entry).Id;
        var now = time.GetUtcNow();
        if (!_byId.TryGetValue(id, out var node))
        {
            var canonical = preparation.PrepareCanonical(grouper.Explain(entry).Key);
            node = _byAge.AddLast(new GroupAccumulator(id, preparation.Prepare(entry), canonical, place, time.GetTimestamp()));
            _byId.Add(id, node);
            cursor.Enter(place);
        }

        node.Value.Add(entry, entry.Time ?? now, options.SamplesPerGroup, preparation.Prepare);
    }

    /// <summary>Gives out the eldest group; null when it turned out to be part of another one that is still collected.</summary>
    internal GroupAccumulator? TakeEldest()
    {
        var node = _byAge.First!;
        var survivor = grouper.Resolve(node.Value.Id);
        if (survivor != node.Value.Id)
        {
            MergeInto(node, survivor);
            if (node.List is null)
            {
                return null;
            }
        }

        Remove(node);
        return node.Value;
    }

    /// <summary>Gives out the eldest group without asking for its present name: at the end of a run the grouper may have failed.</summary>
    internal GroupAccumulator TakeEldestAsItIs()
    {
        var node = _byAge.First!;
        Remove(node);
        return node.Value;
    }

    /// <summary>Puts together what was merged under other names since it came. For the end of a source: it asks for every group.</summary>
    internal void MergeAliases()
    {
        for (var node = _byAge.First; node is not null;)
        {
            var next = node.Next;
            var survivor = grouper.Resolve(node.Value.Id);
            if (survivor != node.Value.Id)
            {
                MergeInto(node, survivor);
            }

            node = next;
        }
    }

    private void MergeInto(LinkedListNode<GroupAccumulator> node, LogGroupId survivor)
    {
        if (_byId.TryGetValue(survivor, out var other))
        {
            // The elder place in the line is kept.
            Remove(node);
            other.Value.Merge(node.Value, options.SamplesPerGroup);
            if (node.Value.Places[0].Sequence < other.Value.Places[0].Sequence)
            {
                _byAge.Remove(other);
                InsertByAge(other);
            }
        }
        else
        {
            _byId.Remove(node.Value.Id);
            node.Value.Rename(survivor);
            _byId.Add(survivor, node);
        }
    }

    private void InsertByAge(LinkedListNode<GroupAccumulator> moved)
    {
        var age = moved.Value.Places.Min(static place => place.Sequence);
        var after = _byAge.First;
        while (after is not null && after.Value.Places[0].Sequence < age)
        {
            after = after.Next;
        }

        if (after is null)
        {
            _byAge.AddLast(moved);
        }
        else
        {
            _byAge.AddBefore(after, moved);
        }
    }

    private void Remove(LinkedListNode<GroupAccumulator> node)
    {
        _byAge.Remove(node);
        _byId.Remove(node.Value.Id);
    }
}
