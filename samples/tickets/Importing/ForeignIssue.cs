namespace RepoTickets.CommandLine.Importing;

/// <summary>An issue of another program, in our words but with its own identifiers still.</summary>
internal sealed class ForeignIssue(string id, ForeignPlace place)
{
    /// <summary>The identifier there.</summary>
    internal string Id { get; } = id;

    internal ForeignPlace Place { get; } = place;

    /// <summary>The label that says where it is from: whoever has it is not imported a second time.</summary>
    internal required string Mark { get; init; }

    /// <summary>
    /// The identifier that it should have here, if that is one and is free; null where the other program's are no use to people.
    /// </summary>
    internal string? WantedId { get; init; }

    internal required string Title { get; init; }

    internal string Description { get; set; } = "";

    internal TicketStatus Status { get; set; } = TicketStatus.Open;

    internal TicketPriority Priority { get; set; } = TicketPriority.Medium;

    internal string? Assignee { get; set; }

    internal string? Reporter { get; set; }

    internal string? Branch { get; set; }

    internal double? EstimatedHours { get; set; }

    internal DateTimeOffset? CreatedAt { get; set; }

    internal DateTimeOffset? UpdatedAt { get; set; }

    internal List<string> Labels { get; } = [];

    internal List<ForeignComment> Comments { get; } = [];

    internal List<(string Text, bool IsMet, string Notes)> Criteria { get; } = [];

    internal List<string> BlockedBy { get; } = [];

    internal List<string> RelatedTo { get; } = [];

    internal string? Parent { get; set; }

    /// <summary>What has no field here; it goes into a comment.</summary>
    internal List<(string Name, string Value)> Kept { get; } = [];

    /// <summary>What is not carried at all, as sentences.</summary>
    internal List<string> Lost { get; } = [];

    internal void Keep(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            Kept.Add((name, value.Trim()));
        }
    }

    /// <summary>Adds a comment; a time that is none is kept as text.</summary>
    internal void Comment(string author, string text, string? time)
    {
        var at = ForeignTime.Read(time);
        Comments.Add(new(author, text, at));
        Keep($"time of a comment by {(author.Length > 0 ? author : "unknown")}", at is null ? time : null);
    }

    /// <summary>Puts a text under a heading at the end of the description.</summary>
    internal void Describe(string heading, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Description = $"{Description}{(Description.Length > 0 ? "\n\n" : "")}## {heading}\n\n{text.Trim()}";
        }
    }
}
