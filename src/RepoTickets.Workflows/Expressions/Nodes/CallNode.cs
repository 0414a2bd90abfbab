namespace RepoTickets.Workflows;

/// <summary>A call of one of the functions that the language knows.</summary>
internal sealed class CallNode(int position, ExpressionFunction function, ExpressionNode[] arguments) : ExpressionNode(position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation) =>
        function.Evaluate(new(evaluation, function.Name, Position, arguments));
}

/// <summary>What a function gets.</summary>
/// <param name="Evaluation">The evaluation.</param>
/// <param name="Name">The function's name, for errors.</param>
/// <param name="Position">Where the call begins.</param>
/// <param name="Arguments">Not evaluated yet: <c>default</c> does not need its second.</param>
internal readonly record struct FunctionCall(Evaluation Evaluation, string Name, int Position, ExpressionNode[] Arguments)
{
    internal WorkflowValue Value(int index) => Arguments[index].Evaluate(Evaluation);

    internal string Text(int index) => Evaluation.Text(Value(index), Arguments[index].Position, $"{Name}(…)");

    internal double Number(int index) => Evaluation.Number(Value(index), Arguments[index].Position, $"{Name}(…)");

    internal void Charge(long cost) => Evaluation.Charge(cost, Position);
}
