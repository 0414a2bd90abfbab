using RepoTickets.Secrets;
using RepoTickets.Workflows.Execution;
using RepoTickets.Workflows.Hosting;

namespace RepoTickets.Workflows.Engine;

/// <content>Runs steps of code.</content>
internal sealed partial class StoreWorkflowEngine
{
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
}
