namespace RepoTickets.Events;

/// <content>Who waits at the queue: publications for room, others for what is in it to be dealt with; and its end.</content>
internal sealed partial class EventQueue
{
    /// <summary>
    /// Lets in this wait for room, and those before it, beyond the capacity. At twice the capacity (at least 1,024 more) that ends, too:
    /// the events returned had no room there either and are to go to the dead letters.
    /// </summary>
    internal IReadOnlyList<Event> AdmitThrough(RoomWaiter waiter)
    {
        List<Event>? refused = null;
        using (_gate.EnterSection())
        {
            while (waiter.Node is not null && _waiting.First is { } first)
            {
                if (_count < _overflowLimit)
                {
                    _overflowed++;
                    AdmitLocked(first.Value);
                    continue;
                }

                RefuseLocked(first.Value, ref refused);
            }

            ReleaseDrainsLocked();
        }

        return refused ?? (IReadOnlyList<Event>)[];
    }

    /// <summary>Takes back an event that waits for room; false when it has entered already.</summary>
    internal bool Withdraw(RoomWaiter waiter)
    {
        using (_gate.EnterSection())
        {
            if (waiter.Node is null)
            {
                return false;
            }

            ReleaseLocked(waiter);
            DropLocked(waiter.Entry);
            ReleaseDrainsLocked();
            return true;
        }
    }

    /// <summary>Completes when all that has been offered so far is dealt with, given away or dropped; null when it is.</summary>
    internal Task? WhenDealtWith()
    {
        using (_gate.EnterSection())
        {
            if (OldestPlaceLocked() >= _nextPlace)
            {
                return null;
            }

            // Those who wait for the same place share one entry, so that waiting again and again, each time given up, does not add up.
            if (_drains.Find(drain => drain.Place == _nextPlace) is { Done: { } known })
            {
                return known.Task;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _drains.Add((_nextPlace, done));
            return done.Task;
        }
    }

    /// <summary>Completes when the event that is being handled is done with; null when none is.</summary>
    internal Task? WhenIdle()
    {
        using (_gate.EnterSection())
        {
            if (_taken.Made is null)
            {
                return null;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _drains.Add((_taken.Place + 1, done));
            return done.Task;
        }
    }

    /// <summary>
    /// Ends the queue: nothing enters any more, and publications that wait go on. What is in it is dropped, or left for the consumer.
    /// </summary>
    /// <returns>The consumer sleeps and must be woken to see the end.</returns>
    internal bool Close(bool keepContent)
    {
        using (_gate.EnterSection())
        {
            _isClosed = true;
            while (_waiting.First is { } first)
            {
                ReleaseLocked(first.Value);
                DropLocked(first.Value.Entry);
            }

            while (!keepContent && _count > 0)
            {
                DropLocked(DequeueLocked());
            }

            ReleaseDrainsLocked();
            return WakeLocked();
        }
    }

    internal bool IsClosed
    {
        get
        {
            using (_gate.EnterSection())
            {
                return _isClosed;
            }
        }
    }

    internal QueueReading Read()
    {
        using (_gate.EnterSection())
        {
            return new(_received, _delivered, _dropped, _deadLettered, _overflowed, _count, _waiting.Count, _taken.Made, _latency.Read());
        }
    }

    private void RefuseLocked(RoomWaiter waiter, ref List<Event>? refused)
    {
        ReleaseLocked(waiter);
        if (waiter.Entry.Replay is { } replay)
        {
            replay.Finish(succeeded: false);
            return;
        }

        _deadLettered++;
        (refused ??= []).Add(waiter.Entry.Made);
    }

    private long OldestPlaceLocked() =>
        _taken.Made is not null ? _taken.Place
        : _count > 0 ? _ring[_head].Place
        : _waiting.First?.Value.Entry.Place ?? _nextPlace;

    private void ReleaseDrainsLocked()
    {
        if (_drains.Count == 0)
        {
            return;
        }

        var oldest = OldestPlaceLocked();
        _drains.RemoveAll(drain =>
        {
            var isOver = drain.Place <= oldest;
            if (isOver)
            {
                drain.Done.TrySetResult();
            }

            return isOver;
        });
    }
}

/// <summary>The counters of a queue at one moment.</summary>
internal readonly record struct QueueReading(
    long Received, long Delivered, long Dropped, long DeadLettered, long Overflowed, int Depth, int Waiting, Event? Taken,
    LatencyStatistics Latency);
