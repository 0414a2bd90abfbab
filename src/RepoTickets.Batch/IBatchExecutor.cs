namespace RepoTickets.Batch;

/// <summary>
/// Runs batches on a store. Thread-safe; batches of one executor may run at the same time, and no lock is held while functions or custom
/// operations of the caller run.
/// </summary>
public interface IBatchExecutor
{
    /// <summary>
    /// Runs a batch. Whatever goes wrong is told by the result, cancellation included, because what was committed by then has to be told
    /// too; <see cref="BatchResult.ThrowIfFailed"/> makes an exception of it.
    /// </summary>
    /// <param name="batch">The operations; a copy is taken before anything else happens.</param>
    /// <param name="progress">Is told how far the batch is; it is called on the thread that runs the batch.</param>
    /// <param name="cancellationToken">
    /// Cancels until the commit begins: of an atomic batch nothing is left then, of a best-effort batch the parts that were committed.
    /// </param>
    ValueTask<BatchResult> ExecuteAsync(
        TicketBatch batch, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the tickets that a query finds, in one batch. The query's <see cref="TicketQuery.Take"/> counts: 100 unless it says
    /// otherwise.
    /// </summary>
    /// <param name="query">Which tickets.</param>
    /// <param name="settings">An empty batch whose mode, conflict policy and dry run apply; null for the options' defaults.</param>
    /// <param name="progress">Is told how far the batch is.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    ValueTask<BatchResult> DeleteAsync(
        TicketQuery query, TicketBatch? settings = null, IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
