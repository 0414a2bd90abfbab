using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.Caching;

/// <summary>Whole documents in memory. Thread-safe. Keys are made by <see cref="CacheKey"/>.</summary>
internal interface IDocumentCache : IDisposable
{
    bool TryGet(string key, [NotNullWhen(true)] out CachedDocument? document);

    void Set(string key, CachedDocument document);

    void Remove(string key);

    /// <summary>Empties the cache and its statistics; returns how many documents it held.</summary>
    long Clear();

    /// <summary>Counts a read that was answered from the cache.</summary>
    void CountHit();

    /// <summary>Counts a read that went to the file.</summary>
    void CountMiss();

    /// <summary>Since the last <see cref="Clear"/>.</summary>
    CacheStatistics GetStatistics();

    /// <summary>Since the cache was made, whatever was cleared: what only grows can be told from what began anew.</summary>
    CacheStatistics GetLifetimeStatistics();
}

internal static class CacheKey
{
    /// <summary>
    /// Tickets by their identifier, so that a cached read allocates nothing; others by their path, which no identifier looks like.
    /// </summary>
    internal static string Of(DocumentKey key) => key.Kind == DocumentKind.Ticket ? key.Id : Layout.StoreLayout.RelativePath(key);
}
