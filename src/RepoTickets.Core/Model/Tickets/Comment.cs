namespace RepoTickets;

/// <summary>A comment on a ticket.</summary>
public sealed record Comment
{
    /// <summary>
    /// Eight lower-case hexadecimal digits in comments made here; unique in the ticket. Empty in one that is still to be added.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>Where to write to the author; default empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>The text; not blank.</summary>
    public required string Content { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
