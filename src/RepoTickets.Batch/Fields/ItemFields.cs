namespace RepoTickets.Batch.Fields;

/// <summary>
/// The fields of what lives inside a ticket. An item without identifier gets one, and one without time of creation is of now: those who
/// write files by hand should not have to make them up.
/// </summary>
internal static class ItemFields
{
    internal static readonly FieldTable<Comment> Comment = new(
        static context => new() { Id = context.NextItemId(), Author = "", Content = "", CreatedAt = context.Now },
        ["author", "content"],
        Field<Comment>.Of("id", Codecs.RequiredText, static c => c.Id, static (c, v) => c with { Id = v }),
        Field<Comment>.Of("author", Codecs.Text, static c => c.Author, static (c, v) => c with { Author = v }),
        Field<Comment>.Of("email", Codecs.Text, static c => c.Email, static (c, v) => c with { Email = v }),
        Field<Comment>.Of("content", Codecs.RequiredText, static c => c.Content, static (c, v) => c with { Content = v }),
        Field<Comment>.Of("created_at", Codecs.ItemTime, static c => c.CreatedAt, static (c, v) => c with { CreatedAt = v }));

    internal static readonly FieldTable<JournalEntry> JournalEntry = new(
        static context => new() { Id = context.NextItemId(), Author = "", Content = "", CreatedAt = context.Now },
        ["author", "content"],
        Field<JournalEntry>.Of("id", Codecs.RequiredText, static e => e.Id, static (e, v) => e with { Id = v }),
        Field<JournalEntry>.Of("author", Codecs.Text, static e => e.Author, static (e, v) => e with { Author = v }),
        Field<JournalEntry>.Of("email", Codecs.Text, static e => e.Email, static (e, v) => e with { Email = v }),
        Field<JournalEntry>.Of("content", Codecs.RequiredText, static e => e.Content, static (e, v) => e with { Content = v }),
        Field<JournalEntry>.Of("entry_type", Codecs.Text, static e => e.EntryType, static (e, v) => e with { EntryType = v }),
        Field<JournalEntry>.Of("created_at", Codecs.ItemTime, static e => e.CreatedAt, static (e, v) => e with { CreatedAt = v }),
        Field<JournalEntry>.Of(
            "effort_estimate_hours", Codecs.OptionalReal, static e => e.EffortEstimateHours,
            static (e, v) => e with { EffortEstimateHours = v }),
        Field<JournalEntry>.Of(
            "effort_spent_hours", Codecs.OptionalReal, static e => e.EffortSpentHours, static (e, v) => e with { EffortSpentHours = v }),
        Field<JournalEntry>.Of(
            "completion_percentage", Codecs.OptionalNumber, static e => e.CompletionPercentage,
            static (e, v) => e with { CompletionPercentage = v }),
        Field<JournalEntry>.Of("milestone", Codecs.OptionalText, static e => e.Milestone, static (e, v) => e with { Milestone = v }),
        Field<JournalEntry>.Of("dependencies", Codecs.Texts, static e => e.Dependencies, static (e, v) => e with { Dependencies = v }),
        Field<JournalEntry>.Of("risks", Codecs.Texts, static e => e.Risks, static (e, v) => e with { Risks = v }),
        Field<JournalEntry>.Of("decisions", Codecs.Texts, static e => e.Decisions, static (e, v) => e with { Decisions = v }));

    internal static readonly FieldTable<TimeLog> TimeLog = new(
        static context => new() { Id = context.NextItemId(), StartTime = default, CreatedAt = context.Now },
        ["start_time"],
        Field<TimeLog>.Of("id", Codecs.RequiredText, static l => l.Id, static (l, v) => l with { Id = v }),
        Field<TimeLog>.Of("start_time", Codecs.ItemTime, static l => l.StartTime, static (l, v) => l with { StartTime = v }),
        Field<TimeLog>.Of("end_time", Codecs.OptionalTime, static l => l.EndTime, static (l, v) => l with { EndTime = v }),
        Field<TimeLog>.Of(
            "duration_minutes", Codecs.OptionalNumber, static l => l.DurationMinutes, static (l, v) => l with { DurationMinutes = v }),
        Field<TimeLog>.Of("description", Codecs.Text, static l => l.Description, static (l, v) => l with { Description = v }),
        Field<TimeLog>.Of("entry_type", Codecs.Text, static l => l.EntryType, static (l, v) => l with { EntryType = v }),
        Field<TimeLog>.Of("author", Codecs.Text, static l => l.Author, static (l, v) => l with { Author = v }),
        Field<TimeLog>.Of("created_at", Codecs.ItemTime, static l => l.CreatedAt, static (l, v) => l with { CreatedAt = v }));

    internal static readonly FieldTable<Requirement> Requirement = new(
        static context => new() { Id = context.NextItemId(), Title = "", CreatedAt = context.Now, UpdatedAt = context.Now },
        ["title"],
        Field<Requirement>.Of("id", Codecs.RequiredText, static r => r.Id, static (r, v) => r with { Id = v }),
        Field<Requirement>.Of("title", Codecs.RequiredText, static r => r.Title, static (r, v) => r with { Title = v }),
        Field<Requirement>.Of("description", Codecs.Text, static r => r.Description, static (r, v) => r with { Description = v }),
        Field<Requirement>.Of("priority", Codecs.Priority, static r => r.Priority, static (r, v) => r with { Priority = v }),
        Field<Requirement>.Of(
            "status", Codecs.OneOf(EnumTexts.RequirementStatus), static r => r.Status, static (r, v) => r with { Status = v }),
        Field<Requirement>.Of(
            "acceptance_criteria", Codecs.Texts, static r => r.AcceptanceCriteria, static (r, v) => r with { AcceptanceCriteria = v }),
        Field<Requirement>.Of("created_at", Codecs.ItemTime, static r => r.CreatedAt, static (r, v) => r with { CreatedAt = v }),
        Field<Requirement>.Of("updated_at", Codecs.ItemTime, static r => r.UpdatedAt, static (r, v) => r with { UpdatedAt = v }),
        Field<Requirement>.Of("author", Codecs.Text, static r => r.Author, static (r, v) => r with { Author = v }));

