namespace RepoTickets.Storage.Documents;

/// <summary>The 33 keys of a ticket's file. What reads and what writes an item stand together, in the order of the file.</summary>
internal static partial class TicketCodec
{
    internal static Ticket Read(MappingReader reader) => new()
    {
        Id = TicketId.FromStored(reader.Required("id")),
        Title = reader.Required("title"),
        Description = reader.Text("description"),
        Status = reader.Status(),
        Priority = reader.Priority(),
        Assignee = reader.OptionalText("assignee"),
        Reporter = reader.Text("reporter"),
        ReporterEmail = reader.Text("reporter_email"),
        Labels = reader.Texts("labels"),
        CreatedAt = reader.Time("created_at"),
        UpdatedAt = reader.Time("updated_at"),
        Comments = reader.Items("comments", ReadComment),
        Branch = reader.Text("branch"),
        Commit = reader.OptionalText("commit"),
        JournalEntries = reader.Items("journal_entries", ReadJournalEntry),
        TimeLogs = reader.Items("time_logs", ReadTimeLog),
        EstimatedHours = reader.OptionalReal("estimated_hours"),
        StoryPoints = reader.OptionalNumber("story_points"),
        BlockedBy = reader.TicketIds("blocked_by"),
        Blocks = reader.TicketIds("blocks"),
        RelatedTo = reader.TicketIds("related_to"),
        EpicId = reader.Reference("epic_id", EpicId.FromStored),
        ParentTicketId = reader.Reference("parent_ticket_id", TicketId.FromStored),
        ChildTicketIds = reader.TicketIds("child_ticket_ids"),
        AssignedAgent = reader.Reference("assigned_agent", AgentId.FromStored),
        AgentTasks = reader.TaskIds("agent_tasks"),
        Requirements = reader.Items("requirements", ReadRequirement),
        UserStories = reader.Items("user_stories", ReadUserStory),
        ExpectedResults = reader.Items("expected_results", ReadExpectedResult),
        GherkinScenarios = reader.Items("gherkin_scenarios", ReadScenario),
        RequirementsStatus = reader.OneOf("requirements_status", EnumTexts.RequirementsStatus),
        AcceptanceCriteriaMet = reader.Truth("acceptance_criteria_met", fallback: false),
        TestCoveragePercentage = reader.OptionalReal("test_coverage_percentage"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, Ticket ticket) => builder
        .Text("id", ticket.Id.Value)
        .Text("title", ticket.Title)
        .Text("description", ticket.Description)
        .Text("status", ticket.Status.Value)
        .Text("priority", ticket.Priority.Value)
        .Text("assignee", ticket.Assignee)
        .Text("reporter", ticket.Reporter)
        .Text("reporter_email", ticket.ReporterEmail)
        .Texts("labels", ticket.Labels)
        .Time("created_at", ticket.CreatedAt)
        .Time("updated_at", ticket.UpdatedAt)
        .Items("comments", ticket.Comments, WriteComment)
        .Text("branch", ticket.Branch)
        .Text("commit", ticket.Commit)
        .Items("journal_entries", ticket.JournalEntries, WriteJournalEntry)
        .Items("time_logs", ticket.TimeLogs, WriteTimeLog)
        .Real("estimated_hours", ticket.EstimatedHours)
        .Number("story_points", ticket.StoryPoints)
        .References("blocked_by", ticket.BlockedBy)
        .References("blocks", ticket.Blocks)
        .References("related_to", ticket.RelatedTo)
        .Reference("epic_id", ticket.EpicId)
        .Reference("parent_ticket_id", ticket.ParentTicketId)
        .References("child_ticket_ids", ticket.ChildTicketIds)
        .Reference("assigned_agent", ticket.AssignedAgent)
        .References("agent_tasks", ticket.AgentTasks)
        .Items("requirements", ticket.Requirements, WriteRequirement)
        .Items("user_stories", ticket.UserStories, WriteUserStory)
        .Items("expected_results", ticket.ExpectedResults, WriteExpectedResult)
        .Items("gherkin_scenarios", ticket.GherkinScenarios, WriteScenario)
        .Text("requirements_status", EnumTexts.RequirementsStatus.Write(ticket.RequirementsStatus))
        .Truth("acceptance_criteria_met", ticket.AcceptanceCriteriaMet)
        .Real("test_coverage_percentage", ticket.TestCoveragePercentage);
}
