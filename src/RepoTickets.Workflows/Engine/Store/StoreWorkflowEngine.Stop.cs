using RepoTickets.Secrets;

namespace RepoTickets.Workflows.Engine;

/// <content>Stops the engine: what runs is told, waited for within bounds, and given back.</content>
internal sealed partial class StoreWorkflowEngine
{
    /// <summary>Leases that are given back in one commit.</summary>
    private const int MaximumGivenBack = 256;

    private readonly PatientStop _stop;

    public Task StopAsync(CancellationToken cancellationToken = default) => _stop.StopAsync(cancellationToken);

    /// <summary>
    /// Neither the source of the stop nor the places of code are disposed of, since code that did not end in time may still look at them,
    /// nor the catalogue, since questions may be asked as long as the store is there. None holds anything but memory.
    /// </summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private async Task StopOnceAsync()
    {
        // What the host does when it is told may take its time, and must not keep others from being told.
        _ = _stopping.CancelAsync();
        foreach (var cell in _cells.Values)
        {
            foreach (var stop in cell.Running.Values)
            {
                Tell(stop);
            }
        }

        Pulse();
        _waiters.WakeAll();
        await _stop.WaitForCodeAsync(_ => CodeHasEndedAsync()).ConfigureAwait(false);
        await TakeBackWhatHasNotBegunAsync().ConfigureAwait(false);
        var left = LeaveInFlight();
        var ended = _cells.Values.Where(cell => !left.Contains(cell));
        await GiveBackAsync([.. ended.Select(static cell => cell.Grant).OfType<WorkflowLease>()]).ConfigureAwait(false);
        Telemetry.Workflows.Remove(this);
        await _drive.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CodeHasEndedAsync()
    {
        await HaveEveryTurnAsync().ConfigureAwait(false);
        Task[] code;
        lock (_codeGate)
        {
            code = [.. _code.Keys];
        }

        await Task.WhenAll(code).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// A transition that began before the stop may be about to begin code. Whoever has had every turn since has seen all of it: each
    /// transition looks for the stop under its turn.
    /// </summary>
    private async Task HaveEveryTurnAsync()
    {
        foreach (var cell in _cells.Values)
        {
            await cell.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            cell.Turn.Release();
        }
    }

    /// <summary>
    /// However little patience there is: it takes some commits and waits for nobody's code, and who finds such a step running could only
    /// take it for interrupted.
    /// </summary>
    private async Task TakeBackWhatHasNotBegunAsync()
    {
        await HaveEveryTurnAsync().ConfigureAwait(false);
        Task[] calls;
        lock (_codeGate)
        {
            calls = [.. _code.Where(static code => code.Value.TryRefuse()).Select(static code => code.Key)];
        }

        await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Whatever has not ended cannot be recorded any more, and its lease is not renewed. It is not given back either: the code may be at
    /// work until the process ends, and the same step must not run elsewhere meanwhile, as long as the lease lasts.
    /// </summary>
    private HashSet<WorkflowCell> LeaveInFlight()
    {
        var left = new HashSet<WorkflowCell>();
        foreach (var cell in _cells.Values)
        {
            foreach (var step in cell.Running.Keys)
            {
                left.Add(cell);
                StopCode(cell, step);
                WorkflowLog.StepLeftInFlight(_environment.Logger, cell.Id.Value, step);
            }
        }

        return left;
    }

    /// <summary>Many at once, since each commit may have to wait for other processes.</summary>
    private async ValueTask GiveBackAsync(WorkflowLease[] grants)
    {
        foreach (var some in grants.Chunk(MaximumGivenBack))
        {
            try
            {
                await GiveBackTogetherAsync(some).ConfigureAwait(false);
            }
            catch (RepoTicketsException exception) when (some.Length > 1 && exception is not (StoreBusyException or StoreIoException))
            {
                // One lease that cannot be read or changed does not hold up the others.
                foreach (var grant in some)
                {
                    await GiveBackAsync([grant]).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
            {
                // They run out by themselves.
                foreach (var grant in some)
                {
                    WorkflowLog.RenewalFailed(_environment.Logger, grant.WorkflowId.Value, SecretText.Scrub(exception.Message));
                }
            }
        }
    }

    private async ValueTask GiveBackTogetherAsync(WorkflowLease[] grants)
    {
        for (var attempt = 1; ; attempt++)
        {
            var changes = new List<DocumentChange>();
            foreach (var grant in grants)
            {
                var lease = (WorkflowLease?)await Store.GetAsync(grant.Key, CancellationToken.None).ConfigureAwait(false);
                if (grant.IsSameGrant(lease))
                {
                    changes.Add(DocumentChange.Update(lease! with { Holder = null }));
                }
            }

            try
            {
                if (changes.Count > 0)
                {
                    await Store.CommitAsync(new([.. changes]) { Source = WorkflowEnvironment.Source }, CancellationToken.None)
                        .ConfigureAwait(false);
                }

                return;
            }
            catch (VersionConflictException) when (attempt < _environment.Options.MaximumAttempts)
            {
                // Somebody has just done something to one of them.
            }
        }
    }
}
