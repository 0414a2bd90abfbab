namespace RepoTickets.LogTriage;

/// <summary>A ticket to be filed.</summary>
public sealed record TicketDraft
{
    /// <summary>
    /// What finds the ticket again: a label of letters, digits and hyphens, such as <c>loggroup-0f3a…</c>. Also among <see cref="Labels"/>.
    /// </summary>
    public required string Marker { get; init; }

    /// <summary>One line, at most 255 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Description { get; init; }

    /// <summary>How bad; the sink turns it into its own priorities.</summary>
    public required FaultSeverity Severity { get; init; }

    /// <summary>Labels without blanks, distinct, in order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Who should look at it, in the target's own terms; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>The team, in the target's own terms; null for none.</summary>
    public string? Team { get; init; }
}
