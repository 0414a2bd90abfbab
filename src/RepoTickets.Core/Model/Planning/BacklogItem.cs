namespace RepoTickets;

/// <summary>
/// Something that may become a ticket: what <c>backlog/ID.yaml</c> holds. Immutable, and unchecked until validated, like
/// <see cref="Ticket"/>.
/// </summary>
public sealed partial record BacklogItem : Document
{
    /// <summary>The identifier; <c>default</c> lets the store choose one from the title.</summary>
    public BacklogItemId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The title; not blank.</summary>
    public required string Title { get; init; }

    /// <summary>Free text; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What kind of item it is; default story.</summary>
    public BacklogItemType ItemType { get; init; }

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>How far it is; default new.</summary>
    public BacklogStatus Status { get; init; }

    /// <summary>The size, at least 0; null for none.</summary>
    public int? StoryPoints { get; init; }

    /// <summary>What it is worth, 1 to 100; null when not judged.</summary>
    public int? BusinessValue { get; init; }

    /// <summary>The estimate in hours, at least 0; null for none.</summary>
    public double? EffortEstimate { get; init; }

    /// <summary>How risky it is; default low.</summary>
    public RiskLevel RiskLevel { get; init; }

    /// <summary>Who decides about it; default empty.</summary>
    public string ProductOwner { get; init; } = "";

    /// <summary>Who works on it; default empty.</summary>
    public string AssignedTo { get; init; } = "";

    /// <summary>When it was created; <c>default</c> when unknown, and in new items to let the store set it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; <c>default</c> when unknown, and in new items to let the store set it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The epic it belongs to; null for none.</summary>
    public EpicId? EpicId { get; init; }

    /// <summary>The ticket that it became; null before.</summary>
    public TicketId? TicketId { get; init; }

    /// <summary>Items that must be done first.</summary>
    public ValueList<BacklogItemId> Dependencies { get; init; } = [];

    /// <summary>How to tell that it is done.</summary>
    public ValueList<string> AcceptanceCriteria { get; init; } = [];

    /// <summary>What must hold for every item before it counts as done.</summary>
    public ValueList<string> DefinitionOfDone { get; init; } = [];

    /// <summary>The sprint it is planned for; null for none.</summary>
    public string? SprintId { get; init; }

    /// <summary>The name of that sprint; null for none.</summary>
    public string? SprintName { get; init; }

    /// <summary>The labels. Setting them trims each, drops blank ones and repetitions, and keeps the order.</summary>
    public ValueList<string> Labels { get; init => field = LabelText.Normalize(value); } = [];

    /// <summary>The part of the product; default empty.</summary>
    public string Component { get; init; } = "";

    /// <summary>The theme; default empty.</summary>
    public string Theme { get; init; } = "";
}
