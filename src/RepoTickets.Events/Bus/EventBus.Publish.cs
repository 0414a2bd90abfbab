using System.Runtime.CompilerServices;

namespace RepoTickets.Events;

/// <content>Publishing and handing on.</content>
internal sealed partial class EventBus
{
    private static readonly EventContext NoContext = new();

    public ValueTask<Event<TData>> PublishAsync<TData>(
        TData data, EventContext? context = null, CancellationToken cancellationToken = default)
        where TData : notnull
    {
        if (data is null)
        {
            throw new ArgumentNullException(nameof(data));
        }

        var slot = _registry.SlotOf<TData>();
        if (context is not null)
        {
            EventContextRules.Check(context);
        }

        if (_state != BusState.Open || cancellationToken.IsCancellationRequested || MustWait(context) || IsTooDeep(slot.Slot.Route))
        {
            return PublishLaterAsync(slot, data, context ?? NoContext, cancellationToken);
        }

        var made = Stamp(slot, data, context ?? NoContext);
        return HandOn(slot.Slot.Route, made) is { } waiters ? WaitAndReturnAsync(made, waiters, cancellationToken) : new(made);
    }

    ValueTask IEventDispatcher.DispatchAsync(Event made, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(made);
        var slot = _registry.SlotOf(made.Type);
        using (_order.EnterSection())
        {
            slot.Count++;
            _derived++;
            _history.AppendLocked(made);
        }

        return HandOn(slot.Route, made) is { } waiters ? new(WaitForRoomAsync(waiters, cancellationToken)) : default;
    }

    void IEventDispatcher.Advance(long position) => _position.Advance(position);

    /// <summary>Makes the event. Its number, its place in the history and its count are given together, so they have one order.</summary>
    private Event<TData> Stamp<TData>(TypedSlot<TData> slot, TData data, EventContext context)
        where TData : notnull
    {
        // The clock may be the host's own, so it is asked outside of the lock.
        var now = _clock.Now;
        using (_order.EnterSection())
        {
            var made = slot.Definition.Create(new(_position.Value, ++_sequence, _publisher), now, data, context);
            slot.Slot.Count++;
            _history.AppendLocked(made);
            return made;
        }
    }

    /// <summary>To inline handlers, then to queues. Returned are the waits for room in queues that are full.</summary>
    private List<RoomWaiter>? HandOn(EventRoute route, Event made)
    {
        if (route.Inline.Length > 0)
        {
            route.InvokeInline(made);
        }

        return route.Queues.Length == 0 ? null : Offer(route.Queues, made);
    }

    private List<RoomWaiter>? Offer(QueueSubscription[] queues, Event made)
    {
        List<RoomWaiter>? waiters = null;
        var now = _time.GetTimestamp();
        foreach (var queue in queues)
        {
            if (queue.Offer(made, now) is { } waiter)
            {
                (waiters ??= []).Add(waiter);
            }
        }

        return waiters;
    }

    private bool MustWait(EventContext? context) => context is not null && context.AfterPosition > _position.Value && _isFollowing;

    private static bool IsTooDeep(EventRoute route) => route.Inline.Length > 0 && EventRoute.Depth >= EventRoute.MaximumDepth;

    private async ValueTask<Event<TData>> PublishLaterAsync<TData>(
        TypedSlot<TData> slot, TData data, EventContext context, CancellationToken cancellationToken)
        where TData : notnull
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfClosed();
        if (IsTooDeep(slot.Slot.Route))
        {
            throw new InvalidOperationException(
                $"{EventRoute.MaximumDepth} inline handlers publish to each other without end, the last one '{slot.Slot.Type}'. " +
                "Subscribe one of them with a queue.");
        }

        if (MustWait(context))
        {
            await WaitForPositionAsync(context.AfterPosition, cancellationToken).ConfigureAwait(false);
            ThrowIfClosed();
        }

        var made = Stamp(slot, data, context);
        if (HandOn(slot.Slot.Route, made) is { } waiters)
        {
            await WaitForRoomAsync(waiters, cancellationToken).ConfigureAwait(false);
        }

        return made;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Event<TData>> WaitAndReturnAsync<TData>(
        Event<TData> made, List<RoomWaiter> waiters, CancellationToken cancellationToken)
        where TData : notnull
    {
        await WaitForRoomAsync(waiters, cancellationToken).ConfigureAwait(false);
        return made;
    }
}
