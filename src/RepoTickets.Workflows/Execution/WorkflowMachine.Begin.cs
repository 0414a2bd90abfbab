using System.Globalization;

namespace RepoTickets.Workflows.Execution;

/// <content>Begins steps and items.</content>
internal sealed partial class WorkflowMachine
{
    private const int MaximumItems = 10_000;

    /// <summary>Begins an attempt. The unit is running or waiting afterwards, or has ended at once.</summary>
    private void Begin(UnitState unit)
    {
        var definition = unit.Definition;
        unit.Attempts++;
        unit.StartedAt = Now;
        unit.Due = null;
        unit.Error = "";
        unit.Deadline = definition.TimeOut is { } limit ? Now + limit : null;
        Note("step_started", unit, unit.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {unit.Attempts}") : "");
        switch (definition)
        {
            case CodeStep:
                BeginCode(unit);
                break;
            case AgentTaskStep:
                if (TryFill(unit, out var instructions))
                {
                    Wait(unit, "Waits for an agent.");
                    Actions.Add(new(MachineActionKind.CreateTask, unit, Text: instructions));
                }

                break;
            case ApprovalStep:
                if (TryFill(unit, out var question))
                {
                    Wait(unit, question.Length == 0 ? "Waits for an approval." : question);
                    Note("approval_wanted", unit, unit.Note);
                }

                break;
            case WaitForEventStep wait:
                // Zero says that it waits for no event; nothing that matters here is the first commit of a store.
                unit.Since = Math.Max(1, Position);
                Wait(unit, $"Waits for '{wait.Event}'.");
                TakeKeptSignals(unit);
                break;
            case DelayStep delay:
                BeginDelay(unit, delay);
                break;
            case SubWorkflowStep sub:
                if (TryInput(unit, out var input))
                {
                    Wait(unit, $"Waits for the workflow '{sub.Definition}'.");
                    Actions.Add(new(MachineActionKind.StartChild, unit, input));
                }

                break;
            case ForEachStep:
                BeginItems(unit);
                break;
            default:
                FailForGood(unit, $"Steps of the kind {definition.GetType().Name} are not known here.");
                break;
        }
    }

    private static void Wait(UnitState unit, string note)
    {
        unit.Status = WorkflowStepStatus.Waiting;
        unit.Note = note;
    }

    private void BeginCode(UnitState unit)
    {
        if (TryInput(unit, out var input))
        {
            unit.Status = WorkflowStepStatus.Running;
            unit.Token = Token;
            Actions.Add(new(MachineActionKind.RunCode, unit, input));
        }
    }

    private void BeginDelay(UnitState unit, DelayStep delay)
    {
        var end = Now + delay.Duration;
        if (unit.Plan.Subject is { } until)
        {
            if (!TryEvaluate(unit, until, "time", ContextOf(unit), out var value))
            {
                return;
            }

            if (value.Kind != WorkflowValueKind.Text || !DateTimeOffset.TryParse(
                value.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out end))
            {
                FailForGood(unit, $"Its time '{until.Text}' gives {value}, which is no time; one looks like 2026-12-31T23:59:59Z.");
                return;
            }
        }

        // The file keeps microseconds: a delay that is over must be over for whoever reads it back, too.
        unit.Due = end.AddTicks(-(end.Ticks % TimeSpan.TicksPerMicrosecond));
        Wait(unit, $"Waits until {unit.Due:yyyy-MM-ddTHH:mm:ssZ}.");
        if (unit.Due <= Now)
        {
            Complete(unit, WorkflowValue.Null);
        }
    }

    private void BeginItems(UnitState unit)
    {
        if (!TryEvaluate(unit, unit.Plan.Subject!, "list of items", Context, out var items))
        {
            return;
        }

        if (items.Kind != WorkflowValueKind.List)
        {
            FailForGood(unit, $"Its items '{unit.Plan.Subject!.Text}' give {Shorten(items.ToString())}, which is no list.");
            return;
        }

        if (items.Items.Count > MaximumItems)
        {
            FailForGood(unit, $"Its items '{unit.Plan.Subject!.Text}' are {items.Items.Count}; at most {MaximumItems} are allowed.");
            return;
        }

        // The list is kept until the results take its place: what it was made of may change meanwhile.
        unit.Result = items;
        var former = unit.Items;
        unit.Items = new UnitState[items.Items.Count];
        for (var i = 0; i < unit.Items.Length; i++)
        {
            unit.Items[i] = i < former.Length && former[i].Status == WorkflowStepStatus.Completed
                ? former[i]
                : new(unit.Plan.Body!, unit, i);
        }

        Wait(unit, $"Has {unit.Items.Length.ToString(CultureInfo.InvariantCulture)} items.");
        AdvanceItems(unit);
    }

    private void AdvanceItems(UnitState unit)
    {
        var bound = ((ForEachStep)unit.Definition).MaximumParallelItems;
        var active = unit.Items.Count(static item => item.IsActive);
        foreach (var item in unit.Items)
        {
            if (active < bound && item.Status == WorkflowStepStatus.Pending && !(item.Due > Now) && CanBegin(item) && HoldsForItem(item))
            {
                Begin(item);
                active += item.IsActive ? 1 : 0;
            }

            // It failed before, at once, or because nobody could tell whether it is to be done.
            if (item.Status == WorkflowStepStatus.Failed)
            {
                CallOffItems(unit);
                FailAttempt(unit, $"Item {item.Item.ToString(CultureInfo.InvariantCulture)} failed: {item.Error}");
                return;
            }
        }

        if (Array.TrueForAll(unit.Items, static item => item.IsEnded))
        {
            Complete(unit, WorkflowValue.Of(ValueList.Create<WorkflowValue>(Array.ConvertAll(unit.Items, static item => item.Result))));
        }
    }

    private bool HoldsForItem(UnitState item)
    {
        if (item.Attempts > 0 || item.Plan.Condition is not { } condition)
        {
            return true;
        }

        if (!TryEvaluate(item, condition, "condition", ContextOf(item), out var value))
        {
            return false;
        }

        if (value.Kind != WorkflowValueKind.Boolean)
        {
            FailForGood(item, $"Its condition '{condition.Text}' gives {value}, which is neither true nor false.");
        }
        else if (!value.Boolean)
        {
            End(item, WorkflowStepStatus.Skipped);
        }

        return value.Boolean;
    }

    private void CallOffItems(UnitState unit)
    {
        foreach (var item in unit.Items)
        {
            CallOff(item, "Another item failed.");
        }
    }
}
