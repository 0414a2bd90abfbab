namespace RepoTickets.Workflows;

/// <summary>One evaluation: the context, what is left of the permitted cost, and the checks of kinds that all operators share.</summary>
/// <param name="text">What is quoted in errors.</param>
/// <param name="offset">Where the expression begins in that text.</param>
/// <param name="context">The names.</param>
internal sealed class Evaluation(string text, int offset, WorkflowValue context)
{
    private int _left = WorkflowExpression.MaximumCost;

    internal WorkflowValue Context { get; } = context;

    /// <summary>Where the expression that is being evaluated begins in the text.</summary>
    internal int Offset { get; set; } = offset;

    internal WorkflowExpressionException Error(int position, string reason) => new(text, position + Offset, reason);

    /// <summary>Takes from the permitted cost, before the work is done.</summary>
    internal void Charge(long cost, int position)
    {
        if (cost > _left)
        {
            throw Error(
                position, $"This costs more than {WorkflowExpression.MaximumCost} characters and values. Use smaller texts and lists.");
        }

        _left -= (int)cost;
    }

    internal bool Condition(ExpressionNode node, string what)
    {
        var value = node.Evaluate(this);
        return value.Kind == WorkflowValueKind.Boolean
            ? value.Boolean
            : throw Error(
                node.Position, $"{what} must be true or false, but this is {ValueKinds.Of(value)}. Compare it, for example with == or !=.");
    }

    internal double Number(ExpressionNode node, string what) => Number(node.Evaluate(this), node.Position, what);

    internal double Number(WorkflowValue value, int position, string what) => value.Kind == WorkflowValueKind.Number
        ? value.Number
        : throw Error(
            position,
            $"{what} needs a number, but this is {ValueKinds.Of(value)}. " +
            (value.Kind == WorkflowValueKind.Null ? "Give a value for that case with default(…, 0)." : "Convert text with number(…)."));

    internal string Text(WorkflowValue value, int position, string what) => value.Kind == WorkflowValueKind.Text
        ? value.Text
        : throw Error(
            position,
            $"{what} needs text, but this is {ValueKinds.Of(value)}. " +
            (value.Kind == WorkflowValueKind.Null ? "Give a value for that case with default(…, '')." : "Convert it with text(…)."));

    /// <summary>A number that an operation made; infinite results are errors, as no context may hold them.</summary>
    internal WorkflowValue Finite(double number, int position) => double.IsFinite(number)
        ? WorkflowValue.Of(number)
        : throw Error(position, "The result is too large for a number.");
}
