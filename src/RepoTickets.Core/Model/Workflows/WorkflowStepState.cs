namespace RepoTickets;

/// <summary>How far a step of a workflow, or one item of a for-each, is. Immutable.</summary>
public sealed record WorkflowStepState
{
    /// <summary>The step's name; for an item of a for-each its number, from 0.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public WorkflowStepStatus Status { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last attempt was begun.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, well or not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its place in the order in which steps ended, from 1; 0 while it has not.</summary>
    public int Ordinal { get; init; }

    /// <summary>When it goes on by itself: the next attempt, or the end of a delay.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When its attempt has taken too long.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What came out, as JSON; null for nothing.</summary>
    public string? Result { get; init; }

    /// <summary>Why the last attempt failed; empty when none did.</summary>
    public string Error { get; init; } = "";

    /// <summary>What it waits for, for people; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>The agent's task that it waits for.</summary>
    public AgentTaskId? TaskId { get; init; }

    /// <summary>The workflow that it waits for.</summary>
    public WorkflowId? ChildId { get; init; }

    /// <summary>The token of the grant under which code runs; 0 while none does.</summary>
    public long Token { get; init; }

    /// <summary>The position of the feed after which an event counts.</summary>
    public long Since { get; init; }

    /// <summary>The items of a for-each, in order.</summary>
    public ValueList<WorkflowStepState> Items { get; init; } = [];

    /// <summary>Nothing more happens to it by itself.</summary>
    public bool IsEnded => Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Failed or WorkflowStepStatus.Skipped
        or WorkflowStepStatus.Cancelled or WorkflowStepStatus.Compensated;
}

/// <summary>A signal or an event that is kept until a step takes it.</summary>
/// <param name="Name">The signal's name, or the event's type.</param>
/// <param name="Value">What came with it, as JSON.</param>
/// <param name="At">When it came.</param>
/// <param name="Step">The waiting step that it is kept for; null for the first that asks.</param>
public sealed record WorkflowSignal(string Name, string Value, DateTimeOffset At, string? Step = null);

/// <summary>Something that happened in a workflow.</summary>
/// <param name="At">When.</param>
/// <param name="What">What, such as <c>step_completed</c>: a-z and the underscore.</param>
/// <param name="Step">Which step, or item of a for-each (<c>deploy[3]</c>); null for the workflow itself.</param>
/// <param name="Detail">For people; may be empty.</param>
public sealed record WorkflowHistoryEntry(DateTimeOffset At, string What, string? Step = null, string Detail = "");
