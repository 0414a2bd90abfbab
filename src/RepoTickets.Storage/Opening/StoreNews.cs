using RepoTickets.Storage.Scanning;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// Keeps what there is to tell observers until no lock is held: a store that is being opened, reloaded or swept holds some, and an observer
/// that uses the store would wait for itself. Thread-safe.
/// </summary>
internal sealed class StoreNews(StoreObservers observers, FaultTable faults)
{
    private const int Nothing = -1;

    private int _rebuiltCount = Nothing;
    private volatile bool _isOpen;

    /// <summary>The index has been built anew; told by the next <see cref="Tell"/>.</summary>
    internal void NoteIndexRebuilt(int count) => Interlocked.Exchange(ref _rebuiltCount, count);

    /// <summary>The store is open: from now on there is telling.</summary>
    internal void Open()
    {
        _isOpen = true;
        Tell();
    }

    /// <summary>Tells what has been noted since the last call. To be called outside all locks.</summary>
    internal void Tell()
    {
        if (!_isOpen)
        {
            return;
        }

        if (Interlocked.Exchange(ref _rebuiltCount, Nothing) is not Nothing and var count)
        {
            observers.IndexRebuilt(count);
        }

        faults.TellNews(observers.Fault);
    }
}
