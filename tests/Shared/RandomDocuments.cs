namespace RepoTickets.Tests;

/// <summary>Documents with odd but valid values, from a seed.</summary>
internal sealed class RandomDocuments(int seed)
{
    private static readonly string[] Oddities =
    [
        "", "no", "yes", "y", "null", "~", "1.0", "0123", "1e3", "61e83410", "12:30", "2024-01-01", "2024-01-01T10:00:00", "=", "<<",
        "- dash", "# hash",
        "a: b", "[b]", "{a}", "&anchor", "*alias", "!tag", "|", ">", "%dir", "@at", "`tick", "'q'", "\"dq\"", "?", "true", "0x1F", "1_000",
        ".inf",
        "line one\nline two", "line\r\nend", "\ttab", " leading", "trailing ", "\u0085nel", "\u2028ls", "\uFEFFbom", "bell\a", "Zoë Müller",
        "日本語",
        "🎉 party", "back\\slash", "\n", "\n\n", "ends with newline\n", "  two\n one\n", "---", "...", "a #b", "a:", "''", "\u00A0",
        "x\u0000y", "<<<<<<< HEAD",
    ];

    private readonly Random _random = new(seed);

    internal Document Next() => _random.Next(5) switch
    {
        0 or 1 => Ticket(),
        2 => Epic(),
        3 => BacklogItem(),
        _ => _random.Next(2) == 0 ? Agent() : AgentTask(),
    };

    internal Ticket Ticket() => new()
    {
        Id = TicketId.Parse(Id()),
        Title = Line(),
        Description = Text(),
        Status = Pick([TicketStatus.Open, TicketStatus.InProgress, TicketStatus.Blocked, TicketStatus.Closed, TicketStatus.Cancelled]),
        Priority = Priority(),
        Assignee = Maybe(Text),
        Reporter = Text(),
        ReporterEmail = Text(),
        Labels = Texts(),
        CreatedAt = Time(),
        UpdatedAt = Time(),
        Comments = List(() => new Comment { Id = Hex(), Author = Text(), Email = Text(), Content = Line(), CreatedAt = Time() }),
        Branch = Text(),
        Commit = Maybe(Hex),
        JournalEntries = List(() => new JournalEntry
        {
            Id = Hex(),
            Author = Text(),
            Email = Text(),
            Content = Line(),
            EntryType = Line(),
            CreatedAt = Time(),
            EffortEstimateHours = MaybeValue(Real),
            EffortSpentHours = MaybeValue(Real),
            CompletionPercentage = MaybeValue(() => _random.Next(101)),
            Milestone = Maybe(Text),
            Dependencies = Texts(),
            Risks = Texts(),
            Decisions = Texts(),
        }),
        TimeLogs = List(() => new TimeLog
        {
            Id = Hex(),
            StartTime = Time(),
            EndTime = MaybeValue(Time),
            DurationMinutes = MaybeValue(() => _random.Next(10_000)),
            Description = Text(),
            EntryType = Line(),
            Author = Text(),
            CreatedAt = Time(),
        }),
        EstimatedHours = MaybeValue(Real),
        StoryPoints = MaybeValue(() => _random.Next(100)),
        BlockedBy = List(() => TicketId.Parse(Id())),
        Blocks = List(() => TicketId.Parse(Id())),
        RelatedTo = List(() => TicketId.Parse(Id())),
        EpicId = MaybeValue(() => EpicId.Parse(Id())),
        ParentTicketId = MaybeValue(() => TicketId.Parse(Id())),
        ChildTicketIds = List(() => TicketId.Parse(Id())),
        AssignedAgent = MaybeValue(() => AgentId.Parse(Id())),
        AgentTasks = List(() => AgentTaskId.Parse(Id())),
        Requirements = List(() => new Requirement
        {
            Id = Hex(),
            Title = Line(),
            Description = Text(),
            Priority = Priority(),
            Status = (RequirementStatus)_random.Next(4),
            AcceptanceCriteria = Texts(),
            CreatedAt = Time(),
            UpdatedAt = Time(),
            Author = Text(),
        }),
        UserStories = List(() => new UserStory
        {
            Id = Hex(),
            Persona = Line(),
            Goal = Line(),
            Benefit = Line(),
            Priority = Priority(),
            StoryPoints = MaybeValue(() => _random.Next(100)),
            AcceptanceCriteria = Texts(),
            CreatedAt = Time(),
            Author = Text(),
        }),
        ExpectedResults = List(() => new ExpectedResult
        {
            Id = Hex(),
            Description = Line(),
            SuccessCriteria = Texts(),
            VerificationMethod = (VerificationMethod)_random.Next(3),
            Status = (VerificationStatus)_random.Next(4),
            CreatedAt = Time(),
            VerifiedAt = MaybeValue(Time),
            VerifiedBy = Text(),
            Notes = Text(),
        }),
        GherkinScenarios = List(() => new GherkinScenario
        {
            Id = Hex(),
            Title = Line(),
            Background = Text(),
            Given = [Line()],
            When = Texts(),
            Then = Texts(),
            Tags = Texts(),
            Status = (ScenarioStatus)_random.Next(5),
            CreatedAt = Time(),
            Author = Text(),
        }),
        RequirementsStatus = (RequirementsStatus)_random.Next(4),
        AcceptanceCriteriaMet = _random.Next(2) == 0,
        TestCoveragePercentage = MaybeValue(() => _random.NextDouble() * 100),
    };

