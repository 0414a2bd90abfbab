namespace RepoTickets;

/// <summary>
/// One run of a workflow: what <c>workflows/WF-XXXXXXXX.yaml</c> holds. Immutable, and unchecked until validated. Change it through the
/// workflow engine only: its steps belong together.
/// </summary>
public sealed record WorkflowInstance : Document
{
    /// <summary>Signals that are kept for steps to come: 1,000.</summary>
    public const int MaximumSignals = 1_000;

    /// <summary>Entries of the history that are kept, the newest ones: 500.</summary>
    public const int MaximumHistory = 500;

    /// <summary>Its identifier; default for one that is to be created.</summary>
    public WorkflowId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The name of its definition, such as <c>bug-fix</c>.</summary>
    public required string Definition { get; init; }

    /// <summary>The version of its definition, 1 or more.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>The stored definition that it goes on with, whatever is registered under the name later.</summary>
    public required WorkflowDefinitionId DefinitionId { get; init; }

    /// <summary>The ticket it is about; null for none.</summary>
    public TicketId? TicketId { get; init; }

    /// <summary>The workflow that it is a step of; null for none.</summary>
    public WorkflowId? ParentId { get; init; }

    /// <summary>Which step of <see cref="ParentId"/>, such as <c>deploy</c>, or <c>deploy[3]</c> for an item of a for-each.</summary>
    public string? ParentStep { get; init; }

    /// <summary>How far it is.</summary>
    public WorkflowStatus Status { get; init; }

    /// <summary>Why it is paused, failed or cancelled; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// What it was before it was paused, or will be once it has undone its steps; null while neither is so.
    /// </summary>
    public WorkflowStatus? NextStatus { get; init; }

    /// <summary>The values that it was started with: a JSON object.</summary>
    public JsonText Parameters { get; init; } = JsonText.Empty;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was paused; null while it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When it has taken too long; moves on by the time spent in pause. Null for no limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Its steps in the order of the definition, then those that undo steps.</summary>
    public ValueList<WorkflowStepState> Steps { get; init; } = [];

    /// <summary>Signals and events that came when no step could take them; at most <see cref="MaximumSignals"/>.</summary>
    public ValueList<WorkflowSignal> Signals { get; init; } = [];

    /// <summary>What happened, oldest first; at most <see cref="MaximumHistory"/>.</summary>
    public ValueList<WorkflowHistoryEntry> History { get; init; } = [];

    /// <summary>Entries of the history that were dropped because there were too many.</summary>
    public long HistoryDropped { get; init; }

    /// <summary>It has ended: nothing more happens unless a person retries a step that failed.</summary>
    public bool IsEnded => Status is WorkflowStatus.Completed or WorkflowStatus.Failed or WorkflowStatus.Cancelled;

    /// <summary>The state of a step; null when there is none of that name.</summary>
    public WorkflowStepState? FindStep(string step)
    {
        foreach (var state in Steps)
        {
            if (string.Equals(state.Id, step, StringComparison.Ordinal))
            {
                return state;
            }
        }

        return null;
    }
}
