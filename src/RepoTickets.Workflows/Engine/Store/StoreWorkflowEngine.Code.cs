using RepoTickets.Secrets;
using RepoTickets.Workflows.Execution;
using RepoTickets.Workflows.Hosting;

namespace RepoTickets.Workflows.Engine;

/// <content>Runs steps of code.</content>
internal sealed partial class StoreWorkflowEngine
{
    /// <summary>Two renewals may fail before a lease runs out.</summary>
    private const int RenewalsPerLease = 3;

    /// <summary>How often an engine that stops tries to take back code that was not called, while the store is busy.</summary>
    private const int AttemptsToTakeBack = 5;

    private static readonly TimeSpan BusyDelay = TimeSpan.FromMilliseconds(200);

    private readonly Lock _codeGate = new();
    private readonly Dictionary<Task, CodeCall> _code = [];

    private void BeginCode(WorkflowCell cell, WorkflowInstance workflow, WorkflowMachine machine, MachineAction action)
    {
        var unit = action.Unit;
        StopCode(cell, unit.Name);

        // When the engine has just been stopped, this finds it so before it calls the host's code, and takes the beginning back.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        cell.Running[unit.Name] = stop;
        var context = new StepContext(machine, unit)
        {
            WorkflowId = workflow.Id,
            Definition = workflow.Definition,
            Step = unit.Name,
            Attempt = unit.Attempts,
            TicketId = workflow.TicketId,
            Input = action.Input,
        };
        var call = new CodeCall(cell, unit.Name, ((CodeStep)unit.Definition).Code, context, unit.Token, stop);
        var run = RunCodeAsync(call);
        lock (_codeGate)
        {
            _code.Add(run, call);
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
            Tell(stop);
        }
    }

    private static void Tell(CancellationTokenSource stop)
    {
        try
        {
            // What the host's code does about it must not hold up the turn.
            _ = stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    private async Task RunCodeAsync(CodeCall call)
    {
        // Leaves the turn of the transition that begins this.
        await Task.Yield();
        try
        {
            var work = InvokeAsync(call);
            await KeepLeaseAsync(call, work).ConfigureAwait(false);
            if (await work.ConfigureAwait(false) is { } result)
            {
                await RecordAsync(call, result).ConfigureAwait(false);
            }
            else if (!call.HasBegun && IsCurrent(call))
            {
                await TakeBackAsync(call).ConfigureAwait(false);
            }
        }
        finally
        {
            call.Cell.Running.TryRemove(KeyValuePair.Create(call.Step, call.Stop));
            call.Stop.Dispose();
        }

        if (call.Cell is { HasEnded: true, Running.IsEmpty: true } cell)
        {
            await cell.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            RetireWhenDone(cell);
            cell.Turn.Release();
        }
    }

    /// <summary>The call was not called off: what it gives is the result of the step as it runs now.</summary>
    private static bool IsCurrent(CodeCall call) =>
        call.Cell.Running.TryGetValue(call.Step, out var stop) && ReferenceEquals(stop, call.Stop);

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
                        $"The code '{call.Code}' is not registered in this process; registered are {_environment.Steps.Names}.",
                        isFinal: true);
                }

                stop.ThrowIfCancellationRequested();
                if (!call.TryBegin())
                {
                    return null;
                }

