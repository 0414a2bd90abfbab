namespace RepoTickets.Workflows;

/// <summary>A part of an expression. Immutable; a chain of one operator is one node, so that nesting alone makes depth.</summary>
/// <param name="position">The character at which it begins.</param>
internal abstract class ExpressionNode(int position)
{
    internal int Position { get; } = position;

    internal abstract WorkflowValue Evaluate(Evaluation evaluation);
}

/// <summary>A value that is written out.</summary>
internal sealed class LiteralNode(int position, WorkflowValue value) : ExpressionNode(position)
{
    internal WorkflowValue Value { get; } = value;

    internal override WorkflowValue Evaluate(Evaluation evaluation) => Value;
}

/// <summary>A list whose items are written out.</summary>
internal sealed class ListNode(int position, ExpressionNode[] items) : ExpressionNode(position)
{
    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        evaluation.Charge(items.Length, Position);
        return WorkflowValue.Of(items.Select(item => item.Evaluate(evaluation)).ToValueList());
    }
}

/// <summary>A name of the context.</summary>
internal sealed class NameNode(int position, string name) : ExpressionNode(position)
{
    internal string Name { get; } = name;

    internal override WorkflowValue Evaluate(Evaluation evaluation)
    {
        foreach (var member in evaluation.Context.Members)
        {
            if (string.Equals(member.Name, Name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        var known = string.Join(", ", evaluation.Context.Members.Take(20).Select(member => DisplayText.Escape(member.Name)));
        throw evaluation.Error(
            Position, $"There is no '{Name}' here. Known: {(known.Length == 0 ? "nothing" : known)}. Text stands in quotes: '{Name}'.");
    }
}
