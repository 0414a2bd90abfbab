using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.Caching;

/// <summary>A cache of the host's. What it evicts it does not tell, so evictions are not counted. It is the host's to dispose.</summary>
internal sealed class HostDocumentCache(ITicketCache cache) : IDocumentCache
{
    private readonly StripedCounter _hits = new();
    private readonly StripedCounter _misses = new();

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
        _hits.Reset();
        _misses.Reset();
        return count;
    }

    public void CountHit() => _hits.Increment();

    public void CountMiss() => _misses.Increment();

    public CacheStatistics GetStatistics() => new(true, _hits.Sum(), _misses.Sum(), 0, cache.Count);

    public void Dispose()
    {
    }
}
