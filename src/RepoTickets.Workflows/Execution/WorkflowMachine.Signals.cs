namespace RepoTickets.Workflows.Execution;

/// <content>Signals, answers and events of the store: taken by the step that waits, or kept until one does.</content>
internal sealed partial class WorkflowMachine
{
    /// <summary>The name under which an answer is kept while nothing may go on. Signals cannot have it: it begins with a mark.</summary>
    internal const string ApprovalSignal = "$approval";

    /// <summary>A signal came, or an event that fits the steps' patterns.</summary>
    /// <returns>False when there is no room to keep it.</returns>
    internal bool Signal(string name, WorkflowValue value)
    {
        if (_run.IsEnded)
        {
            return true;
        }

        if (_run.Signals.Count >= WorkflowInstance.MaximumSignals)
        {
            return false;
        }

        _run.Signals.Add(new(name, WorkflowJson.Write(value), Now));
        Note("signal_received", null, name);
        return true;
    }

    /// <summary>An event of the store came. It is kept only for steps that wait for it now.</summary>
    internal void Event(string type, long position, WorkflowValue value)
    {
        foreach (var unit in AllUnits())
        {
            if (unit.Status != WorkflowStepStatus.Waiting || unit.Definition is not WaitForEventStep wait || unit.Since >= position ||
                !EventMatch.Matches(wait.Event, type) || !Passes(unit, value))
            {
                continue;
            }

            if (CanEnd)
            {
                Complete(unit, value);
            }
            else if (_run.Signals.Count < WorkflowInstance.MaximumSignals)
            {
                unit.Since = position;
                _run.Signals.Add(new(type, WorkflowJson.Write(value), Now, unit.Name));
            }
        }
    }

    private void TakeKeptSignals()
    {
        if (_run.Signals.Count == 0)
        {
            return;
        }

        foreach (var unit in AllUnits())
        {
            TakeKeptSignals(unit);
        }
    }

    /// <summary>The first kept signal that the step waits for ends it. A filter that says no leaves the signal for others.</summary>
    private void TakeKeptSignals(UnitState unit)
    {
        for (var i = 0; i < _run.Signals.Count && unit.Status == WorkflowStepStatus.Waiting; i++)
        {
            var signal = _run.Signals[i];
            if (signal.Step is { } step && step != unit.Name)
            {
                continue;
            }

            if (unit.Definition is ApprovalStep && signal.Name == ApprovalSignal)
            {
                _run.Signals.RemoveAt(i--);
                TakeAnswer(unit, WorkflowJson.Parse(signal.Value));
            }
            else if (unit.Definition is WaitForEventStep wait && signal.Name != ApprovalSignal &&
                EventMatch.Matches(wait.Event, signal.Name))
            {
                var value = WorkflowJson.Parse(signal.Value);
                if (Passes(unit, value))
                {
                    _run.Signals.RemoveAt(i--);
                    Complete(unit, value);
                }
                else if (signal.Step is not null)
                {
                    _run.Signals.RemoveAt(i--);
                }
            }
        }
    }

    private void TakeAnswer(UnitState unit, WorkflowValue answer)
    {
        if (answer["approved"].Boolean)
        {
            Complete(unit, answer);
        }
        else
        {
            var comment = answer["comment"].Text;
            FailForGood(unit, $"{answer["by"].Text} said no{(comment.Length == 0 ? "." : $": {comment}")}");
        }
    }

    private bool Passes(UnitState unit, WorkflowValue value)
    {
        if (unit.Plan.Subject is not { } filter)
        {
            return true;
        }

        if (!TryEvaluate(unit, filter, "filter", With(ContextOf(unit), new WorkflowMember(ContextNames.Event, value)), out var passes))
        {
            return false;
        }

        if (passes.Kind != WorkflowValueKind.Boolean)
        {
            FailForGood(unit, $"Its filter '{filter.Text}' gives {Shorten(passes.ToString())}, which is neither true nor false.");
        }

        return passes.Boolean;
    }
}
