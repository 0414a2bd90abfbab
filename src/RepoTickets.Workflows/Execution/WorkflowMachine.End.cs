using System.Globalization;

namespace RepoTickets.Workflows.Execution;

/// <content>How steps end, and the whole.</content>
internal sealed partial class WorkflowMachine
{
    private void Complete(UnitState unit, WorkflowValue result)
    {
        if (unit.Definition is ApprovalStep or DelayStep or AgentTaskStep or SubWorkflowStep or WaitForEventStep or ForEachStep)
        {
            unit.Note = "";
        }

        unit.Result = result;
        unit.Error = "";
        End(unit, WorkflowStepStatus.Completed);
    }

    /// <summary>An attempt did not succeed: the next one is planned, or the step fails for good.</summary>
    private void FailAttempt(UnitState unit, string error)
    {
        var rule = unit.Definition.Retry;
        if (unit.Attempts >= rule.MaximumAttempts || unit.Status == WorkflowStepStatus.Pending)
        {
            FailForGood(unit, error);
            return;
        }

        unit.Error = Shorten(error);
        unit.Note = "";
        unit.ClearResult();
        unit.Status = WorkflowStepStatus.Pending;
        unit.Due = Now + DelayOf(rule, unit);
        (unit.Deadline, unit.TaskId, unit.ChildId, unit.Token) = (null, null, null, 0);
        Note("step_retried", unit, unit.Error);
    }

    private void FailForGood(UnitState unit, string error)
    {
        unit.Error = Shorten(error);
        unit.Note = "";
        unit.ClearResult();
        End(unit, WorkflowStepStatus.Failed);
    }

    private void End(UnitState unit, WorkflowStepStatus status)
    {
        unit.Status = status;
        unit.EndedAt = Now;
        (unit.Due, unit.Deadline, unit.Token) = (null, null, 0);
        if (unit.Item < 0)
        {
            unit.Ordinal = ++_run.LastOrdinal;
        }

        _context = null;
        Note(
            status switch
            {
                WorkflowStepStatus.Completed => "step_completed",
                WorkflowStepStatus.Failed => "step_failed",
                WorkflowStepStatus.Skipped => "step_skipped",
                _ => "step_cancelled",
            },
            unit,
            status == WorkflowStepStatus.Failed ? unit.Error : status == WorkflowStepStatus.Completed ? "" : unit.Note);
    }

    /// <summary>Stops whatever the unit waits for or runs.</summary>
    private void CallOff(UnitState unit, string why)
    {
        if (unit.IsEnded)
        {
            return;
        }

        foreach (var item in unit.Items)
        {
            CallOff(item, why);
        }

        Stop(unit);
        unit.Note = why;
        End(unit, WorkflowStepStatus.Cancelled);
    }

    private void Stop(UnitState unit)
    {
        if (unit.Status == WorkflowStepStatus.Running)
        {
            Actions.Add(new(MachineActionKind.StopCode, unit));
        }

        if (unit.Status == WorkflowStepStatus.Waiting && unit.TaskId is { } task)
        {
            Actions.Add(new(MachineActionKind.CancelTask, unit, Task: task));
        }

        if (unit.Status == WorkflowStepStatus.Waiting && unit.ChildId is { } child)
        {
            Actions.Add(new(MachineActionKind.CancelChild, unit, Child: child));
        }
    }

    private void BeginEnding(WorkflowStatus status, string reason)
    {
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            CallOff(_run.Units[i], status == WorkflowStatus.Cancelled ? "The workflow was cancelled." : "The workflow failed.");
        }

        _run.Reason = Shorten(reason);
        if (NextToUndo() is null)
        {
            Finish(status, _run.Reason);
            return;
        }

