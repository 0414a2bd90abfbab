namespace RepoTickets;

/// <summary>What operators do with a store. Thread-safe.</summary>
public interface IStoreMaintenance
{
    /// <summary>How the ticket cache has done.</summary>
    CacheStatistics GetCacheStatistics();

    /// <summary>Empties the ticket cache and its statistics.</summary>
    /// <returns>How many tickets were dropped from memory.</returns>
    long ClearCache();

    /// <summary>Reads every ticket's file anew and rebuilds the index from them.</summary>
    /// <returns>How many tickets are in the index.</returns>
    ValueTask<int> RebuildIndexAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks everything: files, identifiers, references, index, journal, left-overs. Changes nothing.</summary>
    ValueTask<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Mends what can be mended without losing a byte: finishes commits, removes left-over temporary files, rebuilds the index, moves
    /// duplicate files to quarantine. What needs a person's decision is left and reported.
    /// </summary>
    ValueTask<VerificationReport> RepairAsync(CancellationToken cancellationToken = default);
}
