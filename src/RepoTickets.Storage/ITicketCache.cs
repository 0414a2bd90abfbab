using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage;

/// <summary>
/// Keeps in memory what the store has read from files. Register one with the host to replace the cache on
/// Microsoft.Extensions.Caching.Memory; a composition with a name takes the one that is registered under that name. One cache serves one
/// store.
/// </summary>
/// <remarks>
/// It may forget anything at any time, and must give back what was set last under a key or nothing. The store decides what is fresh; a
/// cache knows no time-outs that matter for correctness. All members are called from many threads at once, on the hot path of reading, and
/// must not throw or block.
/// </remarks>
public interface ITicketCache
{
    /// <summary>What was set under a key.</summary>
    /// <param name="key">Up to 300 characters; compared exactly.</param>
    /// <param name="content">The very object that was set; it is the store's own and means nothing to others.</param>
    bool TryGet(string key, [NotNullWhen(true)] out object? content);

    /// <summary>Keeps an object, in the place of what is kept under the key.</summary>
    void Set(string key, object content);

    /// <summary>Forgets what is kept under a key, if anything.</summary>
    void Remove(string key);

    /// <summary>Forgets everything.</summary>
    void Clear();

    /// <summary>How many objects are kept; may be an estimate.</summary>
    long Count { get; }
}
