namespace RepoTickets.Storage.Index;

/// <summary>
/// The few tickets that changed since the base was built. Immutable: a change makes a new one by copying a few small arrays.
/// </summary>
internal sealed class IndexDelta
{
    private readonly DeltaEntry[] _byHash;

    private IndexDelta(DeltaEntry[] byHash, DeltaEntry[] newestFirst)
    {
        _byHash = byHash;
        NewestFirst = newestFirst;
        ReplacedRows = RowsOf(byHash);
    }

    internal static IndexDelta Empty { get; } = new([], []);

    internal int Count => _byHash.Length;

    /// <summary>The tickets that exist.</summary>
    internal DeltaEntry[] NewestFirst { get; }

    /// <summary>The rows of the base that no longer count, in order.</summary>
    internal int[] ReplacedRows { get; }

    internal DeltaEntry? Find(TicketId id)
    {
        if (_byHash.Length == 0)
        {
            return null;
        }

        var hash = id.GetHashCode();
        var low = 0;
        var high = _byHash.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_byHash[middle].Hash < hash)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (; low < _byHash.Length && _byHash[low].Hash == hash; low++)
        {
            if (_byHash[low].Id == id)
            {
                return _byHash[low];
            }
        }

        return null;
    }

    internal bool IsReplaced(int row) => ReplacedRows.AsSpan().BinarySearch(row) >= 0;

    /// <summary>With these changes; the last one counts where several name a ticket.</summary>
    internal IndexDelta Apply(IReadOnlyList<IndexUpdate> updates, IndexBase tickets)
    {
        var added = new Dictionary<TicketId, DeltaEntry>(updates.Count);
        var removed = new HashSet<DeltaEntry>(ReferenceEqualityComparer.Instance);
        foreach (var update in updates)
        {
            added[update.Id] = DeltaEntry.Create(update.Id, update.Ticket, tickets.Find(update.Id.Value));
            if (Find(update.Id) is { } older)
            {
                removed.Add(older);
            }
        }

        // A ticket that came and went between two compactions leaves nothing behind.
        var kept = added.Values.Where(entry => entry.Summary is not null || entry.BaseRow >= 0).ToArray();
        var live = kept.Where(entry => entry.Summary is not null).ToArray();
        Array.Sort(kept, DeltaEntry.CompareHashes);
        Array.Sort(live, DeltaEntry.CompareNewestFirst);
        return new(
            Merge(_byHash, removed, kept, DeltaEntry.CompareHashes), Merge(NewestFirst, removed, live, DeltaEntry.CompareNewestFirst));
    }

    private static DeltaEntry[] Merge(
        DeltaEntry[] older, HashSet<DeltaEntry> removed, DeltaEntry[] added, Comparison<DeltaEntry> comparison)
    {
        var merged = new List<DeltaEntry>(older.Length + added.Length);
        var next = 0;
        foreach (var entry in older)
        {
            if (removed.Count > 0 && removed.Contains(entry))
            {
                continue;
            }

            while (next < added.Length && comparison(added[next], entry) <= 0)
            {
                merged.Add(added[next++]);
            }

            merged.Add(entry);
        }

        merged.AddRange(added.AsSpan(next));
        return [.. merged];
    }

    private static int[] RowsOf(DeltaEntry[] entries)
    {
        var rows = new List<int>(entries.Length);
        foreach (var entry in entries)
        {
            if (entry.BaseRow >= 0)
            {
                rows.Add(entry.BaseRow);
            }
        }

        rows.Sort();
        return [.. rows];
    }
}
