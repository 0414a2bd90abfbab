using RepoTickets.Secrets;

namespace RepoTickets.Workflows.Engine;

/// <content>Goes on with workflows when something is due, and lets callers wait for them.</content>
internal sealed partial class StoreWorkflowEngine
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _advancing = new(1, 1);
    private readonly AsyncPulse _pulse = new();
    private readonly WorkflowWaiters _waiters = new();
    private readonly SharedDrive _drive;
    private long _position = -1;

    /// <summary>The last look failed by something that will not pass by itself.</summary>
    private volatile bool _isFailing;

    /// <summary>Until when the loop sleeps, in ticks of UTC; the maximum when nothing is due, and while it is awake.</summary>
    private long _sleepsUntil = long.MaxValue;

    public async ValueTask<int> AdvanceAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        await _advancing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var looked = 0; ;)
            {
                await FollowAsync(cancellationToken).ConfigureAwait(false);
                var wanted = _watch.TakeWanted(_environment.Now);
                if (wanted.Length == 0)
                {
                    return looked;
                }

                looked += wanted.Length;
                var bound = new ParallelOptions
                {
                    MaxDegreeOfParallelism = _environment.Options.Concurrency,
                    CancellationToken = cancellationToken,
                };
                try
                {
                    await Parallel.ForEachAsync(wanted, bound, ReconcileAsync).ConfigureAwait(false);
                }
                catch
                {
                    // They were taken off the list: whoever else drives has to look at those that were not reached.
                    foreach (var id in wanted)
                    {
                        _watch.Want(id);
                    }

                    Pulse();
                    throw;
                }
            }
        }
        finally
        {
            _advancing.Release();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var loop = _drive.Enter();
        try
        {
            await loop.Running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            await _drive.LeaveAsync(loop).ConfigureAwait(false);
        }
    }

    private async Task DriveAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var following = FollowFeedAsync(stop.Token);
        try
        {
            while (!HasToEnd())
            {
                var pulse = _pulse.Next;
                Volatile.Write(ref _sleepsUntil, long.MaxValue);
                var due = await TryAdvanceAsync(stop.Token).ConfigureAwait(false);
                if (!HasToEnd())
                {
                    Volatile.Write(ref _sleepsUntil, due?.UtcTicks ?? long.MaxValue);
                }

                await WaitAsync(pulse, due, stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (
            HasToEnd() && (exception is OperationCanceledException or ObjectDisposedException))
        {
            // That is how it ends.
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }

        // The engine may have been told a while before the loop is: the callbacks of host's code come in between.
        bool HasToEnd() => stop.IsCancellationRequested || _stopping.IsCancellationRequested;
    }

    public ValueTask<WorkflowInstance> WaitAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(
            id, static workflow => workflow.IsEnded || workflow.Status == WorkflowStatus.Paused || IsResting(workflow), cancellationToken);

    public ValueTask<WorkflowInstance> WaitForEndAsync(WorkflowId id, CancellationToken cancellationToken = default) =>
        WaitUntilAsync(id, static workflow => workflow.IsEnded || workflow.Status == WorkflowStatus.Paused, cancellationToken);

    private void Pulse() => _pulse.Beat();

    private static bool IsResting(WorkflowInstance workflow)
    {
        var waits = false;
        foreach (var step in workflow.Steps)
        {
            if (step.Status == WorkflowStepStatus.Running || step.Items.Any(static item => item.Status == WorkflowStepStatus.Running))
            {
                return false;
            }

            waits |= step.Status == WorkflowStepStatus.Waiting || step is { Status: WorkflowStepStatus.Pending, Due: not null };
        }

        return waits && workflow.Status != WorkflowStatus.Created;
    }

    private async ValueTask<WorkflowInstance> WaitUntilAsync(
        WorkflowId id, Func<WorkflowInstance, bool> isReached, CancellationToken cancellationToken)
    {
        var drive = _drive.Enter();
        try
        {
            for (bool isFirst = true, isUpToDate = false; ;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var changed = _waiters.Next(id);
                ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
                var workflow = await GetAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new DocumentNotFoundException(id.Key);
                var isOver = isReached(workflow);
                if (isOver && (workflow.IsEnded || isUpToDate))
                {
                    return workflow;
                }

                if (isFirst || isOver || _isFailing)
                {
                    // What has happened by now counts, also where nobody has looked at it yet; so does why nobody can.
                    await AdvanceUnlessBusyAsync(cancellationToken).ConfigureAwait(false);
                    (isFirst, isUpToDate) = (false, true);
                    continue;
                }

                // When nothing drives any more, nothing would ever wake this.
                var first = await Task.WhenAny(changed, drive.Running).WaitAsync(cancellationToken).ConfigureAwait(false);
                await first.ConfigureAwait(false);
                isUpToDate = false;
            }
        }
        finally
        {
            // An entry that nothing would wake any more must not stay; others who wait for the same look once more.
            _waiters.Wake(id);
            await _drive.LeaveAsync(drive).ConfigureAwait(false);
        }
    }

    private async ValueTask AdvanceUnlessBusyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AdvanceAsync(cancellationToken).ConfigureAwait(false);
            _isFailing = false;
        }
        catch (RepoTicketsException exception) when (IsPassing(exception))
        {
            // Whoever drives tries again.
            WorkflowLog.AdvanceFailed(_environment.Logger, "*", SecretText.Scrub(exception.Message));
            _isFailing = false;
        }
    }

    private static bool IsPassing(Exception exception) => exception is StoreBusyException or StoreIoException or VersionConflictException;

    private async ValueTask<DateTimeOffset?> TryAdvanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AdvanceAsync(cancellationToken).ConfigureAwait(false);
            _isFailing = false;
            return _watch.NextDue(_environment.Now);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not ObjectDisposedException)
        {
            if (!IsPassing(exception))
            {
                // Those who wait find out for themselves, and tell their callers.
                _isFailing = true;
                _waiters.WakeAll();
            }

            WorkflowLog.AdvanceFailed(_environment.Logger, "*", SecretText.Scrub(exception.Message));
            return _environment.Now + RetryDelay;
        }
    }

    private async Task WaitAsync(Task pulse, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (due is { } time)
        {
            var pause = time - _environment.Time.GetUtcNow();
            if (pause <= TimeSpan.Zero)
            {
                return;
            }

            var longest = TimeSpan.FromDays(1);
            await Task.WhenAny(pulse, Task.Delay(pause < longest ? pause : longest, _environment.Time, done.Token)).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        else
        {
            await pulse.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask ReconcileAsync(WorkflowId id, CancellationToken cancellationToken) => TryAsync(
        id, isEvent: false, () => TransitAsync(id, async transition =>
    {
        if (transition.Lease is null || (!transition.IsOwner && !transition.IsFree))
        {
            return false;
        }

        await LookAsync(transition, cancellationToken).ConfigureAwait(false);
        return true;
    }, [], null, cancellationToken), cancellationToken);

    /// <summary>
    /// One workflow that cannot go on does not hold up the others. An event that only could not be delivered for the moment does:
    /// it is not told again.
    /// </summary>
    private async ValueTask TryAsync(
        WorkflowId id, bool isEvent, Func<ValueTask<TransitionResult?>> transit, CancellationToken cancellationToken)
    {
        try
        {
            await transit().ConfigureAwait(false);
        }
        catch (DocumentNotFoundException exception) when (exception.Key == id.Key)
        {
            _watch.Remove(id);
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && exception is not ObjectDisposedException &&
            !(isEvent && IsPassing(exception)))
        {
            WorkflowLog.AdvanceFailed(_environment.Logger, id.Value, SecretText.Scrub(exception.Message));
            _watch.WantAt(id, _environment.Now + RetryDelay);
        }
    }
}
