namespace RepoTickets.Batch;

/// <summary>Imports tickets from files and exports them. <c>docs/batches.md</c> shows every format. Thread-safe.</summary>
public interface ITicketFiles
{
    /// <summary>
    /// Imports a file as one batch. A file with faults is refused as a whole in an atomic import, with up to
    /// <see cref="ImportOptions.MaximumProblems"/> of them at once, each with line and column; a best-effort import takes the lines and
    /// elements that are right, unless the file cannot be read to its end or has that many faults.
    /// </summary>
    /// <param name="source">UTF-8, with or without byte order mark. It is read once, from where it stands, and not closed.</param>
    /// <param name="format">What the file is.</param>
    /// <param name="options">How to import; null for the defaults.</param>
    /// <param name="progress">Is told how far the import is.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    ValueTask<BatchResult> ImportAsync(
        Stream source,
        ImportFormat format,
        ImportOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Imports a file of lines (<see cref="ImportFormat.CreateLines"/>, <see cref="ImportFormat.UpdateLines"/>,
    /// <see cref="ImportFormat.DeleteLines"/>) of any length in constant memory: best effort, in parts of
    /// <see cref="BatchOptions.ChunkSize"/> lines, each part's result given when it is committed. Indexes count from 0 in each part; errors
    /// name lines of the whole file. All parts have the same <see cref="BatchResult.BatchId"/>. Nothing is imported before the result is
    /// enumerated.
    /// </summary>
    /// <exception cref="ArgumentException">The format is not one of lines, or the options ask for an atomic import.</exception>
    IAsyncEnumerable<BatchResult> ImportPartsAsync(
        Stream source, ImportFormat format, ImportOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the tickets that a query finds. The query's <see cref="TicketQuery.Take"/> counts: 100 unless it says otherwise;
    /// <see cref="ExportResult.Matching"/> tells how many there are. Tickets that change meanwhile are written as they are when their turn
    /// comes.
    /// </summary>
    /// <param name="query">Which tickets, in which order.</param>
    /// <param name="format">What to write.</param>
    /// <param name="destination">Gets UTF-8 without byte order mark; it is flushed and not closed.</param>
    /// <param name="progress">
    /// Is told how far the export is, on the thread that writes. One that throws is not told again, and stops nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels; the file is then incomplete.</param>
    ValueTask<ExportResult> ExportAsync(
        TicketQuery query,
        ExportFormat format,
        Stream destination,
        IProgress<ExportProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
