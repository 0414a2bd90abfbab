using RepoTickets.Events.DurableLog;

namespace RepoTickets.Events.Feed;

/// <summary>
/// All that a bus hears of a store: the events that commits imply, and what the store tells beside them. This is the part that the bus is
/// given; it knows neither the bus nor, before it is opened, the store.
/// </summary>
/// <param name="commits">Follows the feed.</param>
/// <param name="observations">What the store tells beside its commits.</param>
/// <param name="log">The durable log, where there is one.</param>
internal sealed class StoreEventFeed(CommitEventSource commits, StoreEventSource observations, EventLog? log = null) : IEventFeed
{
    /// <summary>
    /// Opens the feed. Without a log following begins with the next commit; with one, with the first commit that the log does not have
    /// wholly.
    /// </summary>
    public async ValueTask<long> OpenAsync(CancellationToken cancellationToken)
    {
        var current = await commits.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (log is null)
        {
            return current;
        }

        var through = await log.OpenAsync(current, cancellationToken).ConfigureAwait(false);
        if (through.Sequence == long.MaxValue)
        {
            return through.Position;
        }

        commits.StartInside((int)through.Sequence);
        return Math.Max(0, through.Position - 1);
    }

    /// <summary>
    /// Hands on what happens after a position until it is cancelled. A dispatcher that publishes too, as a bus does, gets what the store
    /// tells beside its commits; it is published by a task of its own, so that neither holds the other up.
    /// </summary>
    public async Task RunAsync(long afterPosition, IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        if (dispatcher is not IEventPublisher publisher)
        {
            await commits.RunAsync(afterPosition, dispatcher, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task publishing;
        using (ExecutionContext.SuppressFlow())
        {
            // What is known of the follower's flow, such as that it is the follower, does not hold for this one.
            publishing = Task.Run(() => observations.RunAsync(publisher, stop.Token), CancellationToken.None);
        }

        try
        {
            await commits.RunAsync(afterPosition, dispatcher, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await publishing.ConfigureAwait(false);
        }
    }
}
