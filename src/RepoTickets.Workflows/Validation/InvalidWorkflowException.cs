namespace RepoTickets.Workflows;

/// <summary>A definition is not valid; the message lists the problems.</summary>
public sealed class InvalidWorkflowException(string definition, ValueList<WorkflowProblem> problems)
    : RepoTicketsException(Describe(definition, problems))
{
    private const int Shown = 20;

    /// <summary>The definition's name.</summary>
    public string Definition { get; } = definition;

    /// <summary>All that is not right.</summary>
    public ValueList<WorkflowProblem> Problems { get; } = problems;

    private static string Describe(string definition, ValueList<WorkflowProblem> problems)
    {
        var rest = problems.Count > Shown ? $"\nAnd {problems.Count - Shown} more." : "";
        return $"The workflow '{DisplayText.Escape(definition)}' is not valid:\n{string.Join('\n', problems.Take(Shown))}{rest}";
    }
}
