using Microsoft.Extensions.Logging;
using RepoTickets.Storage.Committing;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Opening;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Maintenance;

/// <summary>
/// What need not happen within a commit: checkpoints, the Python package's index, our own index. Runs a moment after the last commit, and
/// when the store closes. One run at a time.
/// </summary>
internal sealed class Housekeeping(
    StoreEnvironment environment,
    StoreHealth health,
    StoreView view,
    Checkpointer checkpointer,
    PythonIndex pythonIndex,
    IndexStore indexStore) : IAsyncDisposable
{
    // The Python package's index is written as a whole: under a steady load that is done now and then, not twice a second.
    internal static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private long _segment;
    private int _scheduled;
    private int _checkpointDue;
    private int _hasOwnCommits;
    private long _lastCommit;
    private long _lastPosition;
    private Task _background = Task.CompletedTask;

    // What lies in our folder now belongs to somebody else once the one that we opened was removed.
    private bool CanWrite => health.ReadOnlyReason is null && !health.IsPoisoned && IsAttached();

    /// <summary>A group was committed; the caller has released the writer lock.</summary>
    /// <param name="segmentFirst">The journal segment that it went to: a new one asks for a checkpoint of the old ones.</param>
    /// <param name="hasOwnCommits">The group did more than to record what other programs did to the files.</param>
    internal void AfterCommit(long segmentFirst, bool hasOwnCommits)
    {
        if (hasOwnCommits)
        {
            Volatile.Write(ref _hasOwnCommits, 1);
        }

        var isNewSegment = Interlocked.Exchange(ref _segment, segmentFirst) is not 0 and var before && before != segmentFirst;
        if (isNewSegment)
        {
            Volatile.Write(ref _checkpointDue, 1);
        }

        if (!environment.HasBackgroundWork)
        {
            if (Interlocked.Exchange(ref _checkpointDue, 0) != 0 && CanWrite)
            {
                Checkpoint();
            }

            return;
        }

        Volatile.Write(ref _lastPosition, view.Followed);
        Volatile.Write(ref _lastCommit, environment.TimeProvider.GetTimestamp());
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            _background = RunSoonAsync(_background);
        }
    }

    /// <summary>The last run: leaves files durable and indexes up to date. Failures are logged; the journal has everything.</summary>
    public async ValueTask DisposeAsync()
    {
        // Not by way of another thread: mostly nothing runs, and a process that only reads would start one for this.
        _closing.Cancel();
        try
        {
            await _background.ConfigureAwait(false);
        }
        finally
        {
            if (CanWrite)
            {
                await RunAsync(isQuiet: false, isClosing: true).ConfigureAwait(false);
            }

            _turn.Dispose();
            _closing.Dispose();
        }
    }

    private bool IsAttached()
    {
        try
        {
            return !view.IsDetached;
        }
        catch (FileSystemException exception)
        {
            Log.MaintenanceFailed(environment.Logger, "looking at the store's own folder", exception);
            return false;
        }
    }

    /// <summary>Ends when the earlier run has ended too, so that waiting for the last one is waiting for all.</summary>
    private async Task RunSoonAsync(Task earlier)
    {
        try
        {
            var isComplete = true;
            do
            {
                var isQuiet = await WaitForQuietAsync().ConfigureAwait(false);
                Volatile.Write(ref _scheduled, 0);
                isComplete = !CanWrite || await RunAsync(isQuiet, isClosing: false).ConfigureAwait(false);
            }
            while (!isComplete && Interlocked.Exchange(ref _scheduled, 1) == 0);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Closing does what would have been done here.
        }
        finally
        {
            await earlier.ConfigureAwait(false);
        }
    }

    /// <summary>Until nobody has committed for a moment, or for as long as anybody should have to wait for what this does.</summary>
    /// <returns>False when commits still go on.</returns>
    private async Task<bool> WaitForQuietAsync()
    {
        var time = environment.TimeProvider;
        var start = time.GetTimestamp();
        var position = view.Committed;
        var others = start;
        var pause = QuietTime;
        while (true)
        {
            await Task.Delay(pause, time, _closing.Token).ConfigureAwait(false);
            if (view.Committed is var now && now != position)
            {
                // When others committed is not known any better than this.
                others = now == Volatile.Read(ref _lastPosition) ? others : time.GetTimestamp();
                position = now;
            }

            var untilQuiet = QuietTime - time.GetElapsedTime(Math.Max(Volatile.Read(ref _lastCommit), others));
            var untilDue = LongestDelay - time.GetElapsedTime(start);
            if (untilQuiet <= TimeSpan.Zero || untilDue <= TimeSpan.Zero)
            {
                return untilQuiet <= TimeSpan.Zero;
            }

            pause = untilQuiet < untilDue ? untilQuiet : untilDue;
        }
    }

    /// <returns>False when something is left for another run.</returns>
    private async ValueTask<bool> RunAsync(bool isQuiet, bool isClosing)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var isComplete = UpdatePythonIndex(isQuiet || isClosing);
            if (!isClosing)
            {
                isComplete &= CheckpointSegment();
            }
            else
            {
                if (!isComplete || Volatile.Read(ref _hasOwnCommits) != 0)
                {
                    await FinishPythonIndexAsync().ConfigureAwait(false);
                }

                Checkpoint();
                Try("index", () => indexStore.Save(view.Index.Snapshot, view.RecentFiles));
            }

            return isComplete;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>While many processes commit, one of them writes the file for all, now and then; whoever sees quiet makes sure.</summary>
    private bool UpdatePythonIndex(bool isDue)
    {
        if (!isDue && pythonIndex.WasBegunWithin(LongestDelay))
        {
            return false;
        }

        var hasOwnCommits = Interlocked.Exchange(ref _hasOwnCommits, 0) != 0;
        var isCurrent = true;
        var hasFailed = !Try("python index", () => isCurrent = pythonIndex.Update(hasOwnCommits));
        if (hasOwnCommits && (hasFailed || !isCurrent))
        {
            // The next run has to write for them.
            Volatile.Write(ref _hasOwnCommits, 1);
        }

        return isCurrent;
    }

    /// <summary>
    /// Nobody comes after this process to write again what it was too slow for, what failed, or what another was just writing.
    /// </summary>
    private async ValueTask FinishPythonIndexAsync()
    {
        try
        {
            await pythonIndex.UpdateAloneAsync(Volatile.Read(ref _hasOwnCommits) != 0).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileSystemException or RepoTicketsException)
        {
            Log.MaintenanceFailed(environment.Logger, "python index", exception);
        }
    }

    /// <summary>The processes on a store come upon the new segment at the same time; one of them flushes for all.</summary>
    private bool CheckpointSegment()
    {
        // Taken back first: a commit that begins the next segment meanwhile asks anew, and that must not be lost.
        if (Interlocked.Exchange(ref _checkpointDue, 0) == 0)
        {
            return true;
        }

        var covers = false;
        Try("checkpoint", () => covers = checkpointer.Covers(Volatile.Read(ref _segment)));
        if (!covers && checkpointer.WasBegunWithin(LongestDelay))
        {
            Volatile.Write(ref _checkpointDue, 1);
            return false;
        }

        if (!covers)
        {
            Checkpoint();
        }

        return true;
    }

    private void Checkpoint()
    {
        var running = environment.Telemetry.Operations.Start(StoreOperations.Checkpoint);
        try
        {
            if (!checkpointer.Run())
            {
                // What was flushed has no mark yet.
                Volatile.Write(ref _checkpointDue, 1);
            }

            running?.Succeed();
        }
        catch (JournalFlushException exception)
        {
            // A failed flush leaves files whose state on the device is unknown; the journal still has them, if nobody cuts it.
            health.Poison($"The device flush of a file failed: {exception.Message}.", exception);
            running?.Fail(exception);
        }
        catch (FileSystemException exception)
        {
            Volatile.Write(ref _checkpointDue, 1);
            Log.MaintenanceFailed(environment.Logger, "checkpoint", exception);
            running?.Fail(exception);
        }
        catch (RepoTicketsException exception)
        {
            Log.MaintenanceFailed(environment.Logger, "checkpoint", exception);
            running?.Fail(exception);
        }
    }

    /// <returns>False when it failed, which is logged.</returns>
    private bool Try(string step, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is FileSystemException or RepoTicketsException)
        {
            Log.MaintenanceFailed(environment.Logger, step, exception);
            return false;
        }
    }
}
