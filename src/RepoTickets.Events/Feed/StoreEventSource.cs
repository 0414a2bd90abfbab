using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Events.Feed;

/// <summary>
/// Publishes what a store tells beside its commits: cache cleared, index rebuilt, files that cannot be read. The store is never held up:
/// what it tells goes into a queue of its own, and what finds no room there is dropped, counted and logged.
/// </summary>
/// <remarks>It knows no bus before it runs, because the bus needs the store and the store its observers.</remarks>
internal sealed class StoreEventSource(ILogger logger) : IStoreObserver
{
    /// <summary>How many events may wait.</summary>
    internal const int Capacity = 1_024;

    private static readonly EventContext Context = new() { Source = "storage" };

    private readonly Channel<Func<IEventPublisher, CancellationToken, ValueTask>> _queue =
        Channel.CreateBounded<Func<IEventPublisher, CancellationToken, ValueTask>>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _dropped;

    /// <summary>Events that found no room.</summary>
    internal long Dropped => Interlocked.Read(ref _dropped);

    public void OnCacheCleared(long count) => Enqueue(new CacheCleared(count), null);

    public void OnIndexRebuilt(int count) => Enqueue(new IndexRebuilt(count), null);

    public void OnFault(DocumentFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Enqueue(new StoreFault(fault.Path, fault.Reason, fault.Message, fault.Line, fault.Column), fault.Key);
    }

    /// <summary>Publishes what has been told and what will be, until it is cancelled; then it returns. One caller at a time.</summary>
    internal async Task RunAsync(IEventPublisher publisher, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var publish in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await PublishAsync(publish, publisher, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is still in the queue waits for the next run, or goes with this object.
        }
    }

    private void Enqueue<TData>(TData data, DocumentKey? subject)
        where TData : notnull
    {
        var context = subject is null ? Context : Context with { Subject = subject };
        if (_queue.Writer.TryWrite(async (publisher, token) => await publisher.PublishAsync(data, context, token).ConfigureAwait(false)))
        {
            return;
        }

        // A full queue stays full for a while: one message for each doubling is enough to see it.
        var dropped = Interlocked.Increment(ref _dropped);
        if (long.IsPow2(dropped))
        {
            FeedLog.Dropped(logger, dropped);
        }
    }

    private async ValueTask PublishAsync(
        Func<IEventPublisher, CancellationToken, ValueTask> publish, IEventPublisher publisher, CancellationToken cancellationToken)
    {
        try
        {
            await publish(publisher, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            FeedLog.NotPublished(logger, exception);
        }
    }
}
