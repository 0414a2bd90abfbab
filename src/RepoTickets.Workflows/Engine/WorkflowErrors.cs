namespace RepoTickets.Workflows;

/// <summary>A definition cannot be run. Nothing was started.</summary>
public sealed class WorkflowDefinitionException(string definition, string problem)
    : RepoTicketsException($"The workflow '{DisplayText.Escape(definition)}' cannot be run: {problem}.")
{
    /// <summary>The definition's name.</summary>
    public string Definition { get; } = definition;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;
}

/// <summary>What was asked for is not allowed in the state that the workflow is in. Nothing was changed.</summary>
public sealed class WorkflowStateException(WorkflowId id, string problem)
    : RepoTicketsException($"Workflow {id}: {problem}.")
{
    /// <summary>The workflow.</summary>
    public WorkflowId WorkflowId { get; } = id;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;
}