    internal static readonly FieldTable<UserStory> UserStory = new(
        static context => new() { Id = context.NextItemId(), Persona = "", Goal = "", Benefit = "", CreatedAt = context.Now },
        ["persona", "goal", "benefit"],
        Field<UserStory>.Of("id", Codecs.RequiredText, static s => s.Id, static (s, v) => s with { Id = v }),
        Field<UserStory>.Of("persona", Codecs.RequiredText, static s => s.Persona, static (s, v) => s with { Persona = v }),
        Field<UserStory>.Of("goal", Codecs.RequiredText, static s => s.Goal, static (s, v) => s with { Goal = v }),
        Field<UserStory>.Of("benefit", Codecs.RequiredText, static s => s.Benefit, static (s, v) => s with { Benefit = v }),
        Field<UserStory>.Of("priority", Codecs.Priority, static s => s.Priority, static (s, v) => s with { Priority = v }),
        Field<UserStory>.Of("story_points", Codecs.OptionalNumber, static s => s.StoryPoints, static (s, v) => s with { StoryPoints = v }),
        Field<UserStory>.Of(
            "acceptance_criteria", Codecs.Texts, static s => s.AcceptanceCriteria, static (s, v) => s with { AcceptanceCriteria = v }),
        Field<UserStory>.Of("created_at", Codecs.ItemTime, static s => s.CreatedAt, static (s, v) => s with { CreatedAt = v }),
        Field<UserStory>.Of("author", Codecs.Text, static s => s.Author, static (s, v) => s with { Author = v }));

    internal static readonly FieldTable<ExpectedResult> ExpectedResult = new(
        static context => new() { Id = context.NextItemId(), Description = "", CreatedAt = context.Now },
        ["description"],
        Field<ExpectedResult>.Of("id", Codecs.RequiredText, static r => r.Id, static (r, v) => r with { Id = v }),
        Field<ExpectedResult>.Of("description", Codecs.Text, static r => r.Description, static (r, v) => r with { Description = v }),
        Field<ExpectedResult>.Of(
            "success_criteria", Codecs.Texts, static r => r.SuccessCriteria, static (r, v) => r with { SuccessCriteria = v }),
        Field<ExpectedResult>.Of(
            "verification_method", Codecs.OneOf(EnumTexts.VerificationMethod), static r => r.VerificationMethod,
            static (r, v) => r with { VerificationMethod = v }),
        Field<ExpectedResult>.Of(
            "status", Codecs.OneOf(EnumTexts.VerificationStatus), static r => r.Status, static (r, v) => r with { Status = v }),
        Field<ExpectedResult>.Of("created_at", Codecs.ItemTime, static r => r.CreatedAt, static (r, v) => r with { CreatedAt = v }),
        Field<ExpectedResult>.Of("verified_at", Codecs.OptionalTime, static r => r.VerifiedAt, static (r, v) => r with { VerifiedAt = v }),
        Field<ExpectedResult>.Of("verified_by", Codecs.Text, static r => r.VerifiedBy, static (r, v) => r with { VerifiedBy = v }),
        Field<ExpectedResult>.Of("notes", Codecs.Text, static r => r.Notes, static (r, v) => r with { Notes = v }));

    internal static readonly FieldTable<GherkinScenario> GherkinScenario = new(
        static context => new() { Id = context.NextItemId(), Title = "", CreatedAt = context.Now },
        ["title"],
        Field<GherkinScenario>.Of("id", Codecs.RequiredText, static s => s.Id, static (s, v) => s with { Id = v }),
        Field<GherkinScenario>.Of("title", Codecs.RequiredText, static s => s.Title, static (s, v) => s with { Title = v }),
        Field<GherkinScenario>.Of("background", Codecs.Text, static s => s.Background, static (s, v) => s with { Background = v }),
        Field<GherkinScenario>.Of("given", Codecs.Texts, static s => s.Given, static (s, v) => s with { Given = v }),
        Field<GherkinScenario>.Of("when", Codecs.Texts, static s => s.When, static (s, v) => s with { When = v }),
        Field<GherkinScenario>.Of("then", Codecs.Texts, static s => s.Then, static (s, v) => s with { Then = v }),
        Field<GherkinScenario>.Of("tags", Codecs.Texts, static s => s.Tags, static (s, v) => s with { Tags = v }),
        Field<GherkinScenario>.Of(
            "status", Codecs.OneOf(EnumTexts.ScenarioStatus), static s => s.Status, static (s, v) => s with { Status = v }),
        Field<GherkinScenario>.Of("created_at", Codecs.ItemTime, static s => s.CreatedAt, static (s, v) => s with { CreatedAt = v }),
        Field<GherkinScenario>.Of("author", Codecs.Text, static s => s.Author, static (s, v) => s with { Author = v }));
}
