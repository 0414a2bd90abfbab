namespace RepoTickets;

/// <summary>Who wants what, and why.</summary>
public sealed record UserStory
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in stories made here; unique in the ticket. Empty in one that is still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Who wants it; not blank.</summary>
    public required string Persona { get; init; }

    /// <summary>What is wanted; not blank.</summary>
    public required string Goal { get; init; }

    /// <summary>Why; not blank.</summary>
    public required string Benefit { get; init; }

    /// <summary>The priority; default medium.</summary>
    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    /// <summary>The size, at least 0; null for none.</summary>
    public int? StoryPoints { get; init; }

    /// <summary>How to tell that it is done.</summary>
    public ValueList<string> AcceptanceCriteria { get; init; } = [];

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who wrote it; default empty.</summary>
    public string Author { get; init; } = "";

    /// <summary>The usual sentence: <c>As a P, I want G, so that B.</c></summary>
    public string ToSentence() => $"As a {Persona}, I want {Goal}, so that {Benefit}.";
}
