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
        // Not by way of another thread: mostly nothing runs, and a process that only reads would start one for this.
        _closing.Cancel();
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync(Task earlier)
    {
        try
        {
            do
            {
                await Task.Delay(Delay, environment.TimeProvider, _closing.Token).ConfigureAwait(false);
                Volatile.Write(ref _isScheduled, 0);
            }
            while (!await TryPlaceAsync().ConfigureAwait(false) && !pending.IsEmpty && Interlocked.Exchange(ref _isScheduled, 1) == 0);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Closing does it.
        }

        await earlier.ConfigureAwait(false);
    }

    /// <returns>False when it is worth another try: the disk was full, or another process held the lock.</returns>
    private async Task<bool> TryPlaceAsync()
    {
        try
        {
            await place().ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Nobody waits for this: closing must go on whatever happens here, and the journal has everything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.MaintenanceFailed(environment.Logger, "putting files in place", exception);
            return exception is not (StoreIoException or StoreBusyException);
        }
    }
}
