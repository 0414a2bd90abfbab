namespace RepoTickets.LogTriage.Processing;

/// <summary>Where a group began in its source.</summary>
/// <param name="Sequence">The number of its first record.</param>
/// <param name="PositionBefore">Where reading goes on with that record; null when the source cannot tell.</param>
internal readonly record struct CursorPlace(long Sequence, string? PositionBefore);

/// <summary>
/// Knows from where reading must go on so that nothing unsettled is lost: before the first record of the eldest group that is not settled.
/// Thread-safe.
/// </summary>
internal sealed class CursorTracker(string? start)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, string?> _unsettled = [];
    private string? _last = start;
    private CursorPlace? _held;
    private CursorPlace? _current;
    private long _sequence;

    /// <summary>A record was read. Until it is taken, nothing counts as settled beyond it.</summary>
    /// <returns>Its place, to be entered when it begins a group.</returns>
    internal CursorPlace Read(string? position)
    {
        lock (_gate)
        {
            var place = new CursorPlace(++_sequence, _last);
            _last = position ?? _last;
            _current = place;
            return place;
        }
    }

    /// <summary>The record that was read last is in its group, or needs none.</summary>
    internal void Taken()
    {
        lock (_gate)
        {
            _current = null;
        }
    }

    internal void Enter(CursorPlace place)
    {
        lock (_gate)
        {
            _unsettled[place.Sequence] = place.PositionBefore;
        }
    }

    internal void Settle(IEnumerable<CursorPlace> places)
    {
        lock (_gate)
        {
            foreach (var place in places)
            {
                _unsettled.Remove(place.Sequence);
            }
        }
    }

    /// <summary>The groups stay unsettled for the rest of the run; only where the eldest began is remembered.</summary>
    internal void Hold(IEnumerable<CursorPlace> places)
    {
        lock (_gate)
        {
            foreach (var place in places)
            {
                _unsettled.Remove(place.Sequence);
                _held = _held is { } held && held.Sequence < place.Sequence ? held : place;
            }
        }
    }

    /// <summary>All before this is settled; null when that is not even the beginning.</summary>
    internal string? Through()
    {
        lock (_gate)
        {
            foreach (var (sequence, before) in _unsettled)
            {
                return _held is { } held && held.Sequence < sequence ? held.PositionBefore : before;
            }

            // The current record is the youngest of all.
            return (_held ?? _current) is { } eldest ? eldest.PositionBefore : _last;
        }
    }
}
