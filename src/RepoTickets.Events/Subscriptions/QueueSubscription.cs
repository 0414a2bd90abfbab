namespace RepoTickets.Events;

/// <summary>A subscription with a queue, served by a handler or read as a stream.</summary>
internal abstract class QueueSubscription(
    BusServices services, string name, EventPattern pattern, SubscriptionOptions options, bool isServed)
    : Subscription(services, name, pattern)
{
    private long _filterFailures;

    internal EventQueue Queue { get; } = new(options.Capacity, options.WhenFull, isServed, services.Dropped);

    protected SubscriptionOptions Options { get; } = options;

    /// <summary>Whether a drain waits for it: a stream that nobody reads would hold it up for ever.</summary>
    internal abstract bool IsDrained { get; }

    /// <summary>Hands an event to the queue; the wait for room where there is one.</summary>
    internal RoomWaiter? Offer(Event made, long timestamp)
    {
        if (Options.Filter is { } filter && !Wants(filter, made))
        {
            return null;
        }

        var result = Queue.Offer(this, made, timestamp);
        if (result.Wake)
        {
            Wake();
        }

        if (result.Outcome == OfferOutcome.Full)
        {
            Services.DeadLetters.Add(new(this, made, DeadLetterReason.QueueFull, null, 0));
        }

        return result.Waiter;
    }

    /// <summary>Ends a wait for room by taking the event in beyond the capacity.</summary>
    internal void AdmitThrough(RoomWaiter waiter)
    {
        foreach (var refused in Queue.AdmitThrough(waiter))
        {
            Services.DeadLetters.Add(new(this, refused, DeadLetterReason.QueueFull, null, 0));
        }
    }

    internal override SubscriptionStatistics Read()
    {
        var reading = Queue.Read();
        var filterFailures = Interlocked.Read(ref _filterFailures);
        return new()
        {
            Name = Name,
            Pattern = Pattern,
            IsInline = false,
            Received = reading.Received + filterFailures,
            Delivered = reading.Delivered,
            Dropped = reading.Dropped,
            DeadLettered = reading.DeadLettered + filterFailures,
            Overflowed = reading.Overflowed,
            Errors = Errors,
            QueueDepth = reading.Depth,
            WaitingPublications = reading.Waiting,
            Latency = reading.Latency,
        };
    }

    internal override Task<bool> ReplayAsync(DeadLetter letter)
    {
        var replay = new LetterReplay(letter.Id);
        var result = Queue.OfferReplay(this, letter.Event, Services.Time.GetTimestamp(), replay);
        if (result.Wake)
        {
            Wake();
        }

        return result.Outcome == OfferOutcome.Ended ? Task.FromResult(false) : replay.Finished;
    }

    protected override Task? WhenIdle() => Queue.WhenIdle();

    /// <summary>Gets the consumer going. Never runs it on this thread.</summary>
    protected abstract void Wake();

    private bool Wants(Func<Event, bool> filter, Event made)
    {
        try
        {
            return filter(made);
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref _filterFailures);
            CountError(made, error, 1);
            Services.DeadLetters.Add(new(this, made, DeadLetterReason.FilterFailed, error, 0));
            return false;
        }
    }
}
