namespace RepoTickets.Workflows;

/// <summary>Members and items of a value: <c>a.b</c>, <c>a['b']</c>, <c>a[0]</c>, any number of them in a row.</summary>
internal sealed class AccessNode(ExpressionNode value, ExpressionNode[] keys) : ExpressionNode(value.Position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        var current = value.Evaluate(evaluation);
        foreach (var key in keys)
        {
            current = Get(current, key.Evaluate(evaluation), key.Position, evaluation);
        }

        return current;
    }

    /// <summary>What is not there is null, and so is every part of null: a step that was skipped has no result.</summary>
    private static WorkflowValue Get(WorkflowValue from, WorkflowValue key, int position, Evaluation evaluation)
    {
        if (key.Kind is not (WorkflowValueKind.Text or WorkflowValueKind.Number))
        {
            throw evaluation.Error(position, $"An index is a number or text, but this is {ValueKinds.Of(key)}.");
        }

        switch (from.Kind)
        {
            case WorkflowValueKind.Null:
                return default;
            case WorkflowValueKind.Map when key.Kind == WorkflowValueKind.Text:
                evaluation.Charge(from.Members.Count, position);
                return from[key.Text];
            case WorkflowValueKind.Map:
                throw evaluation.Error(position, "Members of a map have names: write the index as text, as in a['name'].");
            case WorkflowValueKind.List when key.Kind == WorkflowValueKind.Number:
                return Item(from.Items, key.Number, position, evaluation);
            case WorkflowValueKind.List:
                throw evaluation.Error(
                    position, $"A list has no '{DisplayText.Escape(key.Text)}': take an item by its number, as in a[0], or use length(…).");
            default:
                throw evaluation.Error(position, $"Only maps and lists have parts, but this belongs to {ValueKinds.Of(from)}.");
        }
    }

    private static WorkflowValue Item(ValueList<WorkflowValue> items, double index, int position, Evaluation evaluation)
    {
        if (index < 0 || index != Math.Floor(index))
        {
            throw evaluation.Error(position, "Items are counted from 0 in whole numbers. The last is a[length(a) - 1].");
        }

        return index < items.Count ? items[(int)index] : default;
    }
}
