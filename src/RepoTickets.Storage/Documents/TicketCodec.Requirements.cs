namespace RepoTickets.Storage.Documents;

internal static partial class TicketCodec
{
    private static Requirement ReadRequirement(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Title = reader.RequiredKey("title"),
        Description = reader.Text("description"),
        Priority = reader.Priority(),
        Status = reader.OneOf("status", EnumTexts.RequirementStatus),
        AcceptanceCriteria = reader.Texts("acceptance_criteria"),
        CreatedAt = reader.Time("created_at"),
        UpdatedAt = reader.Time("updated_at"),
        Author = reader.Text("author"),
    };

    private static MappingBuilder WriteRequirement(MappingBuilder builder, Requirement item) => builder
        .Text("id", item.Id)
        .Text("title", item.Title)
        .Text("description", item.Description)
        .Text("priority", item.Priority.Value)
        .Text("status", EnumTexts.RequirementStatus.Write(item.Status))
        .Texts("acceptance_criteria", item.AcceptanceCriteria)
        .Time("created_at", item.CreatedAt)
        .Time("updated_at", item.UpdatedAt)
        .Text("author", item.Author);

    private static UserStory ReadUserStory(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Persona = reader.RequiredKey("persona"),
        Goal = reader.RequiredKey("goal"),
        Benefit = reader.RequiredKey("benefit"),
        Priority = reader.Priority(),
        StoryPoints = reader.OptionalNumber("story_points"),
        AcceptanceCriteria = reader.Texts("acceptance_criteria"),
        CreatedAt = reader.Time("created_at"),
        Author = reader.Text("author"),
    };

    private static MappingBuilder WriteUserStory(MappingBuilder builder, UserStory item) => builder
        .Text("id", item.Id)
        .Text("persona", item.Persona)
        .Text("goal", item.Goal)
        .Text("benefit", item.Benefit)
        .Text("priority", item.Priority.Value)
        .Number("story_points", item.StoryPoints)
        .Texts("acceptance_criteria", item.AcceptanceCriteria)
        .Time("created_at", item.CreatedAt)
        .Text("author", item.Author);

    private static ExpectedResult ReadExpectedResult(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Description = reader.RequiredKey("description"),
        SuccessCriteria = reader.Texts("success_criteria"),
        VerificationMethod = reader.OneOf("verification_method", EnumTexts.VerificationMethod),
        Status = reader.OneOf("status", EnumTexts.VerificationStatus),
        CreatedAt = reader.Time("created_at"),
        VerifiedAt = reader.OptionalTime("verified_at"),
        VerifiedBy = reader.Text("verified_by"),
        Notes = reader.Text("notes"),
    };

    private static MappingBuilder WriteExpectedResult(MappingBuilder builder, ExpectedResult item) => builder
        .Text("id", item.Id)
        .Text("description", item.Description)
        .Texts("success_criteria", item.SuccessCriteria)
        .Text("verification_method", EnumTexts.VerificationMethod.Write(item.VerificationMethod))
        .Text("status", EnumTexts.VerificationStatus.Write(item.Status))
        .Time("created_at", item.CreatedAt)
        .Time("verified_at", item.VerifiedAt)
        .Text("verified_by", item.VerifiedBy)
        .Text("notes", item.Notes);

    private static GherkinScenario ReadScenario(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Title = reader.RequiredKey("title"),
        Background = reader.Text("background"),
        Given = reader.Texts("given"),
        When = reader.Texts("when"),
        Then = reader.Texts("then"),
        Tags = reader.Texts("tags"),
        Status = reader.OneOf("status", EnumTexts.ScenarioStatus),
        CreatedAt = reader.Time("created_at"),
        Author = reader.Text("author"),
    };

    private static MappingBuilder WriteScenario(MappingBuilder builder, GherkinScenario item) => builder
        .Text("id", item.Id)
        .Text("title", item.Title)
        .Text("background", item.Background)
        .Texts("given", item.Given)
        .Texts("when", item.When)
        .Texts("then", item.Then)
        .Texts("tags", item.Tags)
        .Text("status", EnumTexts.ScenarioStatus.Write(item.Status))
        .Time("created_at", item.CreatedAt)
        .Text("author", item.Author);
}
