using RepoTickets.Events.DurableLog;

namespace RepoTickets.Events.Feed;

/// <summary>For a composition with a durable log and no store: there is nothing to follow, but the log is to be opened.</summary>
internal sealed class LogFeed(EventLog log) : IEventFeed
{
    public async ValueTask<long> OpenAsync(CancellationToken cancellationToken) =>
        (await log.OpenAsync(0, cancellationToken).ConfigureAwait(false)).Position;

    public Task RunAsync(long afterPosition, IEventDispatcher dispatcher, CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
