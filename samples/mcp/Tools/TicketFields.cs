namespace RepoTickets.Mcp.Tools;

/// <summary>Fields of a ticket as a model gives them: what is null stays as it is.</summary>
internal sealed record TicketFields
{
    internal string? Title { get; init; }

    internal string? Description { get; init; }

    internal string? Status { get; init; }

    internal string? Priority { get; init; }

    internal string? Assignee { get; init; }

    internal string[]? Labels { get; init; }

    internal double? EstimatedHours { get; init; }

    internal int? StoryPoints { get; init; }

    internal bool IsEmpty => this == new TicketFields();

    /// <summary>The ticket with these fields. What cannot be taken is added to <paramref name="problems"/>.</summary>
    internal Ticket ApplyTo(Ticket ticket, List<FieldProblem> problems) => ticket with
    {
        Title = Title ?? ticket.Title,
        Description = Description ?? ticket.Description,
        Status = Read("status", Status, ticket.Status, problems),
        Priority = Read("priority", Priority, ticket.Priority, problems),
        Assignee = Assignee is { } name ? ToolArguments.NameOrNobody(name) : ticket.Assignee,
        Labels = Labels?.ToValueList() ?? ticket.Labels,
        EstimatedHours = EstimatedHours ?? ticket.EstimatedHours,
        StoryPoints = StoryPoints ?? ticket.StoryPoints,
    };

    private static TValue Read<TValue>(string field, string? text, TValue present, List<FieldProblem> problems)
        where TValue : IParsable<TValue>
    {
        try
        {
            return text is null ? present : TValue.Parse(text.Trim(), null);
        }
        catch (FormatException exception)
        {
            problems.Add(new(field, DisplayText.Escape(text), exception.Message));
            return present;
        }
    }
}
