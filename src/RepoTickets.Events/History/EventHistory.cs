using System.Text.Json;

namespace RepoTickets.Events;

/// <inheritdoc cref="IEventHistory"/>
/// <param name="gate">The lock under which the bus numbers events, so that their numbers and their places here have one order.</param>
/// <param name="capacity">How many events are kept.</param>
/// <param name="json">Their JSON form; null when the composition has none.</param>
internal sealed class EventHistory(OrderGate gate, int capacity, IEventJson? json) : IEventHistory
{
    private const int FlushAfterBytes = 1 << 16;

    private readonly EventRing _ring = new(capacity);

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
        using (gate.EnterSection())
        {
            var count = _ring.Count;
            _ring.Clear();
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
        var imported = await HistoryReader.ReadAsync(input, RequireJson(), cancellationToken).ConfigureAwait(false);
        using (gate.EnterSection())
        {
            var present = _ring.ToArray();
            var known = present.Select(static made => made.Id).ToHashSet();
            imported.RemoveAll(made => !known.Add(made.Id));
            _ring.Replace(Merge(present, imported));
            var kept = _ring.ToArray().Select(static made => made.Id).ToHashSet();
            return imported.Count(made => kept.Contains(made.Id));
        }
    }

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
