namespace RepoTickets.Workflows.Execution;

/// <content>What people ask of a workflow: answers, pause, resumption, cancellation, another attempt.</content>
internal sealed partial class WorkflowMachine
{
    /// <summary>Names that a message lists.</summary>
    private const int MaximumNames = 20;

    /// <summary>A person answered.</summary>
    /// <returns>Null when all is well, else what is not, as the rest of a sentence.</returns>
    internal string? Answer(string step, bool isApproved, string person, string comment)
    {
        var unit = AllUnits().FirstOrDefault(unit => unit.Name == step);
        if (unit?.Definition is not ApprovalStep approval)
        {
            var approvals = AllUnits().Where(static unit => unit.Definition is ApprovalStep);
            return $"it has no approval '{DisplayText.Escape(step)}'{Known("approvals", approvals)}";
        }

        if (unit.Status != WorkflowStepStatus.Waiting)
        {
            return $"the approval '{step}' is not waiting, it is {EnumTexts.WorkflowStepStatus.Write(unit.Status)}";
        }

        if (approval.Approvers.Count > 0 && !approval.Approvers.Contains(person, StringComparer.OrdinalIgnoreCase))
        {
            return $"'{DisplayText.Escape(person)}' may not answer '{step}'; {string.Join(", ", approval.Approvers)} may";
        }

        if (_run.Signals.Any(signal => signal.Name == ApprovalSignal && signal.Step == unit.Name))
        {
            return $"the approval '{step}' has been answered";
        }

        var answer = WorkflowValue.Of(
        [
            new WorkflowMember("approved", WorkflowValue.Of(isApproved)),
            new WorkflowMember("by", WorkflowValue.Of(person)),
            new WorkflowMember("comment", WorkflowValue.Of(comment)),
        ]);
        _run.Signals.Add(new(ApprovalSignal, WorkflowJson.Write(answer), Now, unit.Name));
        Note(isApproved ? "approved" : "rejected", unit, comment.Length == 0 ? person : $"{person}: {comment}");
        return null;
    }

    private static string Known(string what, IEnumerable<UnitState> units)
    {
        var names = units.Select(static unit => unit.Name).Take(MaximumNames + 1).ToList();
        var more = names.Count > MaximumNames ? ", …" : "";
        return names.Count == 0 ? "" : $"; its {what} are {string.Join(", ", names.Take(MaximumNames))}{more}";
    }

    internal string? Pause(string reason)
    {
        if (_run.Status is not (WorkflowStatus.Running or WorkflowStatus.Created))
        {
            return $"it is {EnumTexts.WorkflowStatus.Write(_run.Status)} and cannot be paused; only what runs can";
        }

        _run.Status = WorkflowStatus.Paused;
        _run.PausedAt = Now;
        _run.Reason = Shorten(reason);
        Note("workflow_paused", null, reason);
        return null;
    }

    internal string? Resume()
    {
        if (_run.Status != WorkflowStatus.Paused)
        {
            return $"it is {EnumTexts.WorkflowStatus.Write(_run.Status)} and cannot be resumed; only what is paused can";
        }

        var paused = Now - (_run.PausedAt ?? Now);
        _run.Deadline += paused;
        foreach (var unit in AllUnits())
        {
            unit.Deadline += paused;
        }

        _run.Status = WorkflowStatus.Running;
        _run.PausedAt = null;
        _run.Reason = "";
        Note("workflow_resumed", null);
        return null;
    }

    internal string? Cancel(string reason)
    {
        if (_run.IsEnded || (_run.Status == WorkflowStatus.Compensating && _run.NextStatus == WorkflowStatus.Cancelled))
        {
            return $"it is {EnumTexts.WorkflowStatus.Write(_run.Status)} and cannot be cancelled";
        }

        if (_run.Status == WorkflowStatus.Compensating)
        {
            _run.NextStatus = WorkflowStatus.Cancelled;
            _run.Reason = Shorten(reason);
            return null;
        }

        BeginEnding(WorkflowStatus.Cancelled, reason);
        return null;
    }

    /// <summary>
    /// A person says that a failed step, or a failed item of a for-each that goes on, is to be tried again, with all that did not run
    /// because of it. Goes on unless other steps were interrupted and nobody has decided about them.
    /// </summary>
    internal string? Retry(string step)
    {
        if (Find(step) is not { Plan.IsCompensation: false } unit)
        {
            var steps = AllUnits().Where(static known => !known.Plan.IsCompensation);
            return $"it has no step '{DisplayText.Escape(step)}'{Known("steps", steps)}";
        }

        if (unit.Status != WorkflowStepStatus.Failed)
        {
            return $"the step '{step}' has not failed, it is {EnumTexts.WorkflowStepStatus.Write(unit.Status)}";
        }

        if (_run.Status is not (WorkflowStatus.Failed or WorkflowStatus.Running or WorkflowStatus.Paused))
        {
            return $"it is {EnumTexts.WorkflowStatus.Write(_run.Status)}; steps of what failed, runs or is paused can be retried";
        }

        if (unit.Owner is { Status: not WorkflowStepStatus.Waiting } owner)
        {
            return $"the item's step '{owner.Name}' is {EnumTexts.WorkflowStepStatus.Write(owner.Status)}; retry that";
        }

        Note("step_reset", unit);
        ResetFailed(unit);
        foreach (var other in _run.Units)
        {
            // What was undone has to be done again, and what undoes may be wanted again.
            if (other.Status is WorkflowStepStatus.Cancelled or WorkflowStepStatus.Compensated ||
                (_run.IsEnded && other.Plan.IsCompensation))
            {
                other.Reset();
            }
        }

        GoOn();
        _context = null;
        return null;
    }

    private void GoOn()
    {
        if (_run.Status == WorkflowStatus.Running || AllUnits().Any(IsUndecided))
        {
            return;
        }

        if (_run.Status == WorkflowStatus.Paused)
        {
            Resume();
            return;
        }

        _run.Deadline = Definition.TimeOut is { } limit ? Now + limit : null;
        _run.Status = WorkflowStatus.Running;
        (_run.EndedAt, _run.NextStatus, _run.Reason) = (null, null, "");
    }

    private bool IsUndecided(UnitState unit) =>
        _run.Status == WorkflowStatus.Paused && unit.Status == WorkflowStepStatus.Failed && unit.Note == Interrupted;

    /// <summary>What a for-each has got stays.</summary>
    private static void ResetFailed(UnitState unit)
    {
        var items = unit.Items;
        unit.Reset();
        unit.Items = items;
    }
}
