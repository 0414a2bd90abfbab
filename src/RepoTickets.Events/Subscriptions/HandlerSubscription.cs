namespace RepoTickets.Events;

/// <summary>
/// An asynchronous handler with its queue. While the queue is empty nothing runs; the offer that makes it non-empty sends a work item to
/// the thread pool, which serves until it is empty again. So there is never more than one event in the handler.
/// </summary>
internal sealed class HandlerSubscription : QueueSubscription, IThreadPoolWorkItem
{
    /// <summary>After this many events the worker lets others have its thread.</summary>
    private const int YieldAfter = 256;

    private readonly Func<Event, CancellationToken, ValueTask> _handler;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _token;
    private ExecutionContext? _context;

    internal HandlerSubscription(
        BusServices services, string name, EventPattern pattern, Func<Event, CancellationToken, ValueTask> handler,
        SubscriptionOptions options)
        : base(services, name, pattern, options, isServed: false)
    {
        _handler = handler;
        _token = _ending.Token;
    }

    internal override bool IsDrained => true;

    internal override void End(bool keepContent)
    {
        Queue.Close(keepContent: false);

        // What handlers have registered with the token runs elsewhere, so it can neither throw here nor hold this thread up.
        _ = CancelAsync();
    }

    /// <summary>Runs on the thread pool, in an execution context of its own: nothing of the publisher's flows into the handler.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (_context is null)
        {
            Flow = this;
            _context = ExecutionContext.Capture()!;
        }

        ExecutionContext.Run(_context, static state => _ = ((HandlerSubscription)state!).ServeAsync(), this);
    }

    protected override void Wake() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private async Task CancelAsync()
    {
        try
        {
            await _ending.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException error)
        {
            Services.Report((Name, error), static (logger, state) => Log.CancellationFailed(logger, state.Name, state.error));
        }
    }

    private async Task ServeAsync()
    {
        var (outcome, latency) = (TakenOutcome.None, TimeSpan.Zero);
        for (var served = 1; Take(served, outcome, latency, out var entry); served++)
        {
            try
            {
                await InvokeAsync(entry.Made).ConfigureAwait(false);
                outcome = Succeed(entry);
            }
            catch (Exception error)
            {
                outcome = await RetryAsync(entry, error).ConfigureAwait(false);
            }

            latency = outcome == TakenOutcome.Delivered ? Services.Time.GetElapsedTime(entry.Timestamp) : TimeSpan.Zero;
            Services.Telemetry.Handled(Name, outcome, latency);
            if (served % YieldAfter == 0)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>After a single event it goes to sleep at once; where there were several, it looks for more.</summary>
    private bool Take(int served, TakenOutcome outcome, TimeSpan latency, out QueueEntry entry) => served <= 2
        ? Queue.Next(outcome, latency, out entry)
        : Queue.NextOfSeveral(outcome, latency, out entry);

    private ValueTask InvokeAsync(Event made) => Services.Telemetry.Operations.IsObserved(EventsTelemetry.Handle)
        ? Services.Telemetry.HandleAsync(Name, made, _handler, _token)
        : _handler(made, _token);

    private async ValueTask<TakenOutcome> RetryAsync(QueueEntry entry, Exception error)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (_token.IsCancellationRequested && error is OperationCanceledException)
            {
                return Drop(entry);
            }

            CountError(entry.Made, error, attempt);
            if (attempt == Options.MaximumAttempts)
            {
                return GiveUp(entry, error, attempt);
            }

            try
            {
                await Task.Delay(SubscriptionRules.DelayAfter(Options, attempt), Services.Time, _token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return Drop(entry);
            }

            try
            {
                await InvokeAsync(entry.Made).ConfigureAwait(false);
                return Succeed(entry);
            }
            catch (Exception next)
            {
                error = next;
            }
        }
    }

    private TakenOutcome Succeed(in QueueEntry entry)
    {
        if (entry.Replay is not { } replay)
        {
            return TakenOutcome.Delivered;
        }

        Services.DeadLetters.Remove(replay.LetterId);
        replay.Finish(succeeded: true);
        return TakenOutcome.Replayed;
    }

    private TakenOutcome GiveUp(in QueueEntry entry, Exception error, int attempts)
    {
        if (entry.Replay is { } replay)
        {
            Services.DeadLetters.FailAgain(replay.LetterId, error, attempts);
            replay.Finish(succeeded: false);
            return TakenOutcome.Replayed;
        }

        Services.DeadLetters.Add(new(this, entry.Made, DeadLetterReason.HandlerFailed, error, attempts));
        return TakenOutcome.DeadLettered;
    }

    private static TakenOutcome Drop(in QueueEntry entry)
    {
        entry.Replay?.Finish(succeeded: false);
        return entry.Replay is null ? TakenOutcome.Dropped : TakenOutcome.Replayed;
    }
}
