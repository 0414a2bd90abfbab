namespace RepoTickets.Workflows;

/// <summary>Conditions joined by <c>and</c> or by <c>or</c>; those behind the one that decides are not evaluated.</summary>
internal sealed class LogicNode(ExpressionNode[] terms, bool isAnd) : ExpressionNode(terms[0].Position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        foreach (var term in terms)
        {
            if (evaluation.Condition(term, isAnd ? "Each side of 'and'" : "Each side of 'or'") != isAnd)
            {
                return WorkflowValue.Of(!isAnd);
            }
        }

        return WorkflowValue.Of(isAnd);
    }
}

/// <summary><c>not</c>.</summary>
internal sealed class NotNode(int position, ExpressionNode term) : ExpressionNode(position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation) => WorkflowValue.Of(!evaluation.Condition(term, "What 'not' negates"));
}

/// <summary><c>condition ? one : other</c>; the one that is not chosen is not evaluated.</summary>
internal sealed class ChoiceNode(ExpressionNode condition, ExpressionNode one, ExpressionNode other) : ExpressionNode(condition.Position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation) =>
        (evaluation.Condition(condition, "What stands before '?'") ? one : other).Evaluate(evaluation);
}

/// <summary><c>a ?? b ?? c</c>: the first that is not null.</summary>
internal sealed class FirstNode(ExpressionNode[] terms) : ExpressionNode(terms[0].Position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        foreach (var term in terms)
        {
            var value = term.Evaluate(evaluation);
            if (value.Kind != WorkflowValueKind.Null)
            {
                return value;
            }
        }

        return default;
    }
}
