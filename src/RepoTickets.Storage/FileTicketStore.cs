using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Opening;

namespace RepoTickets.Storage;

/// <summary>
/// The store on files. Opened when it is first used, or by <see cref="TicketStore.OpenAsync(StorageOptions, CancellationToken)"/>; an
/// opening that failed is tried again by the next use.
/// </summary>
internal sealed partial class FileTicketStore : ITicketStore, IStoreMaintenance
{
    private readonly StoreOpener _opener;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile OpenStore? _open;
    private volatile bool _disposed;

    internal FileTicketStore(StoreOpener opener)
    {
        _opener = opener;
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
            open = _open ??= await _opener.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }

        open.News.Open();
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            if (_open is { } open)
            {
                _open = null;
                await open.CloseAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>
    /// What the operating system refuses is explained here, in the terms of callers: they cannot catch our own exception.
    /// </summary>
    private async ValueTask<T> ExplainAsync<T>(
        Func<OpenStore, CancellationToken, ValueTask<T>> operation, string consequence, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await operation(open, cancellationToken).ConfigureAwait(false);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, consequence);
        }
    }

    private OpenStore OpenNow() =>
        _open ?? throw new InvalidOperationException(
            "The store is not open yet. Await any of its methods first, such as GetStatisticsAsync.");
}
