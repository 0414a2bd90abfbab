using RepoTickets.Batch.Execution;

namespace RepoTickets.Batch.Files;

internal sealed class StoreTicketFiles(BatchEnvironment environment) : ITicketFiles
{
    public ValueTask<BatchResult> ImportAsync(Stream source, ImportFormat format, ImportOptions? options = null, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException(environment.ToString());

    public IAsyncEnumerable<BatchResult> ImportPartsAsync(Stream source, ImportFormat format, ImportOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException();

    public ValueTask<ExportResult> ExportAsync(TicketQuery query, ExportFormat format, Stream destination, CancellationToken cancellationToken = default) => throw new InvalidOperationException();
}
