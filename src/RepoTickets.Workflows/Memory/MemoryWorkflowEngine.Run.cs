using RepoTickets.Secrets;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <content>Transitions, and the code that follows from them.</content>
internal sealed partial class MemoryWorkflowEngine
{
    /// <summary>Makes a transition, and all those that follow from it at once.</summary>
    private void Apply(MemoryCell cell, Action<WorkflowMachine> input)
    {
        MachineAction[] actions;
        bool hasEnded;
        lock (cell.Gate)
        {
            var wasEnded = cell.Run.IsEnded;
            cell.Machine.Now = Now;
            cell.Machine.IsHeld = IsHeld(cell);
            input(cell.Machine);

            // What came due while it stood still is not in the queue any more.
            cell.Machine.Tick();
            actions = Settle(cell);
            hasEnded = cell.Run.IsEnded && !wasEnded;
        }

        After(cell, actions, hasEnded);
    }

    private MachineAction[] Settle(MemoryCell cell)
    {
        var machine = cell.Machine;
        machine.IsHeld = IsHeld(cell);
        machine.CanRunCode = _isDisposed == 0;
        machine.Advance();
        cell.Changed?.TrySetResult();
        cell.Changed = null;
        if (machine.NextDue(machine.Now) is { } due && cell.WantedAt != due)
        {
            cell.WantedAt = due;
            WantAt(cell, due);
        }

        return machine.Actions.Count == 0 ? [] : machine.TakeActions();
    }

    /// <summary>Runs what a transition asks for, outside of the lock; code that ends at once makes the next transition here.</summary>
    private void After(MemoryCell cell, MachineAction[] actions, bool hasEnded)
    {
        var pending = new Queue<(MemoryCell Cell, MachineAction Action)>();
        Add(cell, actions, hasEnded);
        while (pending.TryDequeue(out var next))
        {
            if (next.Action.Kind == MachineActionKind.RunCode)
            {
                if (_isDisposed != 0)
                {
                    continue;
                }

                var attempt = next.Action.Unit.Attempts;
                var run = Invoke(next.Cell, next.Action, out var stop);
                if (run.IsCompletedSuccessfully)
                {
                    var (follow, ended) = Record(next.Cell, next.Action.Unit, attempt, stop, run.Result);
                    Add(next.Cell, follow, ended);
                }
                else
                {
                    _ = AwaitAsync(next.Cell, next.Action.Unit, attempt, stop, run);
                }
            }
            else
            {
                Do(next.Cell, next.Action);
            }
        }

        void Add(MemoryCell from, MachineAction[] more, bool ended)
        {
            foreach (var action in more)
            {
                pending.Enqueue((from, action));
            }

            if (ended)
            {
                Ended(from);
            }
        }
    }

    private void Do(MemoryCell cell, MachineAction action)
    {
        switch (action.Kind)
        {
            case MachineActionKind.StopCode:
                lock (cell.Gate)
                {
                    if (cell.Running is not null && cell.Running.Remove(action.Unit.Name, out var stop))
                    {
                        stop.Cancel();
                    }
                }

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
            (cell.Running ??= new(StringComparer.Ordinal))[unit.Name] = stop;
        }

        var context = new StepContext(() => Read(cell, unit))
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
                ? function(context, stop.Token)
                : ValueTask.FromResult(StepResult.Failed($"The code '{((CodeStep)unit.Definition).Code}' is not registered.", isFinal: true));
        }
        catch (Exception exception)
        {
            return ValueTask.FromResult(StepResult.Failed($"{exception.GetType().Name}: {SecretText.Scrub(exception.Message)}"));
        }
    }

    private static WorkflowValue Read(MemoryCell cell, UnitState unit)
    {
        lock (cell.Gate)
        {
            return cell.Machine.ContextOf(unit);
        }
    }

    private async Task AwaitAsync(MemoryCell cell, UnitState unit, int attempt, CancellationTokenSource stop, ValueTask<StepResult> run)
    {
        StepResult result;
        try
        {
            result = await run.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            result = StepResult.Failed($"{exception.GetType().Name}: {SecretText.Scrub(exception.Message)}");
        }

        var (actions, ended) = Record(cell, unit, attempt, stop, result);
        After(cell, actions, ended);
    }

    private (MachineAction[] Actions, bool HasEnded) Record(MemoryCell cell, UnitState unit, int attempt, CancellationTokenSource stop, StepResult? result)
    {
        result ??= StepResult.Failed("The code gave null instead of a result.", isFinal: true);
        if (result.Changes.Count > 0)
        {
            result = StepResult.Failed("Changes of documents need a store, and this engine has none.", isFinal: true);
        }

        lock (cell.Gate)
        {
            if (cell.Running is { } running && running.TryGetValue(unit.Name, out var current) && ReferenceEquals(current, stop))
            {
                running.Remove(unit.Name);
            }

            var wasEnded = cell.Run.IsEnded;
            cell.Machine.Now = Now;
            cell.Machine.IsHeld = IsHeld(cell);
            if (result.Error is null)
            {
                cell.Machine.CodeCompleted(unit, attempt, result.Value);
            }
            else
            {
                cell.Machine.CodeFailed(unit, attempt, result.Error, result.IsFinal);
            }

            return (Settle(cell), cell.Run.IsEnded && !wasEnded);
        }
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
