namespace RepoTickets.Workflows;

/// <summary>An agent does not take tasks of this type. Nothing was changed.</summary>
public sealed class AgentNotSuitableException(AgentId agent, string taskType, ValueList<string> takes)
    : RepoTicketsException($"{agent} takes no tasks of the type '{taskType}', only {string.Join(", ", takes)}. Choose another agent.")
{
    /// <summary>The agent.</summary>
    public AgentId Agent { get; } = agent;

    /// <summary>The type of the task.</summary>
    public string TaskType { get; } = taskType;

    /// <summary>The types that it takes.</summary>
    public ValueList<string> Takes { get; } = takes;
}

/// <summary>A task is not held by the agent that wants to change it: it was handed back or given to another. Nothing was changed.</summary>
public sealed class TaskNotHeldException(AgentTaskId task, AgentId agent, AgentId holder)
    : RepoTicketsException($"{task} is not held by {agent} but by {holder}. It was handed back or given to another; stop working on it.")
{
    /// <summary>The task.</summary>
    public AgentTaskId Task { get; } = task;

    /// <summary>Who wanted to change it.</summary>
    public AgentId Agent { get; } = agent;

    /// <summary>Who holds it; <see cref="TaskHolder.Nobody"/> when it waits.</summary>
    public AgentId Holder { get; } = holder;
}
