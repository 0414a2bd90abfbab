using System.Diagnostics.CodeAnalysis;
using RepoTickets.Secrets;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <content>Transitions, and the code that follows from them.</content>
internal sealed partial class MemoryWorkflowEngine
{
    [ThreadStatic]
    private static Queue<MemoryAction>? _spare;

    /// <summary>Makes a transition, and all those that follow from it at once.</summary>
    private void Apply(MemoryCell cell, Action<WorkflowMachine> input)
    {
        var pending = TakeQueue();
        if (Transit(cell, pending, input, static (cell, input) =>
        {
            input(cell.Machine);
            TakeEndsOfParts(cell);

            // What came due while it stood still is not in the queue any more.
            cell.Machine.Tick();
        }))
        {
            Ended(cell);
        }
        else if (cell.IsEnded)
        {
            Rest(cell);
        }

        After(pending);
    }

    /// <summary>One transition, measured where somebody listens.</summary>
    /// <returns>The workflow has ended by it.</returns>
    private bool Transit<TState>(MemoryCell cell, Queue<MemoryAction> pending, TState state, Action<MemoryCell, TState> input)
    {
        var running = _telemetry.Operations.Start(WorkflowOperations.Transition);
        if (running is null && !_telemetry.Workflows.CountsTransitions)
        {
            lock (cell.Gate)
            {
                return TransitUnderGate(cell, pending, state, input);
            }
        }

        running?.About(cell.Id.Key);
        try
        {
            bool hasEnded, isStored;
            lock (cell.Gate)
            {
                var marks = new MemoryMarks(cell.Machine);
                hasEnded = TransitUnderGate(cell, pending, state, input);
                isStored = marks.Count(_telemetry.Workflows);
            }

            running?.Tag("repotickets.outcome", isStored ? "stored" : "unchanged");
            running?.Succeed();
            return hasEnded;
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }

    private bool TransitUnderGate<TState>(MemoryCell cell, Queue<MemoryAction> pending, TState state, Action<MemoryCell, TState> input)
    {
        var machine = cell.Machine;
        var wasEnded = machine.Run.IsEnded;
        machine.Now = Now;
        machine.IsHeld = IsHeld(cell);
        input(cell, state);
        Settle(cell, pending);
        return machine.Run.IsEnded && !wasEnded;
    }

    private void Settle(MemoryCell cell, Queue<MemoryAction> pending)
    {
        var machine = cell.Machine;
        machine.CanRunCode = !IsStopping;
        machine.Advance();
        cell.Changed?.TrySetResult();
        cell.Changed = null;
        if (machine.NextDue(machine.Now) is { } due && cell.WantedAt != due)
        {
            cell.WantedAt = due;
            WantAt(cell, due);
        }

        foreach (var action in machine.Actions)
        {
            pending.Enqueue(new(cell, action, action.Unit.Attempts));
        }

        machine.Actions.Clear();
    }

    /// <summary>
    /// Runs what a transition asks for, outside of the lock; code that ends at once makes the next transition here. Gives the queue back.
    /// </summary>
    private void After(Queue<MemoryAction> pending)
    {
        while (pending.TryDequeue(out var next))
        {
            if (next.Action.Kind == MachineActionKind.RunCode)
            {
                RunCode(next, pending);
            }
            else
            {
                Do(next);
            }
        }

        _spare = pending;
    }

    private void RunCode(MemoryAction next, Queue<MemoryAction> pending)
    {
        // Whoever stops the engine waits for it from here on, also while it does not give the thread back.
        Interlocked.Increment(ref _codeAtWork);
        var goesOn = false;
        try
        {
            if (!IsStopping && TryBegin(next, out var machine, out var stop))
            {
                var run = Invoke(next, machine, stop.Token);
                if (run.IsCompletedSuccessfully)
                {
                    Record(next, pending, stop, run.Result);
                }
                else
                {
                    goesOn = true;
                    _ = AwaitAsync(next, stop, run);
                }
            }
        }
        finally
        {
            if (!goesOn)
            {
                CodeEnded();
            }
        }
    }

    /// <summary>A queue is used for as long as one thread goes on; what it begins in between takes another one.</summary>
    private static Queue<MemoryAction> TakeQueue()
    {
        var queue = _spare ?? new();
        _spare = null;
        return queue;
    }

    private void Do(MemoryAction next)
    {
        var (cell, action) = (next.Cell, next.Action);
        switch (action.Kind)
        {
            case MachineActionKind.StopCode:
                CancellationTokenSource? stop;
                lock (cell.Gate)
                {
                    stop = cell.Running?.Take(action.Unit);
                }

                // What the host's code does about it must not hold up the workflow.
                _ = stop?.CancelAsync();
                break;
            case MachineActionKind.StartChild:
                StartChild(next);
                break;
            case MachineActionKind.CancelChild:
                if (_cells.TryGetValue(action.Child, out var child))
                {
                    Apply(child, static machine => machine.Cancel("The workflow that it was a part of does not wait for it any longer."));
                }

                break;
            default:
                Apply(cell, machine =>
                    machine.WaitFailed(action.Unit, "Agents' tasks need a store, and this engine has none.", isFinal: true));
                break;
        }
    }

    /// <summary>False when it was called off before its turn came.</summary>
    private bool TryBegin(
        MemoryAction next, [NotNullWhen(true)] out WorkflowMachine? machine, [NotNullWhen(true)] out CancellationTokenSource? stop)
    {
        var (cell, unit) = (next.Cell, next.Action.Unit);
        (machine, stop) = (null, null);
        lock (cell.Gate)
        {
            if (cell.IsEnded || unit.Status != WorkflowStepStatus.Running || unit.Attempts != next.Attempt)
            {
                return false;
            }

            (machine, stop) = (cell.Machine, new());
            (cell.Running ??= new()).Add(unit, stop);
            if (IsStopping)
            {
                _ = stop.CancelAsync();
            }
        }

        return true;
    }

    private ValueTask<StepResult> Invoke(MemoryAction next, WorkflowMachine machine, CancellationToken stop)
    {
        var unit = next.Action.Unit;
        var context = new StepContext(next.Cell, unit)
        {
            WorkflowId = next.Cell.Id,
            Definition = machine.Run.Plan.Definition.Name,
            Step = unit.Name,
            Attempt = next.Attempt,
            TicketId = machine.Run.Origin.TicketId,
            Input = next.Action.Input,
        };
        try
        {
            return _steps.Find(((CodeStep)unit.Definition).Code) is { } function
                ? _telemetry.Workflows.MeasuresSteps || _telemetry.Operations.IsObserved(WorkflowOperations.Step)
                    ? StepMeasure.RunAsync(_telemetry, _time, context, function, stop)!
                    : function(context, stop)
                : ValueTask.FromResult(
                    StepResult.Failed($"The code '{((CodeStep)unit.Definition).Code}' is not registered.", isFinal: true));
        }
        catch (Exception exception) when (IsStopping && stop.IsCancellationRequested)
        {
            // Nobody records it, as with code that ends so later.
            return ValueTask.FromException<StepResult>(exception);
        }
        catch (Exception exception)
        {
            return ValueTask.FromResult(StepResult.Failed($"{exception.GetType().Name}: {SecretText.Scrub(exception.Message)}"));
        }
    }

    private async Task AwaitAsync(MemoryAction next, CancellationTokenSource stop, ValueTask<StepResult> run)
    {
        try
        {
            StepResult result;
            try
            {
                result = await run.ConfigureAwait(false);
            }
            catch (Exception) when (IsStopping && stop.IsCancellationRequested)
            {
                // It was told to stop, and did: it has neither succeeded nor failed.
                return;
            }
            catch (Exception exception)
            {
                result = StepResult.Failed($"{exception.GetType().Name}: {SecretText.Scrub(exception.Message)}");
            }

            var pending = TakeQueue();
            Record(next, pending, stop, result);
            After(pending);
        }
        finally
        {
            CodeEnded();
        }
    }

    private void CodeEnded()
    {
        Interlocked.Decrement(ref _codeAtWork);
        if (IsStopping)
        {
            _codeEnded.Beat();
        }
    }

    private void Record(MemoryAction next, Queue<MemoryAction> pending, CancellationTokenSource stop, StepResult? result)
    {
        result = result is null
            ? StepResult.Failed("The code gave null instead of a result.", isFinal: true)
            : result.Changes.Count > 0
                ? StepResult.Failed("Changes of documents need a store, and this engine has none.", isFinal: true)
                : Engine.ResultBounds.Check(result, _setup.Options.MaximumResultLength);
        var ended = Transit(next.Cell, pending, (Next: next, Stop: stop, Result: result), static (cell, ended) =>
        {
            var unit = ended.Next.Action.Unit;
            cell.Running?.Remove(ended.Stop);
            if (ended.Result.Error is null)
            {
                cell.Machine.CodeCompleted(unit, ended.Next.Attempt, ended.Result.Value);
            }
            else
            {
                cell.Machine.CodeFailed(unit, ended.Next.Attempt, ended.Result.Error, ended.Result.IsFinal);
            }
        });
        if (ended)
        {
            Ended(next.Cell);
        }
        else if (next.Cell.IsEnded)
        {
            Rest(next.Cell);
        }
    }

    private void Ended(MemoryCell cell)
    {
        _ended.Enqueue(cell.Id);
        if (_ended.Count > MaximumEnded && _ended.TryDequeue(out var oldest) && _cells.TryGetValue(oldest, out var found) && found.IsEnded)
        {
            _cells.TryRemove(oldest, out _);
        }

        if (cell.Parent is { } parent)
        {
            // Finds it among its parts. While it stands still it cannot, and does when it goes on.
            Apply(parent, static _ => { });
        }

        Rest(cell);
    }

    private static void Rest(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            RestUnderGate(cell);
        }
    }

    /// <summary>Unless code still runs, whose result would have to be recorded.</summary>
    private static void RestUnderGate(MemoryCell cell)
    {
        if (cell.Running is null or { Count: 0 })
        {
            cell.Rest();
        }
    }
}

/// <summary>What a transition of a workflow asks for.</summary>
/// <param name="Cell">The workflow.</param>
/// <param name="Action">What is asked for.</param>
/// <param name="Attempt">The attempt of the action's unit for which it is.</param>
internal readonly record struct MemoryAction(MemoryCell Cell, MachineAction Action, int Attempt);