    internal Epic Epic() => new()
    {
        Id = EpicId.Parse(Id()),
        Title = Line(),
        Description = Text(),
        Status = (EpicStatus)_random.Next(4),
        Priority = Priority(),
        Owner = Text(),
        OwnerEmail = Text(),
        Labels = Texts(),
        CreatedAt = Time(),
        UpdatedAt = Time(),
        TargetVersion = Text(),
        StartDate = MaybeValue(Time),
        TargetDate = MaybeValue(Time),
        CompletedDate = MaybeValue(Time),
        EstimatedStoryPoints = MaybeValue(() => _random.Next(100)),
        TicketIds = List(() => TicketId.Parse(Id())),
        Goals = Texts(),
        SuccessCriteria = Texts(),
    };

    internal BacklogItem BacklogItem() => new()
    {
        Id = BacklogItemId.Parse(Id()),
        Title = Line(),
        Description = Text(),
        ItemType = (BacklogItemType)_random.Next(6),
        Priority = Priority(),
        Status = (BacklogStatus)_random.Next(6),
        StoryPoints = MaybeValue(() => _random.Next(100)),
        BusinessValue = MaybeValue(() => 1 + _random.Next(100)),
        EffortEstimate = MaybeValue(Real),
        RiskLevel = (RiskLevel)_random.Next(3),
        ProductOwner = Text(),
        AssignedTo = Text(),
        CreatedAt = Time(),
        UpdatedAt = Time(),
        EpicId = MaybeValue(() => EpicId.Parse(Id())),
        TicketId = MaybeValue(() => TicketId.Parse(Id())),
        Dependencies = List(() => BacklogItemId.Parse(Id())),
        AcceptanceCriteria = Texts(),
        DefinitionOfDone = Texts(),
        SprintId = Maybe(Text),
        SprintName = Maybe(Text),
        Labels = Texts(),
        Component = Text(),
        Theme = Text(),
    };

