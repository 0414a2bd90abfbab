using System.Globalization;

namespace RepoTickets.Workflows.Execution;

/// <content>What may happen to a workflow from outside.</content>
internal sealed partial class WorkflowMachine
{
    /// <summary>What stands beside the error of a step that was interrupted until a person has decided.</summary>
    private const string Interrupted = "Interrupted.";

    /// <summary>The workflow begins.</summary>
    internal void Start()
    {
        if (_run.Status != WorkflowStatus.Created)
        {
            return;
        }

        _run.Status = WorkflowStatus.Running;
        _run.Deadline = Definition.TimeOut is { } limit ? Now + limit : null;
        Note("workflow_started", null);
    }

    /// <summary>Code ended well.</summary>
    internal void CodeCompleted(UnitState unit, int attempt, WorkflowValue result)
    {
        if (IsCurrent(unit, attempt))
        {
            Complete(unit, result);
        }
    }

    /// <summary>Code failed.</summary>
    internal void CodeFailed(UnitState unit, int attempt, string error, bool isFinal)
    {
        if (!IsCurrent(unit, attempt))
        {
            return;
        }

        if (isFinal)
        {
            FailForGood(unit, error);
        }
        else
        {
            FailAttempt(unit, error);
        }
    }

    /// <summary>What a unit waits for ended well.</summary>
    internal void WaitCompleted(UnitState unit, WorkflowValue result)
    {
        if (unit.Status == WorkflowStepStatus.Waiting && CanEnd)
        {
            Complete(unit, result);
        }
    }

    /// <summary>What a unit waits for went wrong.</summary>
    internal void WaitFailed(UnitState unit, string error, bool isFinal = false)
    {
        if (unit.Status != WorkflowStepStatus.Waiting || !CanEnd)
        {
            return;
        }

        if (isFinal)
        {
            FailForGood(unit, error);
        }
        else
        {
            FailAttempt(unit, error);
        }
    }

    /// <summary>
    /// What is due by now: delays end, attempts and the whole take too long. Next attempts are begun by <see cref="Advance"/>.
    /// </summary>
    internal void Tick()
    {
        if (IsHeld || _run.Status is not (WorkflowStatus.Running or WorkflowStatus.Compensating))
        {
            return;
        }

        // What came in time counts, although nobody has looked since.
        TakeKeptSignals();

        foreach (var unit in AllUnits())
        {
            if (!unit.IsActive)
            {
                continue;
            }

            if (unit.Due <= Now && unit.Definition is DelayStep)
            {
                Complete(unit, WorkflowValue.Null);
            }
            else if (unit.Deadline <= Now)
            {
                TimeOut(unit);
            }
        }

        if (_run.Status == WorkflowStatus.Running && _run.Deadline <= Now)
        {
            BeginEnding(WorkflowStatus.Failed, $"The workflow took longer than {Definition.TimeOut}.");
        }
    }

    /// <summary>Code was to run, but was never called: the step is as if it had not been begun, repeatable or not.</summary>
    internal void CodeNotBegun(UnitState unit, int attempt)
    {
        if (IsCurrent(unit, attempt))
        {
            Unbegin(unit, "It had not been called yet, and runs later.");
        }
    }

    /// <summary>
    /// Code was at work under a grant that is over. What may be repeated is, as if it had not been begun; for anything else a person has to
    /// decide, so the workflow pauses.
    /// </summary>
    internal void Recover(long token)
    {
        foreach (var unit in AllUnits())
        {
            if (unit.Status != WorkflowStepStatus.Running || unit.Token == token)
            {
                continue;
            }

            if (unit.Definition.IsRepeatable)
            {
                Unbegin(unit, "It is repeatable and runs again.");
                continue;
            }

            FailForGood(
                unit,
                "The process that ran it ended before a result was recorded, and it is not marked repeatable: it may have done its " +
                "work or not. Find out, then retry the step, or resume the workflow to let it fail.");
            unit.Note = Interrupted;
            if (_run.Status == WorkflowStatus.Running)
            {
                Pause($"Step '{unit.Name}' was interrupted; a person has to decide.");
            }
        }
    }

    /// <summary>All steps, what undoes them, and items.</summary>
    internal IEnumerable<UnitState> AllUnits()
    {
        foreach (var unit in _run.Units)
        {
            yield return unit;
            foreach (var item in unit.Items)
            {
                yield return item;
            }
        }
    }

    internal UnitState? Find(string name) => AllUnits().FirstOrDefault(unit => unit.Name == name);

    private bool CanEnd => _run.Status is WorkflowStatus.Running or WorkflowStatus.Compensating && !IsHeld;

    private bool IsCurrent(UnitState unit, int attempt) =>
        unit.Status == WorkflowStepStatus.Running && unit.Attempts == attempt && unit.Token == Token;

    /// <summary>The next attempt is the same one.</summary>
    private void Unbegin(UnitState unit, string why)
    {
        unit.Status = WorkflowStepStatus.Pending;
        unit.Attempts--;
        (unit.Token, unit.Deadline, unit.Due) = (0, null, null);
        Note("step_interrupted", unit, why);
    }

    private void TimeOut(UnitState unit)
    {
        var waitedFor = unit.Note.Length > 0 && unit.Status == WorkflowStepStatus.Waiting ? $" {unit.Note}" : "";
        foreach (var item in unit.Items)
        {
            CallOff(item, "The step took too long.");
        }

        Stop(unit);
        FailAttempt(unit, string.Create(CultureInfo.InvariantCulture, $"It took longer than {unit.Definition.TimeOut}.{waitedFor}"));
    }
}