        _run.Status = WorkflowStatus.Compensating;
        _run.NextStatus = status;
        _run.PausedAt = null;
        Note("workflow_compensating", null, _run.Reason);
    }

    /// <summary>The step that ended last of those that are to be undone and are not.</summary>
    private UnitState? NextToUndo()
    {
        UnitState? last = null;
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            var unit = _run.Units[i];
            if (unit.Status == WorkflowStepStatus.Completed && unit.Plan.Compensation is { } undo && !_run.Units[undo.Index].IsEnded &&
                (last is null || unit.Ordinal > last.Ordinal))
            {
                last = unit;
            }
        }

        return last;
    }

    private void AdvanceCompensation()
    {
        while (NoteUndone() is { } done)
        {
            var undo = _run.Units[done.Plan.Compensation!.Index];
            if (undo.Plan.Body is not null && undo.Status == WorkflowStepStatus.Waiting)
            {
                AdvanceItems(undo);
            }

            if (undo.Status == WorkflowStepStatus.Pending && !(undo.Due > Now) && CanBegin(undo))
            {
                Begin(undo);
            }

            if (!undo.IsEnded)
            {
                return;
            }
        }

        var reason = _run.Reason;
        foreach (var undo in _run.Units.Where(static unit => unit.Plan.IsCompensation && unit.Status == WorkflowStepStatus.Failed))
        {
            reason += $" Undoing step '{_run.Units[undo.Plan.Undoes].Definition.Id}' failed as well: {undo.Error}";
        }

        Finish(_run.NextStatus ?? WorkflowStatus.Failed, Shorten(reason));
    }

    /// <summary>Marks what has been undone, and gives what is to be undone next.</summary>
    private UnitState? NoteUndone()
    {
        for (var i = 0; i < _run.Plan.Count; i++)
        {
            var unit = _run.Units[i];
            if (unit.Status == WorkflowStepStatus.Completed && unit.Plan.Compensation is { } undo &&
                _run.Units[undo.Index].Status == WorkflowStepStatus.Completed)
            {
                unit.Status = WorkflowStepStatus.Compensated;
                Note("step_compensated", unit);
            }
        }

        return NextToUndo();
    }

    private void Finish(WorkflowStatus status, string reason)
    {
        _run.Status = status;
        _run.Reason = reason;
        _run.NextStatus = null;
        _run.EndedAt = Now;
        (_run.Deadline, _run.PausedAt) = (null, null);
        _run.Signals.Clear();
        for (var i = _run.Plan.Count; i < _run.Units.Length; i++)
        {
            if (_run.Units[i].Status == WorkflowStepStatus.Pending)
            {
                _run.Units[i].Status = WorkflowStepStatus.Skipped;
            }
        }

        Note(
            status switch
            {
                WorkflowStatus.Completed => "workflow_completed",
                WorkflowStatus.Cancelled => "workflow_cancelled",
                _ => "workflow_failed",
            },
            null,
            reason);
    }

    /// <summary>
    /// Grows with each attempt; what is left to chance follows from names and attempt, so that it differs between workflows and is the same
    /// whoever asks.
    /// </summary>
    private TimeSpan DelayOf(RetryRule rule, UnitState unit)
    {
        var grown = rule.Delay.Ticks * Math.Pow(rule.BackOff, unit.Attempts - 1);
        var longest = Math.Max(rule.Delay.Ticks, rule.MaximumDelay.Ticks);
        var delay = Math.Min(grown, longest);
        if (rule.Jitter > 0)
        {
            var chance = Chance(_run.Origin.Id.Value, unit.Name, unit.Attempts);
            delay *= 1 - (rule.Jitter * chance);
        }

        var ticks = (long)delay;
        return TimeSpan.FromTicks(ticks - (ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>From 0 to 1, by a hash that never changes (FNV-1a).</summary>
    private static double Chance(string workflow, string unit, int attempt)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in string.Create(CultureInfo.InvariantCulture, $"{workflow}/{unit}/{attempt}"))
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        // The low bits of this hash are the best ones; mixing spreads them over all.
        hash ^= hash >> 33;
        hash = unchecked(hash * 0xff51afd7ed558ccdUL);
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
