using RepoTickets.Secrets;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <content>Records what code gave, or takes its beginning back.</content>
internal sealed partial class StoreWorkflowEngine
{
    /// <summary>How often an engine that stops tries to take back code that was not called, while the store is busy.</summary>
    private const int AttemptsToTakeBack = 5;

    private static readonly TimeSpan BusyDelay = TimeSpan.FromMilliseconds(200);

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
