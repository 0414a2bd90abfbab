namespace RepoTickets;

/// <summary>Something that a ticket's outcome must satisfy.</summary>
public sealed record Requirement
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in requirements made here; unique in the ticket. Empty in one still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>The title; not blank.</summary>
    public required string Title { get; init; }

    /// <summary>Free text; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>How far it is; default draft.</summary>
    public RequirementStatus Status { get; init; }

    /// <summary>How to tell that it is satisfied.</summary>
    public ValueList<string> AcceptanceCriteria { get; init; } = [];

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who wrote it; default empty.</summary>
    public string Author { get; init; } = "";

    /// <summary>Implemented or verified: it counts as covered.</summary>
    public bool IsCovered => Status is RequirementStatus.Implemented or RequirementStatus.Verified;
}