    internal Agent Agent() => new()
    {
        Id = AgentId.Parse(Id()),
        Name = Line(),
        Description = Text(),
        AgentType = (AgentType)_random.Next(7),
        Status = (AgentStatus)_random.Next(5),
        Capabilities = List(() => new AgentCapability
        {
            Name = Hex(),
            Description = Text(),
            ConfidenceLevel = _random.NextDouble(),
            Enabled = _random.Next(2) == 0,
            Parameters = Json(),
        }),
        MaxConcurrentTasks = 1 + _random.Next(9),
        PreferredTaskTypes = List(Line),
        Endpoint = Maybe(Text),
        ApiKeySecretName = _random.Next(3) == 0 ? "vault/agents." + Hex() : null,
        Model = Maybe(Text),
        CreatedAt = Time(),
        UpdatedAt = Time(),
        LastSeen = MaybeValue(Time),
        Metrics = new AgentMetrics
        {
            TasksCompleted = _random.Next(100),
            TasksFailed = _random.Next(100),
            TotalExecutionTimeMinutes = _random.Next(100_000),
            AverageResponseTimeSeconds = Real(),
            SuccessRate = _random.NextDouble(),
            LastActivity = MaybeValue(Time),
        },
        ActiveTasks = List(() => AgentTaskId.Parse(Id())),
    };

    internal AgentTask AgentTask() => new()
    {
        Id = AgentTaskId.Parse(Id()),
        TicketId = TicketId.Parse(Id()),
        AgentId = AgentId.Parse(Id()),
        TaskType = Line(),
        Description = Line(),
        Status = (AgentTaskStatus)_random.Next(6),
        Priority = Priority(),
        AssignedAt = Time(),
        StartedAt = MaybeValue(Time),
        CompletedAt = MaybeValue(Time),
        Instructions = Text(),
        ExpectedOutput = Text(),
        Context = Json(),
        Output = Text(),
        Artifacts = Texts(),
        ErrorMessage = Text(),
        EstimatedDurationMinutes = MaybeValue(() => _random.Next(1000)),
        ActualDurationMinutes = MaybeValue(() => _random.Next(1000)),
    };

    internal WorkflowInstance Workflow() => new()
    {
        Id = WorkflowId.Parse(Id()),
        Definition = Line(),
        DefinitionVersion = 1 + _random.Next(9),
        DefinitionId = WorkflowDefinitionId.Parse(Id()),
        TicketId = MaybeValue(() => TicketId.Parse(Id())),
        ParentId = MaybeValue(() => WorkflowId.Parse(Id())),
        ParentStep = Maybe(Line),
        Status = (WorkflowStatus)_random.Next(7),
        NextStatus = MaybeValue(() => (WorkflowStatus)_random.Next(7)),
        Reason = Text(),
        Parameters = Json(),
        CreatedAt = Time(),
        EndedAt = MaybeValue(Time),
        PausedAt = MaybeValue(Time),
        Deadline = MaybeValue(Time),
        Steps = Enumerable.Range(0, _random.Next(5)).Select(i => Step($"step-{i}", hasItems: true)).ToValueList(),
        Signals = List(() => new WorkflowSignal("go." + _random.Next(9), Text() + "x", Time(), Maybe(() => "step-1[3]"))),
        History = List(() => new WorkflowHistoryEntry(Time(), "step_started", Maybe(() => "step-1"), Text())),
        HistoryDropped = _random.Next(3),
    };

    internal WorkflowStepState Step(string id, bool hasItems) => new()
    {
        Id = id,
        Status = (WorkflowStepStatus)_random.Next(8),
        Attempts = _random.Next(3),
        StartedAt = MaybeValue(Time),
        EndedAt = MaybeValue(Time),
        Ordinal = _random.Next(3),
        Due = MaybeValue(Time),
        Deadline = MaybeValue(Time),
        Result = Maybe(() => Text() + "x"),
        Error = Text(),
        Note = Text(),
        TaskId = MaybeValue(() => AgentTaskId.Parse(Id())),
        ChildId = MaybeValue(() => WorkflowId.Parse(Id())),
        Token = _random.Next(3),
        Since = _random.Next(3),
        Items = hasItems
            ? Enumerable.Range(0, Math.Max(0, _random.Next(6) - 3)).Select(i => Step($"{i}", hasItems: false)).ToValueList()
            : [],
    };

    internal StoredWorkflowDefinition WorkflowDefinition() => new()
    {
        Id = WorkflowDefinitionId.Parse(Id()), Name = Line(), DefinitionVersion = 1 + _random.Next(9), Content = Text() + "\nname: x\n",
    };

