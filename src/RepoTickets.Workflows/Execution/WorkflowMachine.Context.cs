using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Workflows.Execution;

/// <content>Expressions and what they see.</content>
internal sealed partial class WorkflowMachine
{
    /// <summary>Characters of an error or a reason; more is cut off.</summary>
    private const int MaximumError = 4_000;

    /// <summary>
    /// The parameters by name and as <c>params</c>; <c>steps</c>: for each step its status, result and error; <c>workflow</c> and
    /// <c>ticket</c>:
    /// their identifiers.
    /// </summary>
    internal WorkflowValue Context => _context ??= MakeContext();

    /// <summary>As <see cref="Context"/>, for an item with <c>item</c> and <c>index</c>.</summary>
    internal WorkflowValue ContextOf(UnitState unit) => unit.Owner is not { } owner
        ? Context
        : With(Context, new(ContextNames.Item, ItemOf(owner, unit.Item)), new(ContextNames.Index, WorkflowValue.Of(unit.Item)));

    /// <summary>As <see cref="ContextOf"/>, for several threads, once the machine is not used any more.</summary>
    public WorkflowValue ReadContext(UnitState unit)
    {
        lock (_contextGate)
        {
            return ContextOf(unit);
        }
    }

    internal static WorkflowValue With(WorkflowValue context, params WorkflowMember[] members) => WorkflowValue.Of(
        context.Members.Where(member => !members.Any(added => added.Name == member.Name)).Concat(members).ToValueList());

    private static WorkflowValue ItemOf(UnitState owner, int index) =>
        index < owner.Result.Items.Count ? owner.Result.Items[index] : default;

    private WorkflowValue MakeContext()
    {
        var steps = new WorkflowMember[_run.Plan.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var unit = _run.Units[i];
            steps[i] = new(unit.Definition.Id, WorkflowValue.Of(ValueList.Create<WorkflowMember>(
            [
                new("status", WorkflowValue.Of(EnumTexts.WorkflowStepStatus.Write(unit.Status))),
                new("result", unit.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Compensated ? unit.Result : default),
                new("error", WorkflowValue.Of(unit.Error)),
            ])));
        }

        var ticket = _run.Origin.TicketId is { } id ? Identity(id.Value) : default;
        return WorkflowValue.Of(
        [
            .. _run.Parameters.Members.Where(static member => member.Name is not (
                ContextNames.Parameters or ContextNames.Steps or ContextNames.Workflow or ContextNames.Ticket)),
            new WorkflowMember(ContextNames.Parameters, _run.Parameters),
            new WorkflowMember(ContextNames.Steps, WorkflowValue.Of(ValueList.Create<WorkflowMember>(steps))),
            new WorkflowMember(ContextNames.Workflow, Identity(_run.Origin.Id.Value)),
            new WorkflowMember(ContextNames.Ticket, ticket),
        ]);
    }

    private static WorkflowValue Identity(string id) => WorkflowValue.Of([new WorkflowMember("id", WorkflowValue.Of(id))]);

    /// <summary>False when it failed; the unit has failed for good then, since it would fail again.</summary>
    private bool TryEvaluate(UnitState unit, CompiledExpression expression, string what, WorkflowValue context, out WorkflowValue value)
    {
        try
        {
            value = expression.Evaluate(context);
            return true;
        }
        catch (RepoTicketsException exception)
        {
            value = default;
            FailForGood(unit, $"Its {what} '{expression.Text}' cannot be evaluated: {exception.Message}");
            return false;
        }
    }

    private bool TryInput(UnitState unit, out WorkflowValue input)
    {
        input = default;
        if (unit.Plan.Input.Length == 0)
        {
            return true;
        }

        var members = new WorkflowMember[unit.Plan.Input.Length];
        var context = ContextOf(unit);
        for (var i = 0; i < members.Length; i++)
        {
            var (name, expression) = unit.Plan.Input[i];
            if (!TryEvaluate(unit, expression, $"input '{name}'", context, out var value))
            {
                return false;
            }

            members[i] = new(name, value);
        }

        input = WorkflowValue.Of(ValueList.Create<WorkflowMember>(members));
        return true;
    }

    private bool TryFill(UnitState unit, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = unit.Plan.Text!.Evaluate(ContextOf(unit));
            return true;
        }
        catch (RepoTicketsException exception)
        {
            text = null;
            FailForGood(unit, $"Its text '{Shorten(unit.Plan.Text!.Text)}' cannot be filled in: {exception.Message}");
            return false;
        }
    }

    private void Note(string what, UnitState? unit, string detail = "") =>
        _run.Note(Now, what, unit?.Name, detail.Length <= 200 ? detail : detail[..199] + "…");

    private static string Shorten(string text) => text.Length <= MaximumError ? text : string.Concat(text.AsSpan(0, MaximumError - 1), "…");
}
