namespace RepoTickets.Events;

/// <summary>
/// The event bus. A publication takes one short lock, in which the event gets its number and its place in the history; then it goes to
/// those whom the route of its type names: inline handlers on this thread, queues of the others. No lock is held while foreign code runs.
/// </summary>
internal sealed partial class EventBus : IEventBus, IEventDispatcher, IDisposable
{
    private const int IdentifierTries = 8;

    private readonly EventBusParts _parts;
    private readonly TimeProvider _time;
    private readonly EventClock _clock;
    private readonly SubscriptionRegistry _registry;
    private readonly BusServices _services;
    private readonly DeadLetterList _deadLetters;
    private readonly WaitGraph _waits = new();
    private readonly FollowedPosition _position = new();
    private readonly EventsTelemetry _telemetry;
    private readonly ulong _publisher;

    // Guards the numbering and the history; held for a few instructions, and never while foreign code runs.
    private readonly OrderGate _order = new();
    private readonly EventHistory _history;
    private long _sequence;
    private long _derived;

    internal EventBus(EventBusParts parts)
    {
        EventsOptionsRules.Check(parts.Options);
        _parts = parts;
        _time = parts.Time;
        _clock = new(parts.Time);
        _registry = new(parts.Types);
        _history = new(_order, parts.Options.HistoryCapacity, parts.Json);
        _deadLetters = new(parts.Options.DeadLetterCapacity, parts.Time, _waits, _registry.Find);
        _telemetry = new(parts.Meters, parts.Time, parts.Logger, GetStatistics);
        _publisher = ChoosePublisher(parts.Identifiers);
        _services = new()
        {
            Time = parts.Time,
            Logger = parts.Logger,
            DeadLetters = _deadLetters,
            Telemetry = _telemetry,
            Waits = _waits,
            Remove = _registry.Remove,
        };
    }

    public IEventHistory History => _history;

    public IDeadLetters DeadLetters => _deadLetters;

    /// <summary>Events are derived from the commits of a store.</summary>
    internal bool IsFollowing => _isFollowing && FollowingFault is null;

    /// <summary>Why no more events are derived; null while they are, and once the bus itself was closed.</summary>
    internal Exception? FollowingFault => _state == BusState.Open ? _position.Fault : null;

    public EventBusStatistics GetStatistics()
    {
        var subscriptions = _registry.All.Select(static subscription => subscription.Read()).ToValueList();
        EventSlot[] slots;
        long[] counts;
        long derived;
        int historyCount;
        do
        {
            slots = _registry.Slots;
            counts = new long[slots.Length];
        }
        while (!TryCount(slots, counts, out derived, out historyCount));

        var byType = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var at = 0; at < slots.Length; at++)
        {
            if (counts[at] > 0)
            {
                byType.Add(slots[at].Type, counts[at]);
            }
        }

        return new()
        {
            Total = counts.Sum(),
            ByType = byType,
            Derived = derived,
            Position = _position.Value,
            Subscribers = subscriptions.Count,
            HandlerErrors = _services.HandlerErrors,
            DeadLetters = _deadLetters.Total,
            Dropped = _services.Dropped.Value,
            HistoryCount = historyCount,
            Subscriptions = subscriptions,
        };
    }

    /// <summary>
    /// Reads all counts at one moment. Publishers spin meanwhile, so nothing is made here; false when there is a type by now for which the
    /// caller has made no room.
    /// </summary>
    private bool TryCount(EventSlot[] slots, long[] counts, out long derived, out int historyCount)
    {
        using (_order.EnterSection())
        {
            (derived, historyCount) = (_derived, _history.CountLocked);
            if (!ReferenceEquals(slots, _registry.Slots))
            {
                return false;
            }

            for (var at = 0; at < slots.Length; at++)
            {
                counts[at] = slots[at].Count;
            }

            return true;
        }
    }

    /// <summary>0 is the mark of derived events. A generator that gives nothing else is broken, and is not asked for ever.</summary>
    private static ulong ChoosePublisher(IIdentifierGenerator identifiers)
    {
        for (var tries = 0; tries < IdentifierTries; tries++)
        {
            if (identifiers.NextBits() is not 0 and var bits)
            {
                return bits;
            }
        }

        throw new InvalidOperationException(
            $"The identifier generator {identifiers.GetType()} gave 0 for {IdentifierTries} times. Its values must be random.");
    }
}
