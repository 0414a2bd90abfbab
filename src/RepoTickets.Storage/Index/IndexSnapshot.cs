using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.Index;

/// <summary>
/// All tickets as they were at one position: a large base and the few tickets that changed since. Immutable, so that any number of readers
/// use it while the writer prepares the next one.
/// </summary>
internal sealed partial class IndexSnapshot
{
    private readonly IndexBase _base;
    private readonly IndexDelta _delta;

    internal IndexSnapshot(IndexBase tickets, IndexDelta delta, long position)
    {
        (_base, _delta) = (tickets, delta);
        Position = position;
    }

    internal static IndexSnapshot Empty { get; } = new(IndexBase.Empty, IndexDelta.Empty, 0);

    /// <summary>The position of the feed that the snapshot includes.</summary>
    internal long Position { get; }

    /// <summary>How many tickets there are.</summary>
    internal int Count => _base.Count - _delta.ReplacedRows.Length + _delta.NewestFirst.Length;

    /// <summary>How many changes are not yet in the base.</summary>
    internal int ChangeCount => _delta.Count;

    /// <summary>Every ticket and its file, in no particular order.</summary>
    internal IEnumerable<(TicketId Id, TicketFile File)> Files
    {
        get
        {
            foreach (var entry in _delta.NewestFirst)
            {
                yield return (entry.Id, entry.File);
            }

            for (var row = 0; row < _base.Count; row++)
            {
                if (!_delta.IsReplaced(row))
                {
                    yield return (TicketId.FromStored(_base.IdOf(row)), _base.Columns.Files[row]);
                }
            }
        }
    }

    internal bool TryGet(TicketId id, [NotNullWhen(true)] out TicketSummary? summary, out TicketFile file)
    {
        if (_delta.Find(id) is { } entry)
        {
            (summary, file) = (entry.Summary, entry.File);
            return summary is not null;
        }

        var row = _base.Find(id.Value);
        (summary, file) = row < 0 ? (null, default) : (_base.Summary(row), _base.Columns.Files[row]);
        return row >= 0;
    }

    /// <summary>The next state, with a new base when the changes have become many.</summary>
    internal IndexSnapshot Apply(IReadOnlyList<IndexUpdate> updates, long position, int changeLimit)
    {
        var next = new IndexSnapshot(_base, _delta.Apply(updates, _base), position);
        return next._delta.Count > Math.Max(changeLimit, _base.Count / 64) ? next.Compact() : next;
    }

    /// <summary>The same state without a delta.</summary>
    internal IndexSnapshot Compact() => _delta.Count == 0 ? this : new(IndexBaseBuilder.Merge(_base, _delta), IndexDelta.Empty, Position);

    /// <summary>The base of the compacted state, for the persisted form.</summary>
    internal IndexBase ToBase() => Compact()._base;
}
