using System.Globalization;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <content>Runs steps of code.</content>
internal sealed partial class StoreWorkflowEngine
{
    /// <summary>Two renewals may fail before a lease runs out.</summary>
    private const int RenewalsPerLease = 3;

    private static readonly TimeSpan BusyDelay = TimeSpan.FromMilliseconds(200);

    private readonly Lock _codeGate = new();
    private readonly HashSet<Task> _code = [];

    private void BeginCode(WorkflowCell cell, WorkflowInstance workflow, WorkflowMachine machine, MachineAction action)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        var unit = action.Unit;
        StopCode(cell, unit.Name);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        cell.Running[unit.Name] = stop;
        var context = new StepContext(() => machine.ReadContext(unit))
        {
            WorkflowId = workflow.Id,
            Definition = workflow.Definition,
            Step = unit.Name,
            Attempt = unit.Attempts,
            TicketId = workflow.TicketId,
            Input = action.Input,
        };
        var run = RunCodeAsync(new(cell, unit.Name, ((CodeStep)unit.Definition).Code, context, stop));
        lock (_codeGate)
        {
            _code.Add(run);
        }

        _ = run.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(Task code)
    {
        lock (_codeGate)
        {
            _code.Remove(code);
        }
    }

    private static void StopCode(WorkflowCell cell, string step)
    {
        if (cell.Running.TryRemove(step, out var stop))
        {
            stop.Cancel();
        }
    }

