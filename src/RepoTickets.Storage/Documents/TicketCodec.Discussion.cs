namespace RepoTickets.Storage.Documents;

internal static partial class TicketCodec
{
    private static Comment ReadComment(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Author = reader.RequiredKey("author"),
        Email = reader.RequiredKey("email"),
        Content = reader.RequiredKey("content"),
        CreatedAt = reader.RequiredTime("created_at"),
    };

    private static MappingBuilder WriteComment(MappingBuilder builder, Comment comment) => builder
        .Text("id", comment.Id)
        .Text("author", comment.Author)
        .Text("email", comment.Email)
        .Text("content", comment.Content)
        .Time("created_at", comment.CreatedAt);

    private static JournalEntry ReadJournalEntry(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Author = reader.RequiredKey("author"),
        Email = reader.RequiredKey("email"),
        Content = reader.RequiredKey("content"),
        EntryType = reader.RequiredKey("entry_type"),
        CreatedAt = reader.Time("created_at"),
        EffortEstimateHours = reader.OptionalReal("effort_estimate_hours"),
        EffortSpentHours = reader.OptionalReal("effort_spent_hours"),
        CompletionPercentage = reader.OptionalNumber("completion_percentage"),
        Milestone = reader.OptionalText("milestone"),
        Dependencies = reader.Texts("dependencies"),
        Risks = reader.Texts("risks"),
        Decisions = reader.Texts("decisions"),
    };

    private static MappingBuilder WriteJournalEntry(MappingBuilder builder, JournalEntry entry) => builder
        .Text("id", entry.Id)
        .Text("author", entry.Author)
        .Text("email", entry.Email)
        .Text("content", entry.Content)
        .Text("entry_type", entry.EntryType)
        .Time("created_at", entry.CreatedAt)
        .Real("effort_estimate_hours", entry.EffortEstimateHours)
        .Real("effort_spent_hours", entry.EffortSpentHours)
        .Number("completion_percentage", entry.CompletionPercentage)
        .Text("milestone", entry.Milestone)
        .Texts("dependencies", entry.Dependencies)
        .Texts("risks", entry.Risks)
        .Texts("decisions", entry.Decisions);

    private static TimeLog ReadTimeLog(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        StartTime = reader.RequiredTime("start_time"),
        EndTime = reader.OptionalTime("end_time"),
        DurationMinutes = reader.OptionalNumber("duration_minutes"),
        Description = reader.Text("description"),
        EntryType = reader.Text("entry_type", "work"),
        Author = reader.Text("author"),
        CreatedAt = reader.Time("created_at"),
    };

    private static MappingBuilder WriteTimeLog(MappingBuilder builder, TimeLog log) => builder
        .Text("id", log.Id)
        .Time("start_time", log.StartTime)
        .Time("end_time", log.EndTime)
        .Number("duration_minutes", log.DurationMinutes)
        .Text("description", log.Description)
        .Text("entry_type", log.EntryType)
        .Text("author", log.Author)
        .Time("created_at", log.CreatedAt);
}
