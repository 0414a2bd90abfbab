namespace RepoTickets;

/// <summary>An entry in a ticket's journal.</summary>
public sealed record JournalEntry
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in entries made here; unique in the ticket. Empty in one that is still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>Where to write to the author; default empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>The text; not blank.</summary>
    public required string Content { get; init; }

    /// <summary>
    /// What kind of entry it is; default <c>progress</c>. Free text; <c>blocker</c>, <c>milestone</c>, <c>decision</c>, <c>risk</c> and
    /// <c>meeting</c> are usual.
    /// </summary>
    public string EntryType { get; init; } = "progress";

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Hours that will be needed, at least 0; null for no estimate.</summary>
    public double? EffortEstimateHours { get; init; }

    /// <summary>Hours that were spent, at least 0; null when not told.</summary>
    public double? EffortSpentHours { get; init; }

    /// <summary>How far the work is, 0 to 100; null when not told.</summary>
    public int? CompletionPercentage { get; init; }

    /// <summary>The milestone it is about; null for none.</summary>
    public string? Milestone { get; init; }

    /// <summary>
    /// What the work depends on. Texts rather than identifiers, because other things than tickets are named here too; those that are
    /// identifiers of tickets count as references.
    /// </summary>
    public ValueList<string> Dependencies { get; init; } = [];

    /// <summary>What may go wrong.</summary>
    public ValueList<string> Risks { get; init; } = [];

    /// <summary>What was decided.</summary>
    public ValueList<string> Decisions { get; init; } = [];
}
