namespace RepoTickets.Workflows.Execution;

/// <summary>The one place of the machine that knows the language of expressions.</summary>
internal static class PlanExpressions
{
    /// <exception cref="WorkflowExpressionException">It is no expression.</exception>
    internal static CompiledExpression Compile(string text) => new(text, WorkflowExpression.Parse(text).Evaluate);

    /// <exception cref="WorkflowExpressionException">An expression in it is none.</exception>
    internal static CompiledText CompileText(string text)
    {
        var parsed = WorkflowText.Parse(text);
        return new(text, parsed.Evaluate);
    }
}
