namespace RepoTickets;

/// <summary>Work that an agent was given for a ticket: what <c>tasks/ID.json</c> holds. Immutable, and unchecked until validated.</summary>
public sealed partial record AgentTask : Document
{
    /// <summary>The identifier; <c>default</c> lets the store choose one.</summary>
    public AgentTaskId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The ticket it is about.</summary>
    public required TicketId TicketId { get; init; }

    /// <summary>The agent that it was given to.</summary>
    public required AgentId AgentId { get; init; }

    /// <summary>What kind of work it is: free text such as <c>code</c>, <c>review</c>, <c>test</c>, <c>document</c>; not blank.</summary>
    public required string TaskType { get; init; }

    /// <summary>What is to be done; not blank.</summary>
    public required string Description { get; init; }

    /// <summary>How far it is; default assigned. Use the methods to change it: they allow only legal steps.</summary>
    public AgentTaskStatus Status { get; init; }

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>When it was given; <c>default</c> when unknown, and in new tasks to let the store set it.</summary>
    public DateTimeOffset AssignedAt { get; init; }

    /// <summary>When work began; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was completed, failed or cancelled; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How it is to be done; default empty.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>What shall come out; default empty.</summary>
    public string ExpectedOutput { get; init; } = "";

    /// <summary>Whatever the agent needs to know; default empty.</summary>
    public JsonText Context { get; init; } = JsonText.Empty;

    /// <summary>What came out; default empty.</summary>
    public string Output { get; init; } = "";

    /// <summary>What was made: paths, links.</summary>
    public ValueList<string> Artifacts { get; init; } = [];

    /// <summary>Why it failed or was cancelled; default empty.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>Whole minutes that it should take, at least 0; null for no estimate.</summary>
    public int? EstimatedDurationMinutes { get; init; }

    /// <summary>Whole minutes that it took, at least 0; null before it ends.</summary>
    public int? ActualDurationMinutes { get; init; }
}
