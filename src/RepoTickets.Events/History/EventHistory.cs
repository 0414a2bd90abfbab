using System.Text.Json;

namespace RepoTickets.Events;

/// <inheritdoc cref="IEventHistory"/>
/// <param name="gate">The lock under which the bus numbers events, so that their numbers and their places here have one order.</param>
/// <param name="capacity">How many events are kept.</param>
/// <param name="json">Their JSON form; null when the composition has none.</param>
internal sealed class EventHistory(OrderGate gate, int capacity, IEventJson? json) : IEventHistory
{
    private const int FlushAfterBytes = 1 << 16;

    /// <summary>How many events are copied or moved while publishers spin at the lock.</summary>
    private const int MaximumLocked = 256;

    private EventRing _ring = new(capacity);

    public int Count
    {
        get
        {
            using (gate.EnterSection())
            {
                return _ring.Count;
            }
        }
    }

    public int Capacity => capacity;

    public IReadOnlyList<Event> Query(EventHistoryQuery? query = null)
    {
        var filter = new HistoryFilter(query ?? new());
        return filter.Select(Snapshot());
    }

    public int Clear()
    {
        var empty = new EventRing(capacity);
        using (gate.EnterSection())
        {
            var count = _ring.Count;
            _ring = empty;
            return count;
        }
    }

    public async ValueTask<int> ExportAsync(Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var form = RequireJson();
        var events = Snapshot();
        var writer = new Utf8JsonWriter(output);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartArray();
            foreach (var made in events)
            {
                form.Write(made, writer);
                if (writer.BytesPending > FlushAfterBytes)
                {
                    await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            writer.WriteEndArray();
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return events.Length;
    }

    public async ValueTask<int> ImportAsync(Stream input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var read = await HistoryReader.ReadAsync(input, RequireJson(), cancellationToken).ConfigureAwait(false);
        int? imported;
        do
        {
            imported = TryImport(read);
        }
        while (imported is null);

        return imported.Value;
    }

    /// <summary>Is called between the making of the merged history and its taking the place of the other; for tests.</summary>
    internal Action? Merged { get; set; }

    /// <summary><see cref="Count"/>, where the caller holds the lock.</summary>
    internal int CountLocked => _ring.Count;

    /// <summary>Adds an event; the caller holds the lock.</summary>
    internal void AppendLocked(Event made) => _ring.Append(made);

    /// <summary>
    /// Both keep their own order. Between them the commit decides and then the time: identifiers of two buses without a store cannot be
    /// compared by number.
    /// </summary>
    private static List<Event> Merge(Event[] present, List<Event> imported)
    {
        var merged = new List<Event>(present.Length + imported.Count);
        var at = 0;
        foreach (var made in present)
        {
            while (at < imported.Count && (imported[at].Id.Position, imported[at].Time).CompareTo((made.Id.Position, made.Time)) <= 0)
            {
                merged.Add(imported[at++]);
            }

            merged.Add(made);
        }

        merged.AddRange(imported.Skip(at));
        return merged;
    }

    /// <summary>
    /// Makes another history beside the one that goes on meanwhile, as publishers spin at the lock; then puts it in its place. Null when
    /// the one it was made of is gone by then.
    /// </summary>
    private int? TryImport(List<Event> read)
    {
        EventRing from;
        Event[] present;
        long through;
        using (gate.EnterSection())
        {
            (from, present, through) = (_ring, _ring.ToArray(), _ring.Appended);
        }

        var known = present.Select(static made => made.Id).ToHashSet();
        var added = read.Where(made => known.Add(made.Id)).ToList();
        var next = EventRing.Of(capacity, Merge(present, added), room: MaximumLocked);
        var kept = next.ToArray().Select(static made => made.Id).ToHashSet();
        var imported = added.Count(made => kept.Contains(made.Id));
        Merged?.Invoke();
        var late = new Event[MaximumLocked];
        while (true)
        {
            int count;
            using (gate.EnterSection())
            {
                if (!ReferenceEquals(from, _ring))
                {
                    return null;
                }

                count = from.CopyAfter(ref through, late);
                if (through == from.Appended)
                {
                    next.AppendAll(late.AsSpan(0, count));
                    _ring = next;
                    return imported;
                }
            }

            next.AppendAll(late.AsSpan(0, count));
        }
    }

    private Event[] Snapshot()
    {
        using (gate.EnterSection())
        {
            return _ring.ToArray();
        }
    }

    private IEventJson RequireJson() =>
        json ?? throw new InvalidOperationException(
            "The events of this bus have no JSON form. Make the bus with AddEvents, which brings one.");
}
