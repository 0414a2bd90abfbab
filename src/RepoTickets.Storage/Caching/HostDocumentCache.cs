using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.Caching;

/// <summary>A cache of the host's. What it evicts it does not tell, so evictions are not counted. It is the host's to dispose.</summary>
internal sealed class HostDocumentCache(ITicketCache cache) : IDocumentCache
{
    private readonly StripedCounter _hits = new();
    private readonly StripedCounter _misses = new();

    // What had been counted when the cache was last cleared.
    private volatile CacheStatistics _cleared = new(true, 0, 0, 0, 0);

    public bool TryGet(string key, [NotNullWhen(true)] out CachedDocument? document)
    {
        document = cache.TryGet(key, out var content) ? content as CachedDocument : null;
        return document is not null;
    }

    public void Set(string key, CachedDocument document) => cache.Set(key, document);

    public void Remove(string key) => cache.Remove(key);

    public long Clear()
    {
        var count = cache.Count;
        cache.Clear();
        _cleared = GetLifetimeStatistics();
        return count;
    }

    public void CountHit() => _hits.Increment();

    public void CountMiss() => _misses.Increment();

    public CacheStatistics GetStatistics()
    {
        var (cleared, now) = (_cleared, GetLifetimeStatistics());
        return now with { Hits = now.Hits - cleared.Hits, Misses = now.Misses - cleared.Misses };
    }

    public CacheStatistics GetLifetimeStatistics() => new(true, _hits.Sum(), _misses.Sum(), 0, cache.Count);

    public void Dispose()
    {
    }
}
