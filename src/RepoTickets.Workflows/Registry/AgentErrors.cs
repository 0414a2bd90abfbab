namespace RepoTickets.Workflows;

/// <summary>An agent cannot be removed because it holds unfinished tasks. Nothing was changed.</summary>
public sealed class AgentHoldsWorkException(AgentId agent, ValueList<AgentTaskId> tasks)
    : RepoTicketsException(
        $"{agent} holds {tasks.Count} unfinished tasks: {string.Join(", ", tasks.Take(10))}{(tasks.Count > 10 ? ", …" : "")}. " +
        "End them, or " +
        $"remove it with {nameof(AgentRemoval.HandBackWork)}.")
{
    /// <summary>The agent.</summary>
    public AgentId Agent { get; } = agent;

    /// <summary>The tasks.</summary>
    public ValueList<AgentTaskId> Tasks { get; } = tasks;
}

/// <summary>An agent cannot be removed because finished tasks name it. Nothing was changed.</summary>
public sealed class AgentHasHistoryException(AgentId agent, ValueList<AgentTaskId> tasks)
    : RepoTicketsException(
        $"{agent} is named by {tasks.Count} finished tasks, which would have to go with it. Set it inactive, or remove it with " +
        $"{nameof(AgentRemoval.DeleteHistory)}.")
{
    /// <summary>The agent.</summary>
    public AgentId Agent { get; } = agent;

    /// <summary>The tasks.</summary>
    public ValueList<AgentTaskId> Tasks { get; } = tasks;
}
