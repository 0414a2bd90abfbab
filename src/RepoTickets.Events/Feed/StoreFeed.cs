using Microsoft.Extensions.Logging;
using RepoTickets.Events.DurableLog;

namespace RepoTickets.Events.Feed;

/// <summary>
/// What a store tells, for the bus: the events that its commits imply, and what it reports beside them. Without a durable log following begins
/// with the next commit; with one, with the first commit that the log does not have.
/// </summary>
internal sealed class StoreFeed(
    ITicketStore store,
    StoreEventSource reports,
    EventLog? log,
    Func<IEventPublisher> publisher,
    IIdentifierGenerator identifiers,
    TimeProvider timeProvider,
    ILogger logger) : IEventFeed
{
    public async ValueTask<long> OpenAsync(CancellationToken cancellationToken)
    {
        var current = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        return log is null ? current : await log.OpenAsync(current, cancellationToken).ConfigureAwait(false);
    }

    public async Task RunAsync(long afterPosition, IEventDispatcher dispatcher, CancellationToken cancellationToken)
    {
        var source = new CommitEventSource(store.Feed, identifiers, timeProvider, logger);
        await Task.WhenAll(source.RunAsync(afterPosition, dispatcher, cancellationToken), reports.RunAsync(publisher(), cancellationToken)).ConfigureAwait(false);
    }
}
