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

            // What came due while it stood still is not in the queue any more.
            cell.Machine.Tick();
        }))
        {
            Ended(cell);
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
            pending.Enqueue(new(cell, action));
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
                if (IsStopping)
                {
                    continue;
                }

                var attempt = next.Action.Unit.Attempts;
                var run = Invoke(next.Cell, next.Action, out var stop);
                if (!run.IsCompletedSuccessfully)
                {
                    _ = AwaitAsync(next.Cell, next.Action.Unit, attempt, stop, run);
                }
                else if (Record(next.Cell, pending, next.Action.Unit, attempt, stop, run.Result))
                {
                    Ended(next.Cell);
                }
            }
            else
            {
                Do(next.Cell, next.Action);
            }
        }

        _spare = pending;
    }

    /// <summary>A queue is used for as long as one thread goes on; what it begins in between takes another one.</summary>
    private static Queue<MemoryAction> TakeQueue()
    {
        var queue = _spare ?? new();
        _spare = null;
        return queue;
    }

    private void Do(MemoryCell cell, MachineAction action)
    {
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
                StartChild(cell, action);
                break;
            case MachineActionKind.CancelChild:
                if (_cells.TryGetValue(action.Child, out var child))
                {
                    Apply(child, static machine => machine.Cancel("The workflow that it was a part of does not wait for it any longer."));
                }

                break;
            default:
                Apply(cell, machine => machine.WaitFailed(action.Unit, "Agents' tasks need a store, and this engine has none.", isFinal: true));
                break;
        }
    }

    private ValueTask<StepResult> Invoke(MemoryCell cell, MachineAction action, out CancellationTokenSource stop)
    {
        var unit = action.Unit;
        var machine = cell.Machine;
        stop = new();
        lock (cell.Gate)
        {
            (cell.Running ??= new()).Add(unit, stop);
            if (IsStopping)
            {
                _ = stop.CancelAsync();
            }
        }

        var context = new StepContext(cell, unit)
        {
            WorkflowId = cell.Id,
            Definition = machine.Run.Plan.Definition.Name,
            Step = unit.Name,
            Attempt = unit.Attempts,
            TicketId = machine.Run.Origin.TicketId,
            Input = action.Input,
        };
        try
        {
            return _steps.Find(((CodeStep)unit.Definition).Code) is { } function
                ? _telemetry.Workflows.MeasuresSteps || _telemetry.Operations.IsObserved(WorkflowOperations.Step)
                    ? StepMeasure.RunAsync(_telemetry, _time, context, function, stop.Token)!
                    : function(context, stop.Token)
                : ValueTask.FromResult(StepResult.Failed($"The code '{((CodeStep)unit.Definition).Code}' is not registered.", isFinal: true));
        }
        catch (Exception exception)
        {
            return ValueTask.FromResult(StepResult.Failed($"{exception.GetType().Name}: {SecretText.Scrub(exception.Message)}"));
        }
    }

    private async Task AwaitAsync(MemoryCell cell, UnitState unit, int attempt, CancellationTokenSource stop, ValueTask<StepResult> run)
    {
        Interlocked.Increment(ref _codeAtWork);
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
            if (Record(cell, pending, unit, attempt, stop, result))
            {
                Ended(cell);
            }

            After(pending);
        }
        finally
        {
            Interlocked.Decrement(ref _codeAtWork);
            if (IsStopping)
            {
                _codeEnded.Beat();
            }
        }
    }

    /// <returns>The workflow has ended by it.</returns>
    private bool Record(
        MemoryCell cell, Queue<MemoryAction> pending, UnitState unit, int attempt, CancellationTokenSource stop, StepResult? result)
    {
        result ??= StepResult.Failed("The code gave null instead of a result.", isFinal: true);
        if (result.Changes.Count > 0)
        {
            result = StepResult.Failed("Changes of documents need a store, and this engine has none.", isFinal: true);
        }

        return Transit(cell, pending, (Unit: unit, Attempt: attempt, Stop: stop, Result: result), static (cell, ended) =>
        {
            cell.Running?.Remove(ended.Stop);
            if (ended.Result.Error is null)
            {
                cell.Machine.CodeCompleted(ended.Unit, ended.Attempt, ended.Result.Value);
            }
            else
            {
                cell.Machine.CodeFailed(ended.Unit, ended.Attempt, ended.Result.Error, ended.Result.IsFinal);
            }
        });
    }

    private void Ended(MemoryCell cell)
    {
        _ended.Enqueue(cell.Id);
        if (_ended.Count > MaximumEnded && _ended.TryDequeue(out var oldest) && _cells.TryGetValue(oldest, out var found) && found.IsEnded)
        {
            _cells.TryRemove(oldest, out _);
        }

        if (cell.Parent is not { } parent)
        {
            Rest(cell);
            return;
        }

        var (status, reason, result) = (cell.Run.Status, cell.Run.Reason, ResultOf(cell));
        Rest(cell);
        Apply(parent, machine =>
        {
            if (machine.AllUnits().FirstOrDefault(unit => unit.ChildId == cell.Id) is not { } unit)
            {
                return;
            }

            if (status == WorkflowStatus.Completed)
            {
                machine.WaitCompleted(unit, result);
            }
            else
            {
                machine.WaitFailed(unit, $"The workflow {cell.Id} {(status == WorkflowStatus.Failed ? "failed" : "was cancelled")}: {reason}");
            }
        });
    }

    /// <summary>Unless code still runs, whose result would have to be recorded.</summary>
    private static void Rest(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            if (cell.Running is null or { Count: 0 })
            {
                cell.Rest();
            }
        }
    }

    private static WorkflowValue ResultOf(MemoryCell cell) => WorkflowValue.Of(cell.Run.Units
        .Where(static unit => unit.Status == WorkflowStepStatus.Completed && unit.HasResult)
        .Select(static unit => new WorkflowMember(unit.Definition.Id, unit.Result)).ToValueList());

    private void StartChild(MemoryCell cell, MachineAction action)
    {
        var step = (SubWorkflowStep)action.Unit.Definition;
        try
        {
            var depth = 1;
            for (var above = cell; above.Parent is not null; above = above.Parent)
            {
                depth++;
            }

            if (depth >= _setup.Options.MaximumDepth)
            {
                throw new WorkflowDefinitionException(step.Definition, $"workflows start workflows {depth} deep; one of them starts itself");
            }

            // Without a store nothing is waited for.
            var prepared = _definitions.FindAsync(null, step.Definition, step.DefinitionVersion, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            var start = new WorkflowStart { Parameters = action.Input, TicketId = cell.Run.Origin.TicketId };
            Begin(prepared, start, cell, action.Unit.Name, child => Link(cell, action.Unit, child));
        }
        catch (WorkflowDefinitionException exception)
        {
            Apply(cell, machine => machine.WaitFailed(action.Unit, exception.Message, isFinal: true));
        }
    }

    private static void Link(MemoryCell parent, UnitState unit, MemoryCell child)
    {
        lock (parent.Gate)
        {
            unit.ChildId = child.Id;
            (parent.Children ??= [])[child.Id] = child;
        }
    }

    private static bool IsHeld(MemoryCell cell)
    {
        for (var above = cell.Parent; above is not null; above = above.Parent)
        {
            if (above.IsPaused)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a transition of a workflow asks for.</summary>
internal readonly record struct MemoryAction(MemoryCell Cell, MachineAction Action);