                var result = await StepMeasure.RunAsync(Telemetry, _environment.Time, call.Context, function, stop).ConfigureAwait(false);
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
        catch (StepContainerDisposedException)
        {
            // The services end, and soon the engine with them: it stays in flight, as if it had been told to stop.
            return null;
        }
        catch (Exception exception)
        {
            // The reason becomes part of a file in the repository, and drivers quote connection strings.
            var reason = SecretText.Scrub(exception.Message);
            WorkflowLog.StepFailed(_environment.Logger, call.Cell.Id.Value, call.Step, call.Context.Attempt, reason);
            return StepResult.Failed($"{exception.GetType().Name}: {reason}");
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

            if (!IsCurrent(call))
            {
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
                if (cell.Grant is not null)
                {
                    Telemetry.Workflows.CountLease("lost");
                }

                cell.Grant = null;
                foreach (var step in cell.Running.Keys)
                {
                    StopCode(cell, step);
                }

                return;
            }

            // Another process may have called it off, which cannot reach the code here otherwise.
            StopWhatIsCalledOff(cell, await GetAsync(cell.Id, CancellationToken.None).ConfigureAwait(false));
            if (lease!.ExpiresAt - now < duration - (duration / (2 * RenewalsPerLease)))
            {
                var renewed = lease with { ExpiresAt = now + duration };
                var result = await Store.CommitAsync(
                    new(DocumentChange.Update(renewed)) { Source = WorkflowEnvironment.Source, CorrelationId = cell.Id.Value },
                    CancellationToken.None)
                    .ConfigureAwait(false);
                cell.Grant = (WorkflowLease)result.Documents[0]!;
            }
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            WorkflowLog.RenewalFailed(_environment.Logger, cell.Id.Value, SecretText.Scrub(exception.Message));
        }
        finally
        {
            cell.Turn.Release();
        }
    }

    private static void StopWhatIsCalledOff(WorkflowCell cell, WorkflowInstance? workflow)
    {
        foreach (var step in cell.Running.Keys)
        {
            if (workflow is null || !workflow.Steps.Any(
                state => Runs(state, state.Id) || state.Items.Any(item => Runs(item, $"{state.Id}[{item.Id}]"))))
            {
                StopCode(cell, step);
            }

            bool Runs(WorkflowStepState state, string name) => state.Status == WorkflowStepStatus.Running && name == step;
        }
    }

    /// <summary>Records a result and what it changes, or else that it could not be recorded as it is.</summary>
    private async ValueTask RecordAsync(CodeCall call, StepResult result)
    {
        var bounded = ResultBounds.Check(result, _environment.Options.MaximumResultLength);
        var recorded = bounded;
        while (IsCurrent(call))
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
                WorkflowLog.AdvanceFailed(_environment.Logger, call.Cell.Id.Value, SecretText.Scrub(exception.Message));
                await Task.Delay(BusyDelay, _environment.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (DocumentNotFoundException exception) when (exception.Key == call.Cell.Id.Key)
            {
                break;
            }
            catch (RepoTicketsException exception) when (recorded.Error is null && IsOfTheResult(call.Cell.Id, exception))
            {
                recorded = StepResult.Failed(
                    $"Its result could not be recorded: {exception.Message}", isFinal: exception is not VersionConflictException);
            }
            catch (Exception exception) when (
                exception is ObjectDisposedException or StorePoisonedException or StoreReadOnlyException ||
                _stopping.IsCancellationRequested)
            {
                WorkflowLog.ResultLost(_environment.Logger, call.Cell.Id.Value, call.Step, SecretText.Scrub(exception.Message));
                return;
            }
            catch (Exception exception)
            {
                // The work has been done: its result is kept until the store takes it.
                WorkflowLog.AdvanceFailed(_environment.Logger, call.Cell.Id.Value, SecretText.Scrub(exception.Message));
                recorded = bounded;
                await PauseAsync().ConfigureAwait(false);
                await RenewAsync(call.Cell).ConfigureAwait(false);
            }
        }

        WorkflowLog.ResultDropped(_environment.Logger, call.Cell.Id.Value, call.Step);
    }

    /// <summary>
    /// The engine stops before the code was called, for want of a place: nobody has to find out whether it has done its work.
    /// </summary>
    private async ValueTask TakeBackAsync(CodeCall call)
    {
        for (var attempt = 1; IsCurrent(call); attempt++)
        {
            try
            {
                await EndAsync(call, static (machine, unit) => machine.CodeNotBegun(unit, unit.Attempts), []).ConfigureAwait(false);
                return;
            }
            catch (StoreBusyException exception) when (attempt < AttemptsToTakeBack)
            {
                WorkflowLog.AdvanceFailed(_environment.Logger, call.Cell.Id.Value, SecretText.Scrub(exception.Message));
                await Task.Delay(BusyDelay, _environment.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
            {
                WorkflowLog.ResultLost(_environment.Logger, call.Cell.Id.Value, call.Step, SecretText.Scrub(exception.Message));
                return;
            }
        }
    }

    /// <summary>Until the next try; over at once when the engine stops.</summary>
    private async ValueTask PauseAsync() =>
        await Task.Delay(RetryDelay, _environment.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>
    /// It is the result that cannot be recorded, such as a change that conflicts; not the store or the workflow's own documents.
    /// </summary>
    private static bool IsOfTheResult(WorkflowId id, RepoTicketsException exception) => exception switch
    {
        StoreIoException or StorePoisonedException or StoreReadOnlyException => false,
        DocumentFaultException fault => fault.Fault.Key is { } key && key != id.Key && key != WorkflowLease.KeyOf(id),
        _ => true,
    };

    private ValueTask<TransitionResult?> RecordOnceAsync(CodeCall call, StepResult result) => EndAsync(
        call,
        (machine, unit) =>
        {
            if (result.Error is null)
            {
                machine.CodeCompleted(unit, unit.Attempts, result.Value);
            }
            else
            {
                machine.CodeFailed(unit, unit.Attempts, result.Error, result.IsFinal);
            }
        },
        result.Changes);

    private ValueTask<TransitionResult?> EndAsync(
        CodeCall call, Action<WorkflowMachine, UnitState> end, ValueList<DocumentChange> changes) => TransitAsync(
        call.Cell.Id,
        transition =>
        {
            var machine = transition.Machine;
            if (machine.Find(call.Step) is not { Status: WorkflowStepStatus.Running } unit || unit.Attempts != call.Context.Attempt ||
                unit.Token != call.Token)
            {
                return ValueTask.FromResult(false);
            }

            end(machine, unit);
            return ValueTask.FromResult(true);
        },
        changes,
        call,
        CancellationToken.None);
}
