namespace RepoTickets.Workflows;

/// <summary>A task that is wanted.</summary>
public sealed record TaskRequest
{
    /// <summary>The ticket it is about.</summary>
    public required TicketId TicketId { get; init; }

    /// <summary>What kind of work it is, such as <c>code</c> or <c>review</c>; not blank.</summary>
    public required string TaskType { get; init; }

    /// <summary>What is to be done; not blank.</summary>
    public required string Description { get; init; }

    /// <summary>Who gets it. Null: the task waits for an agent, or the distributor chooses one. Default null.</summary>
    public AgentId? AgentId { get; init; }

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>How it is to be done; default empty.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>What shall come out; default empty.</summary>
    public string ExpectedOutput { get; init; } = "";

    /// <summary>Whatever the agent needs to know; default empty.</summary>
    public JsonText Context { get; init; } = JsonText.Empty;

    /// <summary>Whole minutes that it should take, at least 0; null for no estimate.</summary>
    public int? EstimatedDurationMinutes { get; init; }

    internal AgentTask ToTask(AgentTaskId id) => new()
    {
        Id = id,
        TicketId = TicketId,
        AgentId = TaskHolder.Nobody,
        TaskType = TaskType,
        Description = Description,
        Priority = Priority,
        Instructions = Instructions,
        ExpectedOutput = ExpectedOutput,
        Context = Context,
        EstimatedDurationMinutes = EstimatedDurationMinutes,
    };
}
