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
    /// <param name="progress">
    /// Is told how far it is, on threads that do the work, one at a time. One that throws is not told again, and stops nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels until the reading begins.</param>
    /// <returns>How many tickets are in the index.</returns>
    ValueTask<int> RebuildIndexAsync(IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Checks everything: files, identifiers, references, index, journal, left-overs. Changes nothing.</summary>
    /// <param name="progress">
    /// Is told how far it is, on the thread that does the work. One that throws is not told again, and stops nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<VerificationReport> VerifyAsync(
        IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Mends what can be mended without losing a byte: finishes commits, removes left-over temporary files, rebuilds the index, moves
    /// duplicate files to quarantine. What needs a person's decision is left and reported.
    /// </summary>
    /// <param name="progress">
    /// Is told how far it is, on threads that do the work, one at a time. One that throws is not told again, and stops nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels between steps; what was mended by then stays mended.</param>
    ValueTask<VerificationReport> RepairAsync(
        IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default);
}
