namespace RepoTickets.Events;

/// <summary>
/// The bounded queue of one subscription: many publishers, one consumer. Behind the queue wait the publications for which there is no room,
/// in their order; none overtakes another. Every event that is offered ends in exactly one counter. The lock is held for a few instructions
/// and no foreign code runs under it. Thread-safe.
/// </summary>
internal sealed partial class EventQueue
{
    private const int InitialRing = 16;

    /// <summary>How often a consumer that found the queue empty looks again, some microseconds in all.</summary>
    private const int Looks = 12;

    /// <summary>How many publications may wait for room in one queue; further ones go to the dead letters.</summary>
    internal const int MaximumWaiting = 1_000_000;

    private readonly OrderGate _gate = new();
    private readonly int _capacity;
    private readonly int _overflowLimit;
    private readonly FullQueuePolicy _policy;
    private readonly SharedCount _droppedByAll;
    private readonly LinkedList<RoomWaiter> _waiting = [];
    private readonly List<(long Place, TaskCompletionSource Done)> _drains = [];
    private readonly LatencyHistogram _latency = new();

    private QueueEntry[] _ring = new QueueEntry[InitialRing];
    private int _head;
    private int _count;
    private long _nextPlace = 1;
    private QueueEntry _taken;
    private bool _isServed;
    private bool _isClosed;

    private long _received;
    private long _delivered;
    private long _dropped;
    private long _deadLettered;
    private long _overflowed;

    /// <param name="capacity">How many events may wait.</param>
    /// <param name="policy">What happens when that many wait.</param>
    /// <param name="isServed">The consumer is awake from the beginning and will come by itself.</param>
    /// <param name="dropped">Where drops are counted beside the queue's own counter.</param>
    internal EventQueue(int capacity, FullQueuePolicy policy, bool isServed, SharedCount dropped)
    {
        (_capacity, _policy, _isServed, _droppedByAll) = (capacity, policy, isServed, dropped);
        _overflowLimit = capacity + Math.Max(capacity, 1_024);
    }

    internal OfferResult Offer(QueueSubscription owner, Event made, long timestamp)
    {
        using (_gate.EnterSection())
        {
            if (_isClosed)
            {
                return new(OfferOutcome.Ended);
            }

            _received++;
            var entry = new QueueEntry(made, timestamp, null, _nextPlace);
            if (_count < _capacity && _waiting.Count == 0)
            {
                _nextPlace++;
                EnqueueLocked(entry);
                return new(OfferOutcome.Entered, Wake: WakeLocked());
            }

            switch (_policy)
            {
                case FullQueuePolicy.Wait when _waiting.Count < MaximumWaiting:
                    _nextPlace++;
                    return new(OfferOutcome.Waiting, WaitLocked(owner, entry));
                case FullQueuePolicy.DropOldest:
                    _nextPlace++;
                    DropLocked(DequeueLocked());
                    EnqueueLocked(entry);
                    return new(OfferOutcome.Entered, Wake: WakeLocked());
                case FullQueuePolicy.DropNewest:
                    CountDropLocked();
                    return new(OfferOutcome.Dropped);
                default:
                    _deadLettered++;
                    return new(OfferOutcome.Full);
            }
        }
    }

    /// <summary>Lets the event of a replay in, whether there is room or not: the dead letters bound how many there can be.</summary>
    internal OfferResult OfferReplay(QueueSubscription owner, Event made, long timestamp, LetterReplay replay)
    {
        using (_gate.EnterSection())
        {
            if (_isClosed)
            {
                return new(OfferOutcome.Ended);
            }

            var entry = new QueueEntry(made, timestamp, replay, _nextPlace++);
            if (_waiting.Count > 0)
            {
                return new(OfferOutcome.Waiting, WaitLocked(owner, entry));
            }

            EnqueueLocked(entry);
            return new(OfferOutcome.Entered, Wake: WakeLocked());
        }
    }

    /// <summary>
    /// Says what became of the event taken before, and takes the next. False when there is none: the consumer sleeps and the next offer
    /// wakes it.
    /// </summary>
    internal bool Next(TakenOutcome outcome, TimeSpan latency, out QueueEntry entry)
    {
        using (_gate.EnterSection())
        {
            FinishLocked(outcome, latency);
            if (_count == 0)
            {
                entry = default;
                _isServed = false;
                return false;
            }

            entry = _taken = DequeueLocked();
            AdmitLocked();
            return true;
        }
    }

    /// <summary>
    /// As <see cref="Next"/>, for a consumer that is served by events that come one after the other: it looks a little longer before it
    /// sleeps, because to wake it costs a publisher more than all the rest.
    /// </summary>
    internal bool NextOfSeveral(TakenOutcome outcome, TimeSpan latency, out QueueEntry entry)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            Finish(outcome, latency);
            outcome = TakenOutcome.None;
            var spin = default(SpinWait);
            for (var looks = 0; looks < Looks && Volatile.Read(ref _count) == 0; looks++)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }

        return Next(outcome, latency, out entry);
    }

    /// <summary>Says what became of the event taken last, without taking another.</summary>
    internal void Finish(TakenOutcome outcome, TimeSpan latency)
    {
        using (_gate.EnterSection())
        {
            FinishLocked(outcome, latency);
        }
    }

    private void FinishLocked(TakenOutcome outcome, TimeSpan latency)
    {
        if (_taken.Made is null)
        {
            return;
        }

        _taken = default;
        switch (outcome)
        {
            case TakenOutcome.Delivered:
                _delivered++;
                _latency.Add(latency);
                break;
            case TakenOutcome.DeadLettered:
                _deadLettered++;
                break;
            case TakenOutcome.Dropped:
                CountDropLocked();
                break;
        }

        ReleaseDrainsLocked();
    }

    private bool WakeLocked()
    {
        var wake = !_isServed;
        _isServed = true;
        return wake;
    }

    private void AdmitLocked()
    {
        while (_count < _capacity && _waiting.First is { } first)
        {
            AdmitLocked(first.Value);
        }
    }

    private void AdmitLocked(RoomWaiter waiter)
    {
        EnqueueLocked(waiter.Entry);
        ReleaseLocked(waiter);
    }

    private void ReleaseLocked(RoomWaiter waiter)
    {
        _waiting.Remove(waiter.Node!);
        waiter.Node = null;
        waiter.Complete();
    }

    private RoomWaiter WaitLocked(QueueSubscription owner, QueueEntry entry)
    {
        var waiter = new RoomWaiter(owner, entry);
        waiter.Node = _waiting.AddLast(waiter);
        return waiter;
    }

    private void DropLocked(in QueueEntry entry)
    {
        if (entry.Replay is { } replay)
        {
            replay.Finish(succeeded: false);
            return;
        }

        CountDropLocked();
    }

    private void CountDropLocked()
    {
        _dropped++;
        _droppedByAll.Raise();
    }

    private void EnqueueLocked(in QueueEntry entry)
    {
        if (_count == _ring.Length)
        {
            var larger = new QueueEntry[_ring.Length * 2];
            for (var at = 0; at < _count; at++)
            {
                larger[at] = _ring[(_head + at) & (_ring.Length - 1)];
            }

            (_ring, _head) = (larger, 0);
        }

        _ring[(_head + _count++) & (_ring.Length - 1)] = entry;
    }

    private QueueEntry DequeueLocked()
    {
        ref var place = ref _ring[_head];
        var entry = place;
        place = default;

        // A queue that was large once and is nearly empty now stays at the beginning, which is in the processor's cache.
        _head = --_count == 0 ? 0 : (_head + 1) & (_ring.Length - 1);
        return entry;
    }
}
