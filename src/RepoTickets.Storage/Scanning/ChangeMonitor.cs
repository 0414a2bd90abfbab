using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Asks the operating system ten times a second which files were changed and looks at those; looks at everything from time to time, because
/// reports get lost. The reports are hints: what is believed is only what is then found in the files.
/// </summary>
internal sealed class ChangeMonitor : IAsyncDisposable
{
    // Asking more often would make a busy writer share the machine with its own echo, and one checkout into many sweeps.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // What failed now will most likely fail in a moment too, and each failure is logged.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ExternalChanges _changes;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _sweepInterval;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<DocumentKey> _reported = [];
    private readonly Lock _gate = new();

    // The first pause is a timer alone: a process that opens a store, reads and ends before it is over starts no thread for the loop.
    private readonly ITimer _beginning;
    private Task? _loop;
    private bool _isClosing;
    private IFolderWatch? _watch;
    private bool _isSweepDue;
    private long _lastSweep;

    internal ChangeMonitor(ExternalChanges changes, StoreLayout layout, StorageOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _changes = changes;
        _timeProvider = timeProvider;
        _sweepInterval = options.SweepInterval;
        _logger = logger;
        _lastSweep = timeProvider.GetTimestamp();
        _watch = options.WatchFiles ? TryWatch(layout) : null;
        _beginning = timeProvider.CreateTimer(
            static state => ((ChangeMonitor)state!).Begin(), this, NextPause(hasFailed: false), Timeout.InfiniteTimeSpan);
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_gate)
        {
            _isClosing = true;
            loop = _loop;
        }

        _beginning.Dispose();
        if (loop is not null)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await loop.ConfigureAwait(false);
        }

        _watch?.Dispose();
        _stopping.Dispose();
    }

    private IFolderWatch? TryWatch(StoreLayout layout)
    {
        try
        {
            return PlatformFileSystem.Watch(layout.Root, StoreLayout.SharedFolders);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The number of watches is limited on every system; looking from time to time does the same, later.
            Log.WatchingUnavailable(_logger, exception.Message, _sweepInterval);
            return null;
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (!_isClosing)
            {
                _loop ??= Task.Run(RunAsync);
            }
        }
    }

    private async Task RunAsync()
    {
        var hasFailed = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Collect();
                await TakeUpAsync().ConfigureAwait(false);
                hasFailed = false;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, a loop that ended would leave the store blind to other programs without anybody noticing.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // Whatever kept us from looking now, the next sweep looks at everything.
                hasFailed = true;
                _isSweepDue = true;
                Log.MaintenanceFailed(_logger, "taking up external changes", exception);
            }

            // Being cancelled is how every monitor ends, and no exception.
            await PauseAsync(NextPause(hasFailed)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// By the system's clock where the host's gives no timer: a pause that failed would end the loop, or make it one without any.
    /// </summary>
    private Task PauseAsync(TimeSpan pause)
    {
        try
        {
            return Task.Delay(pause, _timeProvider, _stopping.Token);
        }
#pragma warning disable CA1031 // Whatever the host's clock throws, the loop must go on; the failure is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.MaintenanceFailed(_logger, "pausing between two looks at external changes", exception);
            return Task.Delay(pause > PauseAfterFailure ? pause : PauseAfterFailure, TimeProvider.System, _stopping.Token);
        }
    }

    private TimeSpan NextPause(bool hasFailed) => _watch is null || (hasFailed && _sweepInterval < PauseAfterFailure) ? _sweepInterval
        : hasFailed ? PauseAfterFailure
        : Interval;

    private void Collect()
    {
        _isSweepDue |= _watch is null || _timeProvider.GetElapsedTime(_lastSweep) >= _sweepInterval;
        try
        {
            _isSweepDue |= _watch?.Read(Report) == false;
        }
        catch (FileSystemException exception)
        {
            Log.WatchingUnavailable(_logger, exception.Message, _sweepInterval);
            _watch!.Dispose();
            _watch = null;
        }
    }

    private void Report(string folder, string name)
    {
        if (StoreLayout.TryGetKey(folder, name, out var key))
        {
            _reported.Add(key);
        }
    }

    private async Task TakeUpAsync()
    {
        if (!_isSweepDue && _reported.Count == 0)
        {
            return;
        }

        DocumentKey[] documents = [.. _reported];
        _reported.Clear();
        if (!_isSweepDue)
        {
            // What git leaves in flux is looked at again: it does not report its end.
            _isSweepDue = !await _changes.TakeUpAsync(documents, _stopping.Token).ConfigureAwait(false);
            return;
        }

        _isSweepDue = !await _changes.TakeUpAllAsync(_stopping.Token).ConfigureAwait(false);
        _lastSweep = _timeProvider.GetTimestamp();
    }
}
