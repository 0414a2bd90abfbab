namespace RepoTickets;

/// <summary>
/// A ticket: what <c>open/ID.yaml</c> or <c>closed/ID.yaml</c> holds. Immutable; change it with <c>with</c> or with the methods, which
/// return a changed copy, and commit the copy. Values are not checked when they are set: <see cref="DocumentValidator"/> reports every rule
/// that a ticket breaks, and a store asks it before it writes.
/// </summary>
/// <remarks>
/// Methods that are given a clock set <see cref="UpdatedAt"/>; after the others, and after <c>with</c>, the store sets it on commit (see
/// <see cref="ChangeSet.TouchUpdatedAt"/>).
/// </remarks>
public sealed partial record Ticket : Document
{
    /// <summary>The identifier; <c>default</c> lets the store choose one from the title.</summary>
    public TicketId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The title; not blank, at most <see cref="DocumentBounds.TitleLength"/> characters.</summary>
    public required string Title { get; init; }

    /// <summary>Free text; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The status; default open.</summary>
    public TicketStatus Status { get; init; } = TicketStatus.Open;

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>Who works on it; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Who filed it; default empty.</summary>
    public string Reporter { get; init; } = "";

    /// <summary>Where to write to who filed it; default empty.</summary>
    public string ReporterEmail { get; init; } = "";

    /// <summary>The labels. Setting them trims each, drops blank ones and repetitions, and keeps the order.</summary>
    public ValueList<string> Labels { get; init => field = LabelText.Normalize(value); } = [];

    /// <summary>When it was created; <c>default</c> when the file does not say, and in new tickets to let the store set it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; <c>default</c> when the file does not say, and in new tickets to let the store set it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The comments, oldest first.</summary>
    public ValueList<Comment> Comments { get; init; } = [];

    /// <summary>The branch on which it is worked; default empty.</summary>
    public string Branch { get; init; } = "";

    /// <summary>The commit that belongs to it; null for none.</summary>
    public string? Commit { get; init; }

    /// <summary>The journal, oldest entry first.</summary>
    public ValueList<JournalEntry> JournalEntries { get; init; } = [];

    /// <summary>The times spent on it, oldest first.</summary>
    public ValueList<TimeLog> TimeLogs { get; init; } = [];

    /// <summary>The estimate in hours, at least 0; null for none.</summary>
    public double? EstimatedHours { get; init; }

    /// <summary>The size in story points, at least 0; null for none.</summary>
    public int? StoryPoints { get; init; }

    /// <summary>Tickets that must be done first. One-sided: the other ticket's <see cref="Blocks"/> is not changed with it.</summary>
    public ValueList<TicketId> BlockedBy { get; init; } = [];

    /// <summary>Tickets that wait for this one. One-sided.</summary>
    public ValueList<TicketId> Blocks { get; init; } = [];

    /// <summary>Tickets that have to do with this one. One-sided.</summary>
    public ValueList<TicketId> RelatedTo { get; init; } = [];

    /// <summary>The epic it belongs to; null for none. One-sided.</summary>
    public EpicId? EpicId { get; init; }

    /// <summary>The ticket of which it is a part; null for none. One-sided.</summary>
    public TicketId? ParentTicketId { get; init; }

    /// <summary>The tickets that are parts of it. One-sided.</summary>
    public ValueList<TicketId> ChildTicketIds { get; init; } = [];

    /// <summary>The agent that works on it; null for none.</summary>
    public AgentId? AssignedAgent { get; init; }

    /// <summary>The tasks that agents were given for it, also finished ones.</summary>
    public ValueList<AgentTaskId> AgentTasks { get; init; } = [];

    /// <summary>What is required.</summary>
    public ValueList<Requirement> Requirements { get; init; } = [];

    /// <summary>Who wants what, and why.</summary>
    public ValueList<UserStory> UserStories { get; init; } = [];

    /// <summary>What must be true when it is done.</summary>
    public ValueList<ExpectedResult> ExpectedResults { get; init; } = [];

    /// <summary>Examples of the wanted behaviour.</summary>
    public ValueList<GherkinScenario> GherkinScenarios { get; init; } = [];

    /// <summary>How far the requirements are agreed; default draft.</summary>
    public RequirementsStatus RequirementsStatus { get; init; }

    /// <summary>All acceptance criteria are met, as <see cref="UpdateAcceptanceCriteriaStatus"/> last found; default false.</summary>
    public bool AcceptanceCriteriaMet { get; init; }

    /// <summary>The coverage by tests, 0 to 100; null when unknown.</summary>
    public double? TestCoveragePercentage { get; init; }
}
