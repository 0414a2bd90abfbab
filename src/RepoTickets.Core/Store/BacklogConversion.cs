namespace RepoTickets;

/// <summary>What of a backlog item a ticket takes over.</summary>
internal static class BacklogConversion
{
    private const int RequirementTitleLength = 50;

    internal static Ticket ToTicket(
        BacklogItem item, TicketsConfiguration configuration, TicketOrigin origin, IIdentifierGenerator ids, TimeProvider timeProvider)
    {
        var ticket = new Ticket
        {
            Id = TicketId.Placeholder("converted"),
            Title = item.Title,
            Description = item.Description,
            Status = configuration.DefaultStatus,
            Priority = item.Priority,
            Labels = item.Labels,
            StoryPoints = item.StoryPoints,
            EpicId = item.EpicId,
            Assignee = item.AssignedTo.Length == 0 ? null : item.AssignedTo,
            Reporter = origin.UserName,
            ReporterEmail = origin.UserEmail,
            Branch = origin.Branch,
        };
        foreach (var criterion in item.AcceptanceCriteria)
        {
            var requirement = new Requirement
            {
                Title = $"AC: {Shorten(criterion)}",
                Description = criterion,
                Priority = item.Priority,
                Author = origin.UserName,
                AcceptanceCriteria = [criterion],
            };
            ticket = ticket.AddRequirement(requirement, ids, timeProvider);
        }

        // Both times are the commit's.
        return ticket with { CreatedAt = default, UpdatedAt = default };
    }

    private static string Shorten(string text) => text.Length <= RequirementTitleLength ? text : text[..RequirementTitleLength] + "...";
}
