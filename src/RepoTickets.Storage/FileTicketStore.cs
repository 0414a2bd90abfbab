using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Opening;
using RepoTickets.Telemetry;

namespace RepoTickets.Storage;

/// <summary>
/// The store on files. Opened when it is first used, or by <see cref="TicketStore.OpenAsync(StorageOptions, CancellationToken)"/>; an
/// opening that failed is tried again by the next use.
/// </summary>
internal sealed partial class FileTicketStore : ITicketStore, IStoreMaintenance, IReadOnlyTicketStoreSource
{
    private readonly Lock _reading = new();
    private FileTicketStore? _reader;
    private readonly StoreOpener _opener;
    private readonly StorageTelemetry _telemetry;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile OpenStore? _open;
    private volatile bool _disposed;

    internal FileTicketStore(StoreOpener opener)
    {
        _opener = opener;
        _telemetry = opener.Telemetry;
        _telemetry.Observe(() => _open?.Read());
        Feed = new OpeningFeed(this);
    }

    public ICommitFeed Feed { get; }

    internal async ValueTask<OpenStore> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ITicketStore));
        if (_open is { } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ITicketStore));
            open = _open ??= await OpenMeasuredAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }

        open.News.Open();
        return open;
    }

    public ITicketStore GetReadOnlyStore()
    {
        lock (_reading)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ITicketStore));
            return _open is null ? _reader ??= new(_opener.ForReading()) : this;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            FileTicketStore? reader;
            lock (_reading)
            {
                _disposed = true;
                reader = _reader;
            }

            if (reader is not null)
            {
                await reader.DisposeAsync().ConfigureAwait(false);
            }

            if (_open is { } open)
            {
                _open = null;
                await open.CloseAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _opening.Release();
            _telemetry.Dispose();
        }
    }

    private async ValueTask<OpenStore> OpenMeasuredAsync(CancellationToken cancellationToken)
    {
        var running = _telemetry.Operations.Start(StoreOperations.Open);
        try
        {
            var open = await _opener.OpenAsync(cancellationToken).ConfigureAwait(false);
            running?.Succeed();
            return open;
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }

    /// <summary>
    /// Runs an operation on the open store, measured where somebody listens. What the operating system refuses is explained here, in the
    /// terms of callers: they cannot catch our own exception.
    /// </summary>
    private async ValueTask<T> ExplainAsync<T>(
        Operation operation,
        Func<OpenStore, RunningOperation?, CancellationToken, ValueTask<T>> run,
        string consequence,
        CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var running = _telemetry.Operations.Start(operation);
        try
        {
            var result = await run(open, running, cancellationToken).ConfigureAwait(false);
            running?.Succeed();
            return result;
        }
        catch (FileSystemException exception)
        {
            var explained = StoreIo.Explain(exception, consequence);
            running?.Fail(explained);
            throw explained;
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }

    private OpenStore OpenNow() =>
        _open ?? throw new InvalidOperationException(
            "The store is not open yet. Await any of its methods first, such as GetStatisticsAsync.");
}
