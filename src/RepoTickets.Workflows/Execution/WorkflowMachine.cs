namespace RepoTickets.Workflows.Execution;

/// <summary>
/// What a workflow does when something happens: changes the state and says what is to be done. No input or output, no clock and no chance:
/// the same state, inputs and times give the same states and actions, so that several processes, and one before and after its death, agree.
/// </summary>
/// <remarks>
/// Whoever drives it calls <see cref="Advance"/> after the inputs, does what <see cref="Actions"/> say, and stores the state. Inputs that
/// come too late, such as the result of a step that was called off meanwhile, change nothing. Not thread-safe.
/// </remarks>
internal sealed partial class WorkflowMachine : IStepValues
{
    private readonly WorkflowRun _run;
    private readonly Lock _contextGate = new();
    private WorkflowValue? _context;
    private int _retries;

    internal WorkflowMachine(WorkflowRun run, DateTimeOffset now)
    {
        _run = run;
        Now = now;
    }

    internal List<MachineAction> Actions { get; } = new(1);

    internal WorkflowRun Run => _run;

    /// <summary>The time of what is happening, in the precision of files.</summary>
    internal DateTimeOffset Now { get; set; }

    /// <summary>
    /// Code may be begun; otherwise steps of code stay as they are, and <see cref="WantsCode"/> says that there are some.
    /// </summary>
    internal bool CanRunCode { get; set; } = true;

    /// <summary>The grant under which code is begun.</summary>
    internal long Token { get; set; }

    /// <summary>The position of the feed up to which events belong to the past.</summary>
    internal long Position { get; set; }

    /// <summary>The workflow that this is a step of is paused: nothing is begun.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>Code could be begun, and <see cref="CanRunCode"/> said no.</summary>
    internal bool WantsCode { get; private set; }

    private WorkflowDefinition Definition => _run.Plan.Definition;

    /// <summary>Takes over an action list that has been done.</summary>
    internal MachineAction[] TakeActions()
    {
        var actions = Actions.ToArray();
        Actions.Clear();
        return actions;
    }

    /// <summary>Does all that follows from the state: starts, skips, undoes, ends.</summary>
    internal void Advance()
    {
        WantsCode = false;
        if (IsHeld)
        {
            return;
        }

        if (_run.Status == WorkflowStatus.Running)
        {
            AdvanceRunning();
        }

        if (_run.Status == WorkflowStatus.Compensating)
        {
            TakeKeptSignals();
            AdvanceCompensation();
        }
    }

    /// <summary>
    /// When something happens by itself next, after this time; null when nothing does. What was due before and could not be done waits for
    /// something else.
    /// </summary>
    internal DateTimeOffset? NextDue(DateTimeOffset after)
    {
        if (_run.Status is not (WorkflowStatus.Running or WorkflowStatus.Compensating))
        {
            return null;
        }

        var next = _run.Status == WorkflowStatus.Running ? After(_run.Deadline, after) : null;
        foreach (var unit in _run.Units)
        {
            if (!unit.IsEnded)
            {
                next = Earlier(next, NextDue(unit, after));
            }
        }

        return next;
    }

    private static DateTimeOffset? NextDue(UnitState unit, DateTimeOffset after)
    {
        var next = unit.Status switch
        {
            WorkflowStepStatus.Pending => After(unit.Due, after),
            WorkflowStepStatus.Running or WorkflowStepStatus.Waiting => Earlier(After(unit.Due, after), After(unit.Deadline, after)),
            _ => null,
        };
        foreach (var item in unit.Items)
        {
            next = Earlier(next, NextDue(item, after));
        }

        return next;
    }

    private static DateTimeOffset? After(DateTimeOffset? time, DateTimeOffset after) => time > after ? time : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right ?? left : left;

    private void AdvanceRunning()
    {
        TakeKeptSignals();
        while (_run.Status == WorkflowStatus.Running)
        {
            if (FindFailed() is { } failed && Definition.OnFailure == FailureMode.FailFast)
            {
                BeginEnding(WorkflowStatus.Failed, ReasonOf(failed));
                return;
            }

            if (!StartWhatCan())
            {
                break;
            }
        }

        if (_run.Status == WorkflowStatus.Running)
        {
            EndWhenDone();
        }
    }

