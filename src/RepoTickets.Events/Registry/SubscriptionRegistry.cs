using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace RepoTickets.Events;

/// <summary>
/// The subscriptions of a bus, and for each event type those whose pattern names it. Patterns are resolved when a subscription or a type
/// appears, never when an event is published. Thread-safe; reading takes no lock.
/// </summary>
internal sealed class SubscriptionRegistry(IEventTypes types)
{
    /// <summary>How many subscriptions a bus can have.</summary>
    internal const int MaximumSubscriptions = 10_000;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, EventSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Subscription?> _names = new(StringComparer.Ordinal);
    private ImmutableList<Subscription> _all = [];
    private EventSlot[] _listed = [];
    private object?[] _typed = [];
    private bool _isClosed;

    internal IReadOnlyList<Subscription> All => Volatile.Read(ref _all);

    /// <summary>All event types there are so far. Another array as soon as there is one more, before anybody can count an event of
    /// it.</summary>
    internal EventSlot[] Slots => Volatile.Read(ref _listed);

    /// <exception cref="ArgumentException">No event type is defined for this payload.</exception>
    internal TypedSlot<TData> SlotOf<TData>()
        where TData : notnull
    {
        var typed = Volatile.Read(ref _typed);
        var index = PayloadIndex<TData>.Value;

        // Whatever stands at the number of a payload is that payload's slot, so the cast need not be checked.
        return (uint)index < (uint)typed.Length && typed[index] is { } slot ? Unsafe.As<TypedSlot<TData>>(slot) : AddTyped<TData>(index);
    }

    internal EventSlot SlotOf(string type)
    {
        if (_slots.TryGetValue(type, out var slot))
        {
            return slot;
        }

        lock (_gate)
        {
            return SlotOfLocked(type);
        }
    }

    internal Subscription? Find(string name)
    {
        lock (_gate)
        {
            return _names.GetValueOrDefault(name);
        }
    }

    /// <summary>Makes a subscription under a name that no other has, and lets it receive events.</summary>
    /// <param name="name">The name that it would like.</param>
    /// <param name="make">Makes it; a constructor of this package, which runs under the lock.</param>
    /// <exception cref="ObjectDisposedException">The bus has been disposed.</exception>
    internal TSubscription Add<TSubscription>(string name, Func<string, TSubscription> make)
        where TSubscription : Subscription
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(IEventBus));
            if (_all.Count >= MaximumSubscriptions)
            {
                throw new InvalidOperationException(
                    $"The event bus has {MaximumSubscriptions} subscriptions already. Dispose those that are no longer needed.");
            }

            var unique = HandlerName.MakeUnique(name, _names.ContainsKey);
            var subscription = make(unique);
            _names.Add(unique, subscription);
            Volatile.Write(ref _all, _all.Add(subscription));
            RouteLocked(subscription);
            return subscription;
        }
    }

    /// <summary>False when it was not there.</summary>
    internal bool Remove(Subscription subscription)
    {
        lock (_gate)
        {
            if (!_names.TryGetValue(subscription.Name, out var present) || !ReferenceEquals(present, subscription))
            {
                return false;
            }

            _names.Remove(subscription.Name);
            Volatile.Write(ref _all, _all.Remove(subscription, ReferenceEqualityComparer.Instance));
            RouteLocked(subscription);
            return true;
        }
    }

    /// <summary>Refuses further subscriptions and forgets those there are, which are returned.</summary>
    internal IReadOnlyList<Subscription> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            var all = _all;
            _names.Clear();
            Volatile.Write(ref _all, []);
            foreach (var slot in _slots.Values)
            {
                slot.Route = EventRoute.Empty;
            }

            return all;
        }
    }

    private void RouteLocked(Subscription changed)
    {
        foreach (var slot in _slots.Values)
        {
            if (changed.EventPattern.Matches(slot.Type))
            {
                slot.Route = MakeRouteLocked(slot.Type);
            }
        }
    }

    private EventRoute MakeRouteLocked(string type)
    {
        var matching = _all.Where(subscription => subscription.EventPattern.Matches(type)).ToList();
        return matching.Count == 0
            ? EventRoute.Empty
            : new([.. matching.OfType<InlineSubscription>()], [.. matching.OfType<QueueSubscription>()]);
    }

    private EventSlot SlotOfLocked(string type)
    {
        if (!_slots.TryGetValue(type, out var slot))
        {
            slot = new(type) { Route = MakeRouteLocked(type) };
            Volatile.Write(ref _listed, [.. _listed, slot]);
            _slots[type] = slot;
        }

        return slot;
    }

    private TypedSlot<TData> AddTyped<TData>(int index)
        where TData : notnull
    {
        if (!types.TryGet<TData>(out var definition))
        {
            throw new ArgumentException(
                $"No event type is defined for the payload {typeof(TData)}. " +
                "Define one with AddEventType, or publish the type of which one is defined.");
        }

        lock (_gate)
        {
            var typed = _typed.Length > index ? (object?[])_typed.Clone() : [.. _typed, .. new object?[index + 1 - _typed.Length]];
            var slot = new TypedSlot<TData>(definition, SlotOfLocked(definition.Type));
            typed[index] = slot;
            Volatile.Write(ref _typed, typed);
            return slot;
        }
    }
}
