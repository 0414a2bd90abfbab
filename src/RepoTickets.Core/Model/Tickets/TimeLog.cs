namespace RepoTickets;

/// <summary>A time spent on a ticket, or one that is still running.</summary>
public sealed partial record TimeLog
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in logs made here; unique in the ticket. Empty in one that is still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Whole minutes, at least 0; null while it runs. With both times, they count and this is what the file says.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>What was done; default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// What kind of work it was; default <c>work</c>. Free text; <c>meeting</c>, <c>research</c>, <c>blocked</c>, <c>review</c>,
    /// <c>testing</c>, <c>documentation</c> and <c>other</c> are usual.
    /// </summary>
    public string EntryType { get; init; } = "work";

    /// <summary>Who worked; default empty.</summary>
    public string Author { get; init; } = "";

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