    internal WorkflowLease WorkflowLease() => new()
    {
        WorkflowId = WorkflowId.Parse(Id()), Holder = Maybe(Line), Token = 1 + _random.Next(9), GrantedAt = Time().AddYears(-4),
        ExpiresAt = Time(),
    };

    /// <summary>The document with one to three of another one's fields.</summary>
    internal Ticket Change(Ticket ticket)
    {
        var other = Ticket();
        for (var count = 1 + _random.Next(3); count > 0; count--)
        {
            ticket = _random.Next(12) switch
            {
                0 => ticket with { Title = other.Title },
                1 => ticket with { Description = other.Description },
                2 => ticket with { Labels = other.Labels },
                3 => ticket with { Comments = [.. ticket.Comments, .. other.Comments] },
                4 => ticket with { JournalEntries = other.JournalEntries },
                5 => ticket with { StoryPoints = other.StoryPoints, Assignee = other.Assignee },
                6 => ticket with { BlockedBy = other.BlockedBy },
                7 => ticket with { GherkinScenarios = other.GherkinScenarios },
                8 => ticket with { UpdatedAt = other.UpdatedAt, Status = other.Status },
                9 => ticket with
                {
                    Requirements = ticket.Requirements.Replace(
                        static _ => true, item => item with { Title = other.Title, AcceptanceCriteria = other.Labels }),
                },
                10 => ticket with { Comments = ticket.Comments.RemoveAll(_ => _random.Next(2) == 0) },
                _ => ticket with { EpicId = other.EpicId, AcceptanceCriteriaMet = other.AcceptanceCriteriaMet },
            };
        }

        return ticket;
    }

    internal string Id() => $"{(char)('A' + _random.Next(26))}{_random.Next(1000)}-{_random.Next(10_000)}";

    internal string Hex() => _random.Next(3) == 0
        ? _random.Next(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture)
        : $"{_random.Next(256):x2}e{_random.Next(100_000):D5}";

    internal string Text() => _random.Next(4) switch
    {
        0 => Pick(Oddities),
        1 => Pick(Oddities) + " " + Pick(Oddities),
        2 => string.Join(' ', Enumerable.Range(0, _random.Next(40)).Select(_ => Pick(Oddities))),
        _ => "plain words " + _random.Next(1000),
    };

    internal DateTimeOffset Time() =>
        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(
            _random.NextInt64(60L * 60 * 24 * 365 * 3) * (_random.Next(2) == 0 ? 1_000_000 : 999_983));

    private string Line() => Text() is var text && string.IsNullOrWhiteSpace(text) ? "said" : text;

    private TicketPriority Priority() => Pick([TicketPriority.Critical, TicketPriority.High, TicketPriority.Medium, TicketPriority.Low]);

    private double Real() =>
        _random.Next(3) switch { 0 => _random.Next(100), 1 => _random.NextDouble() * 1e-9, _ => _random.NextDouble() * 1e18 };

    private JsonText Json() => _random.Next(3) switch
    {
        0 => JsonText.Empty,
        1 => JsonText.Parse("""{"a":[1,2.50,-3e+10,true,null,{"b":"\u00eb \ud83c\udf89"}],"no":"yes","deep":{"empty":{},"list":[]}}"""),
        _ => JsonText.Parse($$"""{"k":{{_random.Next()}}}"""),
    };

    private ValueList<string> Texts() => List(Line);

    private ValueList<T> List<T>(Func<T> make) => Enumerable.Range(0, Math.Max(0, _random.Next(6) - 2)).Select(_ => make()).ToValueList();

    private string? Maybe(Func<string> make) => _random.Next(2) == 0 ? null : make();

    private T? MaybeValue<T>(Func<T> make)
        where T : struct => _random.Next(2) == 0 ? null : make();

    private T Pick<T>(ReadOnlySpan<T> items) => items[_random.Next(items.Length)];
}
