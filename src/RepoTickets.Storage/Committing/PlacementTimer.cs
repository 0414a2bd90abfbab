using RepoTickets.Storage.Opening;

namespace RepoTickets.Storage.Committing;

/// <summary>Sees to it that files which may follow do so a moment later, also when nobody commits any more. Thread-safe.</summary>
internal sealed class PlacementTimer(PendingFiles pending, Func<Task> place, StoreEnvironment environment) : IAsyncDisposable
{
    /// <summary>How long a file waits at most, as long as the disk takes it.</summary>
    internal static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _closing = new();
    private int _isScheduled;
    private Task _running = Task.CompletedTask;

    internal void AfterCommit()
    {
        if (environment.HasBackgroundWork && !pending.IsEmpty && Interlocked.Exchange(ref _isScheduled, 1) == 0)
        {
            _running = RunAsync(_running);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync(Task earlier)
    {
        try
        {
            await Task.Delay(Delay, environment.TimeProvider, _closing.Token).ConfigureAwait(false);
            Volatile.Write(ref _isScheduled, 0);
            await place().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Closing does it.
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            // The next commit, or the next who opens the store, does it: the journal has everything.
            Log.MaintenanceFailed(environment.Logger, "putting files in place", exception);
        }

        await earlier.ConfigureAwait(false);
    }
}