    private async Task RunCodeAsync(CodeCall call)
    {
        // Leaves the turn of the transition that begins this.
        await Task.Yield();
        var work = InvokeAsync(call);
        await KeepLeaseAsync(call, work).ConfigureAwait(false);
        var result = await work.ConfigureAwait(false);
        call.Cell.Running.TryRemove(KeyValuePair.Create(call.Step, call.Stop));
        if (result is not null)
        {
            await RecordAsync(call, result).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the code when there is room for it; null when it was told to stop and did.</summary>
    private async Task<StepResult?> InvokeAsync(CodeCall call)
    {
        var stop = call.Stop.Token;
        try
        {
            await _codeSlots.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                if (_environment.Steps.Find(call.Code) is not { } function)
                {
                    return StepResult.Failed(
                        $"The code '{call.Code}' is not registered in this process; registered are {_environment.Steps.Names}.", isFinal: true);
                }

                var result = await function(call.Context, stop).ConfigureAwait(false);
                return result ?? StepResult.Failed($"The code '{call.Code}' gave null instead of a result.", isFinal: true);
            }
            finally
            {
                _codeSlots.Release();
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whoever stopped it has recorded that, or the engine ends and whoever goes on finds it interrupted.
            return null;
        }
        catch (Exception exception)
        {
            WorkflowLog.StepFailed(_environment.Logger, call.Cell.Id.Value, call.Step, call.Context.Attempt, exception.Message);
            return StepResult.Failed($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task KeepLeaseAsync(CodeCall call, Task work)
    {
        while (!work.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            var pause = Task.Delay(_environment.Options.LeaseDuration / RenewalsPerLease, _environment.Time, done.Token);
            if (await Task.WhenAny(work, pause).ConfigureAwait(false) == work)
            {
                await done.CancelAsync().ConfigureAwait(false);
                return;
            }

            await RenewAsync(call.Cell).ConfigureAwait(false);
        }
    }

    private async ValueTask RenewAsync(WorkflowCell cell)
    {
        await cell.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var now = _environment.Now;
            var duration = _environment.Options.LeaseDuration;
            var lease = (WorkflowLease?)await Store.GetAsync(WorkflowLease.KeyOf(cell.Id), CancellationToken.None).ConfigureAwait(false);
            if (cell.Grant is not { } grant || !grant.IsSameGrant(lease))
            {
                // Somebody else has taken the workflow over: whatever its code still does here cannot be recorded.
                cell.Grant = null;
                foreach (var step in cell.Running.Keys)
                {
                    StopCode(cell, step);
                }
            }
            else if (lease!.ExpiresAt - now < duration - (duration / (2 * RenewalsPerLease)))
            {
                var renewed = lease with { ExpiresAt = now + duration };
                var result = await Store.CommitAsync(
                    new(DocumentChange.Update(renewed)) { Source = WorkflowEnvironment.Source, CorrelationId = cell.Id.Value }, CancellationToken.None)
                    .ConfigureAwait(false);
                cell.Grant = (WorkflowLease)result.Documents[0]!;
            }
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            WorkflowLog.RenewalFailed(_environment.Logger, cell.Id.Value, exception.Message);
        }
        finally
        {
            cell.Turn.Release();
        }
    }

    /// <summary>Records a result and what it changes, or else that it could not be recorded as it is.</summary>
    private async ValueTask RecordAsync(CodeCall call, StepResult result)
    {
        var recorded = Bounded(result);
        while (true)
        {
            try
            {
                if (await RecordOnceAsync(call, recorded).ConfigureAwait(false) is null)
                {
                    WorkflowLog.ResultDropped(_environment.Logger, call.Cell.Id.Value, call.Step);
                }

                return;
            }
            catch (StoreBusyException exception)
            {
                WorkflowLog.AdvanceFailed(_environment.Logger, call.Cell.Id.Value, exception.Message);
                await Task.Delay(BusyDelay, _environment.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (RepoTicketsException exception) when (
                recorded.Error is null && exception is not (StoreIoException or StorePoisonedException or StoreReadOnlyException))
            {
                recorded = StepResult.Failed(
                    $"Its result could not be recorded: {exception.Message}", isFinal: exception is not VersionConflictException);
            }
            catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
            {
                WorkflowLog.ResultLost(_environment.Logger, call.Cell.Id.Value, call.Step, exception.Message);
                return;
            }
        }
    }

    private ValueTask<TransitionResult?> RecordOnceAsync(CodeCall call, StepResult result) => TransitAsync(
        call.Cell.Id,
        transition =>
        {
            var machine = transition.Machine;
            if (machine.Find(call.Step) is not { Status: WorkflowStepStatus.Running } unit || unit.Attempts != call.Context.Attempt)
            {
                return ValueTask.FromResult(false);
            }

            if (result.Error is null)
            {
                machine.CodeCompleted(unit, unit.Attempts, result.Value);
            }
            else
            {
                machine.CodeFailed(unit, unit.Attempts, result.Error, result.IsFinal);
            }

            return ValueTask.FromResult(true);
        },
        result.Changes,
        needsGrant: true,
        CancellationToken.None);

    private StepResult Bounded(StepResult result)
    {
        var limit = _environment.Options.MaximumResultLength;
        if (result.Error is not null || result.Value.Kind is not (WorkflowValueKind.Text or WorkflowValueKind.List or WorkflowValueKind.Map))
        {
            return result;
        }

        try
        {
            var json = WorkflowJson.Write(result.Value);
            WorkflowJson.Parse(json);
            return json.Length <= limit ? result : StepResult.Failed(
                string.Create(CultureInfo.InvariantCulture, $"Its result is {json.Length} characters of JSON; at most {limit} are allowed."), isFinal: true);
        }
        catch (FormatException exception)
        {
            return StepResult.Failed($"Its result cannot be kept: {exception.Message}", isFinal: true);
        }
    }

    /// <summary>Tells all code to stop and waits until it has; what it owned is given back, so that others need not wait for the lease.</summary>
    private async ValueTask StopCodeAsync()
    {
        Task[] code;
        lock (_codeGate)
        {
            code = [.. _code];
        }

        await Task.WhenAll(code).ConfigureAwait(false);
        foreach (var cell in _cells.Values)
        {
            if (cell.Grant is { } grant)
            {
                await GiveBackAsync(grant).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask GiveBackAsync(WorkflowLease grant)
    {
        try
        {
            if (await Store.GetAsync(grant.Key, CancellationToken.None).ConfigureAwait(false) is WorkflowLease lease && grant.IsSameGrant(lease))
            {
                await Store.CommitAsync(
                    new(DocumentChange.Update(lease with { Holder = null })) { Source = WorkflowEnvironment.Source }, CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            // It runs out by itself.
            WorkflowLog.RenewalFailed(_environment.Logger, grant.WorkflowId.Value, exception.Message);
        }
    }
}
