using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace RepoTickets.Storage.Caching;

/// <summary>The cache on Microsoft.Extensions.Caching.Memory.</summary>
internal sealed class MemoryDocumentCache : IDocumentCache
{
    // Made by the first use: a process that asks the index alone does not load the libraries that it needs.
    private readonly Lazy<MemoryCache> _cache;
    private readonly TimeSpan? _expiry;
    private readonly StripedCounter _hits = new();
    private readonly StripedCounter _misses = new();
    private readonly StripedCounter _evictions = new();
    private readonly PostEvictionDelegate _countEviction;

    // What had been counted when the cache was last cleared.
    private volatile CacheStatistics _cleared = new(true, 0, 0, 0, 0);

    internal MemoryDocumentCache(int capacity, TimeSpan? expiry)
    {
        // A tenth is dropped when the cache is full, but at least one document: a share that comes to less than one would drop none, and a
        // full cache would then never take a new document.
        _cache = new(() => new(
            new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = Math.Clamp(1.5 / capacity, 0.1, 1) }));
        _expiry = expiry;
        _countEviction = (_, _, reason, _) =>
        {
            if (reason is EvictionReason.Capacity or EvictionReason.Expired)
            {
                _evictions.Increment();
            }
        };
    }

    public bool TryGet(string key, [NotNullWhen(true)] out CachedDocument? document)
    {
        var found = _cache.Value.TryGetValue(key, out var value);
        document = found ? (CachedDocument?)value : null;
        return document is not null;
    }

    public void Set(string key, CachedDocument document)
    {
        using var entry = _cache.Value.CreateEntry(key);
        entry.Value = document;
        entry.Size = 1;
        entry.SlidingExpiration = _expiry;
        entry.PostEvictionCallbacks.Add(new PostEvictionCallbackRegistration { EvictionCallback = _countEviction });
    }

    public void Remove(string key) => _cache.Value.Remove(key);

    public long Clear()
    {
        var count = Count;
        if (_cache.IsValueCreated)
        {
            _cache.Value.Clear();
        }

        _cleared = GetLifetimeStatistics();
        return count;
    }

    public void CountHit() => _hits.Increment();

    public void CountMiss() => _misses.Increment();

    public CacheStatistics GetStatistics()
    {
        var (cleared, now) = (_cleared, GetLifetimeStatistics());
        return now with
        {
            Hits = now.Hits - cleared.Hits,
            Misses = now.Misses - cleared.Misses,
            Evictions = now.Evictions - cleared.Evictions,
        };
    }

    public CacheStatistics GetLifetimeStatistics() => new(true, _hits.Sum(), _misses.Sum(), _evictions.Sum(), Count);

    public void Dispose()
    {
        if (_cache.IsValueCreated)
        {
            _cache.Value.Dispose();
        }
    }

    private int Count => _cache.IsValueCreated ? _cache.Value.Count : 0;
}

/// <summary>What stands in place of the cache when it is switched off.</summary>
internal sealed class NoDocumentCache : IDocumentCache
{
    private readonly StripedCounter _misses = new();
    private long _cleared;

    public bool TryGet(string key, [NotNullWhen(true)] out CachedDocument? document)
    {
        document = null;
        return false;
    }

    public void Set(string key, CachedDocument document)
    {
    }

    public void Remove(string key)
    {
    }

    public long Clear()
    {
        Volatile.Write(ref _cleared, _misses.Sum());
        return 0;
    }

    public void CountHit()
    {
    }

    public void CountMiss() => _misses.Increment();

    public CacheStatistics GetStatistics() => new(false, 0, _misses.Sum() - Volatile.Read(ref _cleared), 0, 0);

    public CacheStatistics GetLifetimeStatistics() => new(false, 0, _misses.Sum(), 0, 0);

    public void Dispose()
    {
    }
}
