namespace RepoTickets;

/// <summary>A document is not in a state from which the step is legal. Nothing was changed.</summary>
public sealed class InvalidTransitionException(DocumentKey key, string step, string state)
    : RepoTicketsException(
        $"{key} is {state}: the step '{step}' is not legal from there. Read it again; somebody else may have changed it.")
{
    /// <summary>The document.</summary>
    public DocumentKey Key { get; } = key;

    /// <summary>The step, such as <c>complete</c>.</summary>
    public string Step { get; } = step;

    /// <summary>The state it is in, as it stands in the file.</summary>
    public string State { get; } = state;
}

/// <summary>An agent takes no more tasks at the moment. Nothing was changed.</summary>
public sealed class AgentUnavailableException(DocumentKey key, string status, int activeTasks, int maximumTasks)
    : RepoTicketsException(
        $"{key} takes no task: it is {status} and has {activeTasks} of at most {maximumTasks}. Wait until one ends, or choose another " +
        $"agent.")
{
    /// <summary>The agent.</summary>
    public DocumentKey Key { get; } = key;

    /// <summary>Its status, as it stands in the file.</summary>
    public string Status { get; } = status;

    /// <summary>Tasks it has.</summary>
    public int ActiveTasks { get; } = activeTasks;

    /// <summary>Tasks it works on at once.</summary>
    public int MaximumTasks { get; } = maximumTasks;
}
