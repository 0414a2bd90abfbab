using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Has the operating system report changes to files and looks at what is reported; looks at everything from time to time, because reports
/// get lost. The reports are hints: what is believed is only what is then found in the files.
/// </summary>
internal sealed class ChangeMonitor : IAsyncDisposable
{
    private const int MaximumHints = 1024;

    // Looking after every report would make a busy writer share the machine with its own echo.
    private static readonly TimeSpan CoalescingTime = TimeSpan.FromMilliseconds(100);

    private readonly ExternalChanges _changes;
    private readonly StoreLayout _layout;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _sweepInterval;
    private readonly ILogger _logger;
    private readonly Channel<DocumentKey> _hints = Channel.CreateBounded<DocumentKey>(
        new BoundedChannelOptions(MaximumHints) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly FileSystemWatcher? _watcher;
    private readonly Task _loop;
    private volatile bool _lostHints;

    internal ChangeMonitor(ExternalChanges changes, StoreLayout layout, StorageOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _changes = changes;
        _layout = layout;
        _timeProvider = timeProvider;
        _sweepInterval = options.SweepInterval;
        _logger = logger;
        _watcher = options.WatchFiles ? TryWatch() : null;
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private FileSystemWatcher? TryWatch()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(_layout.Root)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite,
                InternalBufferSize = 64 * 1024,
            };
            watcher.Changed += (_, change) => Hint(change.Name);
            watcher.Created += (_, change) => Hint(change.Name);
            watcher.Deleted += (_, change) => Hint(change.Name);
            watcher.Renamed += (_, change) =>
            {
                Hint(change.OldName);
                Hint(change.Name);
            };
            watcher.Error += (_, _) => LoseHints();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The number of watches is limited on every system; looking from time to time does the same, later.
            watcher?.Dispose();
            Log.WatchingUnavailable(_logger, exception.Message, _sweepInterval);
            return null;
        }
    }

    private void Hint(string? relativePath)
    {
        if (relativePath is null || !StoreLayout.TryGetKey(relativePath.Replace('\\', '/'), out var key) || !StoreLayout.IsShared(key.Kind))
        {
            return;
        }

        if (!_hints.Writer.TryWrite(key))
        {
            LoseHints();
        }
    }

    private void LoseHints()
    {
        _lostHints = true;

        // An empty hint wakes the loop; when there is no room for it, the loop is awake.
        _hints.Writer.TryWrite(default);
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await WaitAsync().ConfigureAwait(false);
                await TakeUpAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is FileSystemException or RepoTicketsException or ObjectDisposedException)
            {
                // Whatever kept us from looking now, the next sweep looks at everything.
                _lostHints = true;
                Log.MaintenanceFailed(_logger, "taking up external changes", exception);
            }
        }
    }

    private async Task WaitAsync()
    {
        using var sweepDue = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var hint = _hints.Reader.WaitToReadAsync(sweepDue.Token).AsTask();
        var sweep = Task.Delay(_sweepInterval, _timeProvider, sweepDue.Token);
        if (await Task.WhenAny(hint, sweep).ConfigureAwait(false) == sweep)
        {
            _lostHints = true;
        }

        await sweepDue.CancelAsync().ConfigureAwait(false);
        _stopping.Token.ThrowIfCancellationRequested();

        // One checkout reports thousands of files: a moment's patience makes one sweep of them.
        await Task.Delay(CoalescingTime, _timeProvider, _stopping.Token).ConfigureAwait(false);
    }

    private async Task TakeUpAsync()
    {
        var documents = new HashSet<DocumentKey>();
        while (_hints.Reader.TryRead(out var key))
        {
            if (key != default)
            {
                documents.Add(key);
            }
        }

        var isComplete = true;
        if (_lostHints || documents.Count > MaximumHints / 2)
        {
            _lostHints = false;
            isComplete = await _changes.TakeUpAllAsync(_stopping.Token).ConfigureAwait(false);
        }
        else if (documents.Count > 0)
        {
            isComplete = await _changes.TakeUpAsync(documents, _stopping.Token).ConfigureAwait(false);
        }

        if (!isComplete)
        {
            // Git does not report its end: what was left is looked at again, after the pause that every round begins with.
            LoseHints();
        }
    }
}
