namespace RepoTickets;

public static partial class DocumentValidator
{
    private static void CheckTicket(FieldChecks checks, Ticket ticket, TicketsConfiguration configuration)
    {
        checks.Own(ticket.Id);
        checks.Line("title", ticket.Title, required: true);
        checks.Text("description", ticket.Description);
        if (!configuration.Statuses.Contains(ticket.Status))
        {
            checks.Add("status", ticket.Status.Value, $"Statuses of this repository are {string.Join(", ", configuration.Statuses)}.");
        }

        checks.Priority("priority", ticket.Priority, configuration);
        checks.OptionalLine("assignee", ticket.Assignee);
        checks.Line("reporter", ticket.Reporter);
        checks.Line("reporter_email", ticket.ReporterEmail);
        checks.Lines("labels", ticket.Labels);
        checks.Nested("comments", ticket.Comments, static comment => comment.Id, (path, comment) => CheckComment(checks, path, comment));
        checks.Line("branch", ticket.Branch);
        checks.OptionalLine("commit", ticket.Commit);
        checks.Nested(
            "journal_entries", ticket.JournalEntries, static entry => entry.Id, (path, entry) => CheckJournal(checks, path, entry));
        checks.Nested("time_logs", ticket.TimeLogs, static log => log.Id, (path, log) => CheckTimeLog(checks, path, log));
        checks.NotNegative("estimated_hours", ticket.EstimatedHours);
        checks.NotNegative("story_points", ticket.StoryPoints);
        CheckTicketReferences(checks, ticket);
        checks.Nested("requirements", ticket.Requirements, static item => item.Id, (path, item) => CheckRequirement(
            checks, path, item, configuration));
        checks.Nested("user_stories", ticket.UserStories, static item => item.Id, (path, item) => CheckUserStory(checks, path, item));
        checks.Nested(
            "expected_results", ticket.ExpectedResults, static item => item.Id, (path, item) => CheckExpectedResult(checks, path, item));
        checks.Nested(
            "gherkin_scenarios", ticket.GherkinScenarios, static item => item.Id, (path, item) => CheckScenario(checks, path, item));
        checks.Defined("requirements_status", EnumTexts.RequirementsStatus, ticket.RequirementsStatus);
        checks.Range("test_coverage_percentage", ticket.TestCoveragePercentage, 0, 100);
    }

    private static void CheckTicketReferences(FieldChecks checks, Ticket ticket)
    {
        checks.References("blocked_by", ticket.BlockedBy);
        checks.References("blocks", ticket.Blocks);
        checks.References("related_to", ticket.RelatedTo);
        checks.Reference("epic_id", ticket.EpicId);
        checks.Reference("parent_ticket_id", ticket.ParentTicketId);
        checks.References("child_ticket_ids", ticket.ChildTicketIds);
        checks.Reference("assigned_agent", ticket.AssignedAgent);
        checks.References("agent_tasks", ticket.AgentTasks);
    }

    private static void CheckComment(FieldChecks checks, FieldPath path, Comment comment)
    {
        checks.Line(path + ".author", comment.Author);
        checks.Line(path + ".email", comment.Email);
        checks.Text(path + ".content", comment.Content, required: true);
    }

    private static void CheckJournal(FieldChecks checks, FieldPath path, JournalEntry entry)
    {
        checks.Line(path + ".author", entry.Author);
        checks.Line(path + ".email", entry.Email);
        checks.Text(path + ".content", entry.Content, required: true);
        checks.Line(path + ".entry_type", entry.EntryType);
        checks.NotNegative(path + ".effort_estimate_hours", entry.EffortEstimateHours);
        checks.NotNegative(path + ".effort_spent_hours", entry.EffortSpentHours);
        checks.Range(path + ".completion_percentage", entry.CompletionPercentage, 0, 100);
        checks.OptionalLine(path + ".milestone", entry.Milestone);
        checks.Lines(path + ".dependencies", entry.Dependencies);
        checks.Lines(path + ".risks", entry.Risks, maximumLength: DocumentBounds.TextLength);
        checks.Lines(path + ".decisions", entry.Decisions, maximumLength: DocumentBounds.TextLength);
    }

    private static void CheckTimeLog(FieldChecks checks, FieldPath path, TimeLog log)
    {
        checks.NotNegative(path + ".duration_minutes", log.DurationMinutes);
        checks.Text(path + ".description", log.Description);
        checks.Line(path + ".entry_type", log.EntryType);
        checks.Line(path + ".author", log.Author);
    }

    private static void CheckRequirement(FieldChecks checks, FieldPath path, Requirement item, TicketsConfiguration configuration)
    {
        checks.Line(path + ".title", item.Title, required: true);
        checks.Text(path + ".description", item.Description);
        checks.Priority(path + ".priority", item.Priority, configuration);
        checks.Defined(path + ".status", EnumTexts.RequirementStatus, item.Status);
        checks.Lines(path + ".acceptance_criteria", item.AcceptanceCriteria, maximumLength: DocumentBounds.TextLength);
        checks.Line(path + ".author", item.Author);
    }

    // The priority of a story is outside the configuration's reach, as in the Python package.
    private static void CheckUserStory(FieldChecks checks, FieldPath path, UserStory item)
    {
        checks.Text(path + ".persona", item.Persona, required: true);
        checks.Text(path + ".goal", item.Goal, required: true);
        checks.Text(path + ".benefit", item.Benefit, required: true);
        checks.NotNegative(path + ".story_points", item.StoryPoints);
        checks.Lines(path + ".acceptance_criteria", item.AcceptanceCriteria, maximumLength: DocumentBounds.TextLength);
        checks.Line(path + ".author", item.Author);
    }

    private static void CheckExpectedResult(FieldChecks checks, FieldPath path, ExpectedResult item)
    {
        checks.Text(path + ".description", item.Description);
        checks.Lines(path + ".success_criteria", item.SuccessCriteria, maximumLength: DocumentBounds.TextLength);
        checks.Defined(path + ".verification_method", EnumTexts.VerificationMethod, item.VerificationMethod);
        checks.Defined(path + ".status", EnumTexts.VerificationStatus, item.Status);
        checks.Line(path + ".verified_by", item.VerifiedBy);
        checks.Text(path + ".notes", item.Notes);
    }

    private static void CheckScenario(FieldChecks checks, FieldPath path, GherkinScenario item)
    {
        checks.Line(path + ".title", item.Title, required: true);
        checks.Text(path + ".background", item.Background);
        checks.Lines(path + ".given", item.Given, maximumLength: DocumentBounds.TextLength);
        checks.Lines(path + ".when", item.When, maximumLength: DocumentBounds.TextLength);
        checks.Lines(path + ".then", item.Then, maximumLength: DocumentBounds.TextLength);
        if (item.Given is { Count: 0 } && item.When is { Count: 0 } && item.Then is { Count: 0 })
        {
            checks.Add(path, item.Title, "The scenario has no step; give it at least one of given, when and then.");
        }

        checks.Lines(path + ".tags", item.Tags);
        checks.Defined(path + ".status", EnumTexts.ScenarioStatus, item.Status);
        checks.Line(path + ".author", item.Author);
    }
}
