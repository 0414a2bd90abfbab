namespace RepoTickets;

/// <summary>
/// A goal that takes several tickets: what <c>epics/ID.yaml</c> holds. Immutable, and unchecked until validated, like <see cref="Ticket"/>.
/// </summary>
public sealed partial record Epic : Document
{
    /// <summary>The identifier; <c>default</c> lets the store choose one from the title.</summary>
    public EpicId Id { get; init; }

    /// <inheritdoc/>
    public override DocumentKey Key => Id.Key;

    /// <summary>The title; not blank.</summary>
    public required string Title { get; init; }

    /// <summary>Free text; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The status; default draft.</summary>
    public EpicStatus Status { get; init; }

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>Who is responsible; default empty.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Where to write to the owner; default empty.</summary>
    public string OwnerEmail { get; init; } = "";

    /// <summary>The labels. Setting them trims each, drops blank ones and repetitions, and keeps the order.</summary>
    public ValueList<string> Labels { get; init => field = LabelText.Normalize(value); } = [];

    /// <summary>When it was created; <c>default</c> when unknown, and in new epics to let the store set it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; <c>default</c> when unknown, and in new epics to let the store set it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version in which it shall appear; default empty.</summary>
    public string TargetVersion { get; init; } = "";

    /// <summary>When work begins; null when not planned.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When it shall be done; null when not planned.</summary>
    public DateTimeOffset? TargetDate { get; init; }

    /// <summary>When it was done; null before.</summary>
    public DateTimeOffset? CompletedDate { get; init; }

    /// <summary>The estimated size, at least 0; null for none.</summary>
    public int? EstimatedStoryPoints { get; init; }

    /// <summary>Its tickets. One-sided: the tickets' own <see cref="Ticket.EpicId"/> is not changed with it.</summary>
    public ValueList<TicketId> TicketIds { get; init; } = [];

    /// <summary>What it is for.</summary>
    public ValueList<string> Goals { get; init; } = [];

    /// <summary>How to tell that it succeeded.</summary>
    public ValueList<string> SuccessCriteria { get; init; } = [];
}
