namespace RepoTickets.Workflows;

/// <summary>One operand after an operator.</summary>
/// <param name="Operator">One of <c>+ - * / %</c>.</param>
/// <param name="Operand">What stands right of it.</param>
internal readonly record struct ArithmeticPart(char Operator, ExpressionNode Operand);

/// <summary>Operands joined by operators of one rank, from left to right. <c>+</c> joins texts and lists, too.</summary>
internal sealed class ArithmeticNode(ExpressionNode first, ArithmeticPart[] rest) : ExpressionNode(first.Position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        var result = first.Evaluate(evaluation);
        foreach (var part in rest)
        {
            result = part.Operator == '+' && result.Kind != WorkflowValueKind.Number
                ? Join(result, part.Operand.Evaluate(evaluation), part.Operand.Position, evaluation)
                : Calculate(result, part, evaluation);
        }

        return result;
    }

    private WorkflowValue Calculate(WorkflowValue left, ArithmeticPart part, Evaluation evaluation)
    {
        var what = $"'{part.Operator}'";
        var one = evaluation.Number(left, Position, what);
        var position = part.Operand.Position;
        var other = evaluation.Number(part.Operand.Evaluate(evaluation), position, what);
        if (other == 0 && part.Operator is '/' or '%')
        {
            throw evaluation.Error(position, "This is 0, and nothing can be divided by 0.");
        }

        return evaluation.Finite(
            part.Operator switch
            {
                '+' => one + other,
                '-' => one - other,
                '*' => one * other,
                '/' => one / other,
                _ => one % other,
            },
            position);
    }

    private WorkflowValue Join(WorkflowValue left, WorkflowValue right, int position, Evaluation evaluation)
    {
        if (left.Kind == WorkflowValueKind.Text)
        {
            var other = evaluation.Text(right, position, "'+' after text");
            evaluation.Charge((long)left.Text.Length + other.Length, position);
            return WorkflowValue.Of(left.Text + other);
        }

        if (left.Kind == WorkflowValueKind.List && right.Kind == WorkflowValueKind.List)
        {
            evaluation.Charge((long)left.Items.Count + right.Items.Count, position);
            return WorkflowValue.Of((ValueList<WorkflowValue>)[.. left.Items, .. right.Items]);
        }

        throw evaluation.Error(
            Position,
            $"'+' joins two numbers, two texts or two lists, but here are {ValueKinds.Of(left)} and {ValueKinds.Of(right)}. " +
            "Convert one with number(…) or text(…).");
    }
}

/// <summary>A number with the opposite sign.</summary>
internal sealed class NegativeNode(int position, ExpressionNode value) : ExpressionNode(position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation) => WorkflowValue.Of(-evaluation.Number(value, "'-'"));
}
