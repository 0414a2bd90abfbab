using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Workflows;

/// <summary>
/// An expression of the language of conditions, such as <c>steps.build.result.warnings == 0 and params.environment in ['test', 'live']</c>,
/// read once and evaluated as often as needed. It reads its context and nothing else, has no loops, and both its length and its cost are
/// bounded. Immutable and thread-safe. <c>docs/workflow-definitions.md</c> describes the language.
/// </summary>
public sealed class WorkflowExpression
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaximumLength = 4_000;

    /// <summary>How deeply parentheses, brackets, calls and signs may nest.</summary>
    public const int MaximumDepth = 64;

    /// <summary>What one evaluation may cost at most: a unit for each character made or compared and each value visited.</summary>
    public const int MaximumCost = 1_000_000;

    private readonly ExpressionNode _root;

    internal WorkflowExpression(string text, ExpressionNode root, ValueList<ExpressionReference> references)
    {
        Text = text;
        _root = root;
        References = references;
        Names = references.Select(reference => reference.Root).Distinct(StringComparer.Ordinal).ToValueList();
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>The names of the context that it uses, such as <c>steps</c>: distinct, in order of their first use.</summary>
    public ValueList<string> Names { get; }

    /// <summary>Every place where it reads the context, with the members that are known without evaluating.</summary>
    internal ValueList<ExpressionReference> References { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="WorkflowExpressionException">It is none; the message says where, what is wrong and what would be right.</exception>
    public static WorkflowExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ExpressionParser(text).Parse();
    }

    /// <summary>Reads an expression; false where <see cref="Parse"/> would throw <paramref name="error"/>.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out WorkflowExpression? expression, [NotNullWhen(false)] out WorkflowExpressionException? error)
    {
        try
        {
            expression = Parse(text);
            error = null;
            return true;
        }
        catch (WorkflowExpressionException exception)
        {
            expression = null;
            error = exception;
            return false;
        }
    }

    /// <summary>The value in this context.</summary>
    /// <param name="context">A map whose members are the names that the expression can use.</param>
    /// <exception cref="WorkflowExpressionException">A name is not there, a kind does not fit, or the cost exceeds
    /// <see cref="MaximumCost"/>.</exception>
    public WorkflowValue Evaluate(WorkflowValue context) => _root.Evaluate(new(Text, 0, context));

    /// <summary>Whether the condition holds in this context.</summary>
    /// <param name="context">A map whose members are the names that the expression can use.</param>
    /// <exception cref="WorkflowExpressionException">As <see cref="Evaluate"/>, and when the value is neither true nor false.</exception>
    public bool EvaluateCondition(WorkflowValue context)
    {
        var evaluation = new Evaluation(Text, 0, context);
        return evaluation.Condition(_root, "A condition");
    }

    /// <summary>The expression as it was written.</summary>
    public override string ToString() => Text;

    /// <summary>The value as a part of a text, whose places and cost are those of the whole.</summary>
    internal WorkflowValue EvaluateWithin(Evaluation whole) => _root.Evaluate(whole);
}
