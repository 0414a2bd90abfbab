using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// Tells the host's observers. They are looked up when there is first something to tell, because an observer may need the store itself. To
/// be called outside all locks.
/// </summary>
internal sealed class StoreObservers(Func<IEnumerable<IStoreObserver>> find, ILogger logger)
{
    private readonly Lazy<IStoreObserver[]> _observers = new(() => [.. find()], LazyThreadSafetyMode.PublicationOnly);

    /// <summary>For a store without a host.</summary>
    internal static StoreObservers None { get; } = new(static () => [], NullLogger.Instance);

    internal void CacheCleared(long count) => Tell(count, static (observer, value) => observer.OnCacheCleared(value));

    internal void IndexRebuilt(int count) => Tell(count, static (observer, value) => observer.OnIndexRebuilt(value));

    internal void Fault(DocumentFault fault) => Tell(fault, static (observer, value) => observer.OnFault(value));

    private void Tell<T>(T value, Action<IStoreObserver, T> tell)
    {
        foreach (var observer in Find())
        {
            try
            {
                tell(observer, value);
            }
            catch (Exception exception)
            {
                Log.ObserverFailed(logger, observer.GetType().Name, exception);
            }
        }
    }

    private IStoreObserver[] Find()
    {
        try
        {
            return _observers.Value;
        }
        catch (Exception exception)
        {
            // One that cannot be made, or a host that is shutting down: the store's own work must not fail for it.
            Log.ObserverFailed(logger, nameof(IStoreObserver), exception);
            return [];
        }
    }
}
