namespace RepoTickets.Workflows;

/// <summary>An expression that cannot be read, or cannot be evaluated in its context.</summary>
public sealed class WorkflowExpressionException(string expression, int position, string reason)
    : RepoTicketsException($"{reason} At character {position + 1} of '{DisplayText.Escape(expression)}'.")
{
    /// <summary>The expression, or the text with expressions in it.</summary>
    public string Expression { get; } = expression;

    /// <summary>The character, counted from 0, at which it went wrong.</summary>
    public int Position { get; } = position;

    /// <summary>What is wrong and what would be right, without the place.</summary>
    public string Reason { get; } = reason;
}
