namespace RepoTickets.Workflows;

/// <summary>A comparison of two values.</summary>
/// <param name="comparison">One of <c>== != &lt; &lt;= &gt; &gt;= in</c> and <c>not in</c>.</param>
/// <param name="left">Left of it.</param>
/// <param name="right">Right of it.</param>
internal sealed class ComparisonNode(string comparison, ExpressionNode left, ExpressionNode right) : ExpressionNode(left.Position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        var one = left.Evaluate(evaluation);
        var other = right.Evaluate(evaluation);
        return WorkflowValue.Of(comparison switch
        {
            "==" => Equal(one, other, evaluation),
            "!=" => !Equal(one, other, evaluation),
            "in" => Contains(other, one, evaluation, right.Position, left.Position),
            "not in" => !Contains(other, one, evaluation, right.Position, left.Position),
            "<" => Order(one, other, evaluation) < 0,
            "<=" => Order(one, other, evaluation) <= 0,
            ">" => Order(one, other, evaluation) > 0,
            _ => Order(one, other, evaluation) >= 0,
        });
    }

    /// <summary>Whether a list has an item, a text a part or a map a member; shared with the function <c>contains</c>.</summary>
    internal static bool Contains(WorkflowValue whole, WorkflowValue part, Evaluation evaluation, int wholePosition, int partPosition)
    {
        switch (whole.Kind)
        {
            case WorkflowValueKind.List:
                foreach (var item in whole.Items)
                {
                    if (ValueMatch.Equal(item, part, evaluation, wholePosition))
                    {
                        return true;
                    }
                }

                return false;
            case WorkflowValueKind.Text:
                return ValueMatch.Contains(
                    whole.Text, evaluation.Text(part, partPosition, "The search in a text"), evaluation, wholePosition);
            case WorkflowValueKind.Map:
                var name = evaluation.Text(part, partPosition, "The search for a member");
                evaluation.Charge(whole.Members.Count, wholePosition);
                return whole.Members.Any(member => string.Equals(member.Name, name, StringComparison.Ordinal));
            default:
                throw evaluation.Error(
                    wholePosition,
                    $"Only a list, text or a map can contain something, but this is {ValueKinds.Of(whole)}. " +
                    "Give a value for that case with default(…, []).");
        }
    }

    /// <summary>Null equals null only. Different kinds are an error, since such a comparison is nearly always a mistake.</summary>
    private bool Equal(WorkflowValue one, WorkflowValue other, Evaluation evaluation)
    {
        var isOneNull = one.Kind == WorkflowValueKind.Null;
        var isOtherNull = other.Kind == WorkflowValueKind.Null;
        if (isOneNull || isOtherNull)
        {
            return isOneNull && isOtherNull;
        }

        return one.Kind == other.Kind
            ? ValueMatch.Equal(one, other, evaluation, Position)
            : throw evaluation.Error(
                Position,
                $"'{comparison}' compares values of one kind, but here are {ValueKinds.Of(one)} and {ValueKinds.Of(other)}. " +
                "Convert one with number(…) or text(…).");
    }

    private int Order(WorkflowValue one, WorkflowValue other, Evaluation evaluation)
    {
        if (one.Kind == WorkflowValueKind.Text && other.Kind == WorkflowValueKind.Text)
        {
            evaluation.Charge(Math.Min(one.Text.Length, other.Text.Length), Position);
            return string.CompareOrdinal(one.Text, other.Text);
        }

        if (one.Kind == WorkflowValueKind.Number && other.Kind == WorkflowValueKind.Number)
        {
            return one.Number.CompareTo(other.Number);
        }

        var hint = one.Kind == WorkflowValueKind.Null || other.Kind == WorkflowValueKind.Null
            ? "Give a value for the case of null with default(…, 0)."
            : "Convert one with number(…) or text(…).";
        throw evaluation.Error(
            Position,
            $"'{comparison}' compares two numbers or two texts, but here are {ValueKinds.Of(one)} and {ValueKinds.Of(other)}. {hint}");
    }
}
