namespace RepoTickets;

/// <summary>
/// Is told what a store does that is no commit. Register implementations with the host's services; the store calls them after the fact, on
/// the thread that did it, outside its locks. They must return quickly; what they throw is logged and goes no further.
/// </summary>
public interface IStoreObserver
{
    /// <summary>The ticket cache was emptied.</summary>
    /// <param name="count">How many tickets were dropped from memory.</param>
    void OnCacheCleared(long count);

    /// <summary>The index was built anew.</summary>
    /// <param name="count">How many tickets are in it.</param>
    void OnIndexRebuilt(int count);

    /// <summary>A file cannot be read (again): reported once for each state of the file.</summary>
    void OnFault(DocumentFault fault);
}
