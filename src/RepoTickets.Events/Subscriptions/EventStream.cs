namespace RepoTickets.Events;

/// <summary>A queue that its owner reads at his own pace. Can be enumerated once.</summary>
internal sealed class EventStream(BusServices services, string name, EventPattern pattern, SubscriptionOptions options)
    : QueueSubscription(services, name, pattern, options, isServed: true), IAsyncEnumerable<Event>, IAsyncEnumerator<Event>
{
    private readonly SemaphoreSlim _signal = new(0);
    private CancellationTokenRegistration _streamToken;
    private CancellationTokenRegistration _readerToken;
    private WaitNode? _outerFlow;
    private volatile Event? _current;
    private long _timestamp;
    private int _isEnumerated;

    public Event Current => _current ?? throw new InvalidOperationException("There is no current event: call MoveNextAsync first.");

    internal override bool IsDrained => false;

    /// <summary>Ends the stream with the token.</summary>
    internal void EndWith(CancellationToken cancellationToken) => _streamToken = RegisterEnd(cancellationToken);

    public IAsyncEnumerator<Event> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isEnumerated, 1) != 0)
        {
            throw new InvalidOperationException($"The stream '{Name}' is read already. Ask the bus for one stream for each reader.");
        }

        _outerFlow = WaitNode.Flow;
        _readerToken = RegisterEnd(cancellationToken);
        return this;
    }

    /// <summary>
    /// Not an async method on purpose: so the mark that the reader's code runs between two events of this stream stays with the reader, and
    /// a reader that publishes does not wait for room in the queue that it alone can empty.
    /// </summary>
    public ValueTask<bool> MoveNextAsync()
    {
        if (!ReferenceEquals(WaitNode.Flow, this))
        {
            WaitNode.Flow = this;
        }

        return TryMoveNext() ? new(true) : WaitForNextAsync();
    }

    /// <summary>As an enumerator and as a subscription: both end it. A reader does not wait for itself.</summary>
    ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (ReferenceEquals(WaitNode.Flow, this))
        {
            WaitNode.Flow = _outerFlow;
        }

        Dispose();
        return default;
    }

    internal override void End(bool keepContent)
    {
        if (Queue.Close(keepContent))
        {
            Wake();
        }

        if (!keepContent)
        {
            Queue.Finish(TakenOutcome.Delivered, Elapsed());
        }

        _streamToken.Unregister();
        _readerToken.Unregister();
    }

    protected override void Wake() => _signal.Release();

    private bool TryMoveNext()
    {
        var isNext = Queue.Next(TakenOutcome.Delivered, Elapsed(), out var entry);
        if (isNext)
        {
            entry.Replay?.Finish(succeeded: false);
            Volatile.Write(ref _timestamp, entry.Timestamp);
            _current = entry.Made;
        }

        return isNext;
    }

    private async ValueTask<bool> WaitForNextAsync()
    {
        while (!Queue.IsClosed)
        {
            await _signal.WaitAsync().ConfigureAwait(false);
            if (TryMoveNext())
            {
                return true;
            }
        }

        return TryMoveNext();
    }

    private TimeSpan Elapsed() => _current is null ? TimeSpan.Zero : Services.Time.GetElapsedTime(Volatile.Read(ref _timestamp));

    private CancellationTokenRegistration RegisterEnd(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static state => ((EventStream)state!).Dispose(), this);
}
