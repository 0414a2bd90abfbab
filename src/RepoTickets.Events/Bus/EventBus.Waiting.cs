namespace RepoTickets.Events;

/// <content>Waiting for room, for positions, for handlers. What begins inside a handler goes through the graph of waits.</content>
internal sealed partial class EventBus
{
    public async ValueTask DrainAsync(long position = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (position > _position.Value && _isFollowing)
        {
            await WaitForPositionAsync(position, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var flow = WaitNode.Flow;
        foreach (var (queue, done) in PendingQueues(flow))
        {
            await WaitForAsync(flow, queue, null, done, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The handlers that are not done with all that was handed to them so far.</summary>
    private List<(QueueSubscription Queue, Task Done)> PendingQueues(WaitNode? flow)
    {
        var pending = new List<(QueueSubscription, Task)>();
        foreach (var subscription in _registry.All)
        {
            if (subscription is QueueSubscription { IsDrained: true } queue && !ReferenceEquals(queue, flow) &&
                queue.Queue.WhenDealtWith() is { } done)
            {
                pending.Add((queue, done));
            }
        }

        return pending;
    }

    private async Task WaitForRoomAsync(List<RoomWaiter> waiters, CancellationToken cancellationToken)
    {
        var flow = WaitNode.Flow;
        var at = 0;
        try
        {
            for (; at < waiters.Count; at++)
            {
                await WaitForAsync(flow, waiters[at].Owner, waiters[at], waiters[at].Done, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // After a cancellation: what has not entered until now, never will.
            for (; at < waiters.Count; at++)
            {
                waiters[at].Owner.Queue.Withdraw(waiters[at]);
            }
        }
    }

    private async Task WaitForAsync(
        WaitNode? flow, QueueSubscription target, RoomWaiter? room, Task done, CancellationToken cancellationToken)
    {
        if (flow is null)
        {
            await done.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_waits.TryEnter(flow, target, room) is not { } edge)
        {
            if (room is not null)
            {
                target.AdmitThrough(room);
            }

            return;
        }

        try
        {
            await done.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waits.Exit(edge);
        }
    }

    private async Task WaitForPositionAsync(long position, CancellationToken cancellationToken)
    {
        // The follower itself cannot be waited for by what it calls; such a wait is not entered and ends when the call has returned.
        if (WaitNode.Flow is not { } flow || ReferenceEquals(flow, _waits.Pump))
        {
            await _position.WaitAsync(position, cancellationToken).ConfigureAwait(false);
            return;
        }

        var edge = _waits.EnterPosition(flow, out var blocked);
        try
        {
            foreach (var waiter in blocked)
            {
                waiter.Owner.AdmitThrough(waiter);
            }

            await _position.WaitAsync(position, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waits.Exit(edge);
        }
    }
}
