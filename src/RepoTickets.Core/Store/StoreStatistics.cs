namespace RepoTickets;

/// <summary>Counts over all tickets of a store, at one position of its feed.</summary>
public sealed record StoreStatistics
{
    /// <summary>All tickets that can be read.</summary>
    public required int Total { get; init; }

    /// <summary>How many tickets have each status; statuses of the configuration without tickets are listed with 0.</summary>
    public required IReadOnlyDictionary<TicketStatus, int> ByStatus { get; init; }

    /// <summary>How many tickets have each priority; priorities of the configuration without tickets are listed with 0.</summary>
    public required IReadOnlyDictionary<TicketPriority, int> ByPriority { get; init; }

    /// <summary>Files of tickets that cannot be read.</summary>
    public required int Faults { get; init; }

    /// <summary>The position through which the counts have followed the feed.</summary>
    public required long Position { get; init; }
}

/// <summary>How the ticket cache has done since the store was opened or the cache cleared.</summary>
/// <param name="Enabled">False when the cache is switched off by option.</param>
/// <param name="Hits">Reads answered from memory.</param>
/// <param name="Misses">Reads that went to the file.</param>
/// <param name="Evictions">Tickets dropped because of the size limit or their age.</param>
/// <param name="Count">Tickets in the cache now.</param>
public sealed record CacheStatistics(bool Enabled, long Hits, long Misses, long Evictions, long Count)
{
    /// <summary>Hits as a share of all reads, 0 to 1; 0 before the first read.</summary>
    public double HitRate => Hits + Misses == 0 ? 0 : (double)Hits / (Hits + Misses);
}
