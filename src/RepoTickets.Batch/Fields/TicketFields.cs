namespace RepoTickets.Batch.Fields;

/// <summary>The 33 fields of a ticket in the order of its file.</summary>
internal static class TicketFields
{
    internal const string Id = "id";
    internal const string CreatedAt = "created_at";
    internal const string UpdatedAt = "updated_at";

    internal static readonly FieldTable<Ticket> Table = new(
        static _ => new() { Title = "" },
        ["title"],
        Field<Ticket>.Of(Id, OptionalOwnId(), static t => t.Id, static (t, v) => t with { Id = v }),
        Field<Ticket>.Of("title", Codecs.RequiredText, static t => t.Title, static (t, v) => t with { Title = v }),
        Field<Ticket>.Of("description", Codecs.Text, static t => t.Description, static (t, v) => t with { Description = v }),
        Field<Ticket>.Of("status", Codecs.Status, static t => t.Status, static (t, v) => t with { Status = v }),
        Field<Ticket>.Of("priority", Codecs.Priority, static t => t.Priority, static (t, v) => t with { Priority = v }),
        Field<Ticket>.Of("assignee", Codecs.OptionalText, static t => t.Assignee, static (t, v) => t with { Assignee = v }),
        Field<Ticket>.Of("reporter", Codecs.Text, static t => t.Reporter, static (t, v) => t with { Reporter = v }),
        Field<Ticket>.Of("reporter_email", Codecs.Text, static t => t.ReporterEmail, static (t, v) => t with { ReporterEmail = v }),
        Field<Ticket>.Of("labels", Codecs.Texts, static t => t.Labels, static (t, v) => t with { Labels = v }),
        Field<Ticket>.Of(CreatedAt, Codecs.Time, static t => t.CreatedAt, static (t, v) => t with { CreatedAt = v }),
        Field<Ticket>.Of(UpdatedAt, Codecs.Time, static t => t.UpdatedAt, static (t, v) => t with { UpdatedAt = v }),
        Field<Ticket>.Of("comments", Items(ItemFields.Comment), static t => t.Comments, static (t, v) => t with { Comments = v }),
        Field<Ticket>.Of("branch", Codecs.Text, static t => t.Branch, static (t, v) => t with { Branch = v }),
        Field<Ticket>.Of("commit", Codecs.OptionalText, static t => t.Commit, static (t, v) => t with { Commit = v }),
        Field<Ticket>.Of(
            "journal_entries", Items(ItemFields.JournalEntry), static t => t.JournalEntries,
            static (t, v) => t with { JournalEntries = v }),
        Field<Ticket>.Of("time_logs", Items(ItemFields.TimeLog), static t => t.TimeLogs, static (t, v) => t with { TimeLogs = v }),
        Field<Ticket>.Of(
            "estimated_hours", Codecs.OptionalReal, static t => t.EstimatedHours, static (t, v) => t with { EstimatedHours = v }),
        Field<Ticket>.Of("story_points", Codecs.OptionalNumber, static t => t.StoryPoints, static (t, v) => t with { StoryPoints = v }),
        Field<Ticket>.Of("blocked_by", TicketIds(), static t => t.BlockedBy, static (t, v) => t with { BlockedBy = v }),
        Field<Ticket>.Of("blocks", TicketIds(), static t => t.Blocks, static (t, v) => t with { Blocks = v }),
        Field<Ticket>.Of("related_to", TicketIds(), static t => t.RelatedTo, static (t, v) => t with { RelatedTo = v }),
        Field<Ticket>.Of("epic_id", Codecs.OptionalId(EpicId.FromStored), static t => t.EpicId, static (t, v) => t with { EpicId = v }),
        Field<Ticket>.Of(
            "parent_ticket_id", Codecs.OptionalId(TicketId.FromStored), static t => t.ParentTicketId,
            static (t, v) => t with { ParentTicketId = v }),
        Field<Ticket>.Of("child_ticket_ids", TicketIds(), static t => t.ChildTicketIds, static (t, v) => t with { ChildTicketIds = v }),
        Field<Ticket>.Of(
            "assigned_agent", Codecs.OptionalId(AgentId.FromStored), static t => t.AssignedAgent,
            static (t, v) => t with { AssignedAgent = v }),
        Field<Ticket>.Of(
            "agent_tasks", Codecs.ListOf(Codecs.Id(AgentTaskId.FromStored)), static t => t.AgentTasks,
            static (t, v) => t with { AgentTasks = v }),
        Field<Ticket>.Of(
            "requirements", Items(ItemFields.Requirement), static t => t.Requirements, static (t, v) => t with { Requirements = v }),
        Field<Ticket>.Of(
            "user_stories", Items(ItemFields.UserStory), static t => t.UserStories, static (t, v) => t with { UserStories = v }),
        Field<Ticket>.Of(
            "expected_results", Items(ItemFields.ExpectedResult), static t => t.ExpectedResults,
            static (t, v) => t with { ExpectedResults = v }),
        Field<Ticket>.Of(
            "gherkin_scenarios", Items(ItemFields.GherkinScenario), static t => t.GherkinScenarios,
            static (t, v) => t with { GherkinScenarios = v }),
        Field<Ticket>.Of(
            "requirements_status", Codecs.OneOf(EnumTexts.RequirementsStatus), static t => t.RequirementsStatus,
            static (t, v) => t with { RequirementsStatus = v }),
        Field<Ticket>.Of(
            "acceptance_criteria_met", Codecs.Truth, static t => t.AcceptanceCriteriaMet,
            static (t, v) => t with { AcceptanceCriteriaMet = v }),
        Field<Ticket>.Of(
            "test_coverage_percentage", Codecs.OptionalReal, static t => t.TestCoveragePercentage,
            static (t, v) => t with { TestCoveragePercentage = v }));

    private static Codec<TicketId> OptionalOwnId() => Codecs.Id(TicketId.FromStored) with { AllowsNull = true };

    private static Codec<ValueList<TicketId>> TicketIds() => Codecs.ListOf(Codecs.Id(TicketId.FromStored));

    private static Codec<ValueList<T>> Items<T>(FieldTable<T> table)
        where T : class => Codecs.ListOf(table.ToCodec());
}
