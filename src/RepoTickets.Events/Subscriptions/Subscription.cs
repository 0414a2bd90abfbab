namespace RepoTickets.Events;

/// <summary>What all subscriptions share.</summary>
internal abstract class Subscription(BusServices services, string name, EventPattern pattern) : WaitNode, IEventSubscription
{
    private long _errors;

    public string Name { get; } = name;

    public string Pattern => EventPattern.ToString();

    internal EventPattern EventPattern { get; } = pattern;

    protected BusServices Services { get; } = services;

    protected long Errors => Interlocked.Read(ref _errors);

    public void Dispose()
    {
        if (Services.Remove(this))
        {
            End(keepContent: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (WhenIdle() is not { } running)
        {
            return;
        }

        // A handler that ends its own subscription, or two that end each other's, would wait for themselves.
        if (Flow is not { } flow)
        {
            await running.ConfigureAwait(false);
        }
        else if (Services.Waits.TryEnter(flow, this) is { } edge)
        {
            try
            {
                await running.ConfigureAwait(false);
            }
            finally
            {
                Services.Waits.Exit(edge);
            }
        }
    }

    /// <summary>Ends it after it was taken off the bus; <paramref name="keepContent"/> leaves to a reader what is in its queue.</summary>
    internal abstract void End(bool keepContent);

    internal abstract SubscriptionStatistics Read();

    /// <summary>Hands a dead letter to the handler again; false when it failed, or the subscription has ended.</summary>
    internal abstract Task<bool> ReplayAsync(DeadLetter letter);

    /// <summary>Completes when the handler is not running; null when it is not.</summary>
    protected virtual Task? WhenIdle() => null;

    protected void CountError(Event made, Exception error, int attempt)
    {
        Interlocked.Increment(ref _errors);
        Services.CountError();
        Services.Report(
            (Name, made, attempt, error),
            static (logger, state) => Log.HandlerFailed(logger, state.Name, state.made.Type, state.made.Id, state.attempt, state.error));
    }
}