    private UnitState? FindFailed()
    {
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            if (_run.Units[i].Status == WorkflowStepStatus.Failed)
            {
                return _run.Units[i];
            }
        }

        return null;
    }

    private static string ReasonOf(UnitState failed) => $"Step '{failed.Definition.Id}' failed: {failed.Error}";

    /// <summary>One pass over the steps; true when a step ended in it or gave up its place, so that others may follow.</summary>
    private bool StartWhatCan()
    {
        var active = 0;
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            active += _run.Units[i].IsActive ? 1 : 0;
        }

        var before = (_run.LastOrdinal, _retries);
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            var unit = _run.Units[i];
            if (unit.Status == WorkflowStepStatus.Waiting && unit.Plan.Body is not null)
            {
                AdvanceItems(unit);
            }

            if (unit.Status == WorkflowStepStatus.Pending && !(unit.Due > Now) &&
                active < Definition.MaximumParallelSteps && Decide(unit) &&
                CanBegin(unit))
            {
                Begin(unit);
                active += unit.IsActive ? 1 : 0;
            }
        }

        return (_run.LastOrdinal, _retries) != before;
    }

    private bool CanBegin(UnitState unit)
    {
        if (CanRunCode || unit.Definition is not CodeStep)
        {
            return true;
        }

        WantsCode = true;
        return false;
    }

    /// <summary>
    /// Looks at what the step depends on and at its condition. True when it is to be begun; it may have been skipped or called off instead.
    /// </summary>
    private bool Decide(UnitState unit)
    {
        if (unit.Attempts > 0)
        {
            return true;
        }

        var skipped = 0;
        foreach (var index in unit.Plan.Dependencies)
        {
            var dependency = _run.Units[index];
            switch (dependency.Status)
            {
                case WorkflowStepStatus.Completed:
                    break;
                case WorkflowStepStatus.Skipped:
                    skipped++;
                    break;
                case WorkflowStepStatus.Failed or WorkflowStepStatus.Cancelled:
                    unit.Note = $"It depends on '{dependency.Definition.Id}', which did not end well.";
                    End(unit, WorkflowStepStatus.Cancelled);
                    return false;
                default:
                    return false;
            }
        }

        var isSkipped = unit.Definition.WhenDependencySkipped switch
        {
            SkipRule.Skip => skipped > 0,
            SkipRule.RunIfAny => skipped > 0 && skipped == unit.Plan.Dependencies.Length,
            _ => false,
        };
        if (isSkipped)
        {
            unit.Note = "What it depends on was skipped.";
            End(unit, WorkflowStepStatus.Skipped);
            return false;
        }

        return unit.Plan.Condition is null || Holds(unit);
    }

    private bool Holds(UnitState unit)
    {
        if (!TryEvaluate(unit, unit.Plan.Condition!, "condition", Context, out var value))
        {
            return false;
        }

        if (value.Kind != WorkflowValueKind.Boolean)
        {
            FailForGood(unit, $"Its condition '{unit.Plan.Condition!.Text}' gives {value}, which is neither true nor false.");
            return false;
        }

        if (!value.Boolean)
        {
            unit.Note = $"Its condition '{unit.Plan.Condition!.Text}' is false.";
            End(unit, WorkflowStepStatus.Skipped);
        }

        return value.Boolean;
    }

    private void EndWhenDone()
    {
        UnitState? stuck = null;
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            var unit = _run.Units[i];
            if (unit.IsActive)
            {
                return;
            }

            if (unit.Status == WorkflowStepStatus.Pending)
            {
                if (unit.Due > Now || WantsCode)
                {
                    return;
                }

                stuck ??= unit;
            }
        }

        if (stuck is not null)
        {
            // Valid definitions have no cycles; a file that was edited may.
            BeginEnding(WorkflowStatus.Failed, $"Step '{stuck.Definition.Id}' can never begin: what it depends on never ends.");
        }
        else if (FindFailed() is { } failed)
        {
            BeginEnding(WorkflowStatus.Failed, ReasonOf(failed));
        }
        else
        {
            Finish(WorkflowStatus.Completed, "");
        }
    }
}
