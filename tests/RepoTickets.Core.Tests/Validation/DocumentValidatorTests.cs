namespace RepoTickets.Core.Tests.Validation;

public sealed class DocumentValidatorTests
{
    private static readonly TicketsConfiguration Configuration = new();
    private static readonly Ticket Good = new() { Id = TicketId.Parse("A-1"), Title = "t" };

    [Fact]
    public void Validate_RandomDocuments_HaveNoProblems()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            // Random lists may repeat an identifier by chance.
            var problems = DocumentValidator.Validate(new RandomDocuments(seed).Next(), Configuration);
            Assert.True(
                problems.All(static problem => problem.Reason.StartsWith("Another item", StringComparison.Ordinal)),
                $"seed {seed}: {problems}");
        }
    }

    [Fact]
    public void Validate_ManyBrokenRules_ReportsAllAtOnce()
    {
        var ticket = Good with
        {
            Id = TicketId.FromStored("../x"),
            Title = "  ",
            Status = TicketStatus.Parse("waiting"),
            Priority = TicketPriority.Parse("urgent"),
            Description = "cut \ud83c",
            EstimatedHours = -1,
            StoryPoints = -1,
            TestCoveragePercentage = 100.1,
            BlockedBy = [TicketId.Parse("B-1"), TicketId.FromStored("b 2")],
            EpicId = EpicId.FromStored("x"),
            RequirementsStatus = (RequirementsStatus)77,
            Comments =
            [
                new() { Id = "1", Author = "a", Content = "c" }, new() { Id = "1", Author = "a", Content = " " },
                new() { Author = "a", Content = "c" },
            ],
            JournalEntries = [new() { Id = "1", Author = "a", Content = "c", EffortSpentHours = double.NaN, CompletionPercentage = 101 }],
            GherkinScenarios = [new() { Id = "1", Title = "s" }],
            UserStories = [new() { Id = "1", Persona = "p", Goal = "", Benefit = "b" }],
        };
        string[] fields =
        [
            "id", "title", "description", "status", "priority", "comments[1].id", "comments[1].content", "comments[2].id",
            "journal_entries[0].effort_spent_hours", "journal_entries[0].completion_percentage", "estimated_hours", "story_points",
            "blocked_by[1]", "epic_id",
            "user_stories[0].goal", "gherkin_scenarios[0]", "requirements_status", "test_coverage_percentage",
        ];
        Assert.Equal(fields, DocumentValidator.Validate(ticket, Configuration).Select(static problem => problem.Field));
        Assert.Equal(
            fields.Length,
            Assert.Throws<InvalidDocumentException>(() => DocumentValidator.ThrowIfInvalid(ticket, Configuration)).Problems.Count);
    }

    [Fact]
    public void Validate_CustomStatus_IsGoodWhereTheConfigurationHasIt()
    {
        var waiting = TicketStatus.Parse("waiting");
        Assert.Empty(
            DocumentValidator.Validate(
                Good with { Status = waiting }, Configuration with { Statuses = [.. Configuration.Statuses, waiting] }));
    }

    [Fact]
    public void Validate_NewDocuments_MayHavePlaceholders()
    {
        var ticket = Good with { Id = default, BlockedBy = [TicketId.Placeholder("other")], AssignedAgent = AgentId.Placeholder("new") };
        Assert.Empty(DocumentValidator.Validate(ticket, Configuration, allowPlaceholders: true));
        Assert.Equal(
            ["id", "blocked_by[0]", "assigned_agent"],
            DocumentValidator.Validate(ticket, Configuration).Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_Bounds_AreInclusive()
    {
        Assert.Empty(
            DocumentValidator.Validate(
                Good with { Title = new string('x', DocumentBounds.TitleLength), Description = new string(
                    'x', DocumentBounds.TextLength) }, Configuration));
        var over = Good with
        {
            Title = new string('x', DocumentBounds.TitleLength + 1),
            Description = new string('x', DocumentBounds.TextLength + 1),
            Labels = Enumerable.Range(0, DocumentBounds.ListCount + 1).Select(static i => $"{i}").ToValueList(),
        };
        Assert.Equal(
            ["title", "description", "labels"], DocumentValidator.Validate(over, Configuration).Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_OtherKinds_KnowTheirRules()
    {
        Assert.Equal(
            ["title", "estimated_story_points"],
            DocumentValidator.Validate(new Epic { Id = EpicId.Parse("E-1"), Title = "", EstimatedStoryPoints = -1 }, Configuration).Select(
                static problem => problem.Field));
        Assert.Equal(
            ["story_points", "business_value", "effort_estimate"],
            DocumentValidator.Validate(
                new BacklogItem
                {
                    Id = BacklogItemId.Parse("B-1"),
                    Title = "b",
                    StoryPoints = -1,
                    BusinessValue = 0,
                    EffortEstimate = double.PositiveInfinity,
                }, Configuration).Select(static problem => problem.Field));
        var agent = new Agent
        {
            Id = AgentId.Parse("G"),
            Name = "g",
            MaxConcurrentTasks = 0,
            ApiKeySecretName = "sk live!",
            Capabilities = [new() { Name = "c", ConfidenceLevel = 2 }, new() { Name = "c" }],
            Metrics = new() { SuccessRate = -0.1 },
        };
        var problems = DocumentValidator.Validate(agent, Configuration);
        Assert.Equal(
            ["capabilities[0].confidence_level", "capabilities[1].name", "max_concurrent_tasks", "api_key", "metrics.success_rate"],
            problems.Select(static problem => problem.Field));
        Assert.DoesNotContain("sk live", problems.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["ticket_id", "agent_id", "task_type", "description"],
            DocumentValidator.Validate(
                new AgentTask { Id = AgentTaskId.Parse("T"), TicketId = default, AgentId = default, TaskType = "", Description = " " },
                Configuration).Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_Configuration_KnowsItsRules()
    {
        Assert.Empty(DocumentValidator.Validate(Configuration));
        var broken = new TicketsConfiguration
        {
            DefaultStatus = TicketStatus.Parse("x"),
            IdPrefix = "a b",
            Labels = ["a", "a"],
            Priorities = [],
            Statuses = [TicketStatus.Open, TicketStatus.Open],
        };
        Assert.Equal(
            ["default_status", "id_prefix", "labels[1]", "priorities", "statuses[1]"],
            DocumentValidator.Validate(broken).Select(static problem => problem.Field));
    }
}
