namespace RepoTickets.Events;

/// <summary>A handler that runs on the publisher's thread.</summary>
internal abstract class InlineSubscription(BusServices services, string name, EventPattern pattern) : Subscription(services, name, pattern)
{
    private long _delivered;
    private long _failed;
    private volatile bool _hasEnded;

    /// <summary>Runs the handler; what it throws stays here.</summary>
    internal void Invoke(Event made)
    {
        if (_hasEnded)
        {
            return;
        }

        try
        {
            if (!Handle(made))
            {
                return;
            }
        }
        catch (Exception error)
        {
            Fail(made, error);
            return;
        }

        Interlocked.Increment(ref _delivered);
    }

    internal override void End(bool keepContent) => _hasEnded = true;

    internal override SubscriptionStatistics Read()
    {
        var (delivered, failed) = (Interlocked.Read(ref _delivered), Interlocked.Read(ref _failed));
        return new()
        {
            Name = Name,
            Pattern = Pattern,
            IsInline = true,
            Received = delivered + failed,
            Delivered = delivered,
            Dropped = 0,
            DeadLettered = failed,
            Overflowed = 0,
            Errors = Errors,
            QueueDepth = 0,
            WaitingPublications = 0,
            Latency = LatencyStatistics.None,
        };
    }

    internal override Task<bool> ReplayAsync(DeadLetter letter)
    {
        if (_hasEnded)
        {
            return Task.FromResult(false);
        }

        try
        {
            Handle(letter.Event);
            Services.DeadLetters.Remove(letter.Id);
            return Task.FromResult(true);
        }
        catch (Exception error)
        {
            CountError(letter.Event, error, letter.Attempts + 1);
            Services.DeadLetters.FailAgain(letter.Id, error, 1);
            return Task.FromResult(false);
        }
    }

    /// <summary>False when the filter did not want it.</summary>
    protected abstract bool Handle(Event made);

    private void Fail(Event made, Exception error)
    {
        Interlocked.Increment(ref _failed);
        CountError(made, error, 1);
        Services.DeadLetters.Add(new(this, made, DeadLetterReason.HandlerFailed, error, 1));
    }
}

/// <summary>For one payload: the handler gets the event as it is typed.</summary>
internal sealed class InlineSubscription<TData>(
    BusServices services, string name, EventPattern pattern, Action<Event<TData>> handler, Func<Event<TData>, bool>? filter)
    : InlineSubscription(services, name, pattern)
    where TData : notnull
{
    protected override bool Handle(Event made)
    {
        var typed = (Event<TData>)made;
        if (filter is not null && !filter(typed))
        {
            return false;
        }

        handler(typed);
        return true;
    }
}

/// <summary>For all types that a pattern names.</summary>
internal sealed class InlinePatternSubscription(
    BusServices services, string name, EventPattern pattern, Action<Event> handler, Func<Event, bool>? filter)
    : InlineSubscription(services, name, pattern)
{
    protected override bool Handle(Event made)
    {
        if (filter is not null && !filter(made))
        {
            return false;
        }

        handler(made);
        return true;
    }
}
