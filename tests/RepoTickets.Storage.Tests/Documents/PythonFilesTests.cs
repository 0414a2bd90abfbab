using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Documents;

/// <summary>
/// Files that the Python package wrote. They are not part of the repository: without them these tests have nothing to say.
/// </summary>
public sealed class PythonFilesTests
{
    private static readonly Dictionary<string, DocumentKind> Folders = new()
    {
        ["open"] = DocumentKind.Ticket,
        ["closed"] = DocumentKind.Ticket,
        ["epics"] = DocumentKind.Epic,
        ["backlog"] = DocumentKind.BacklogItem,
        ["agents"] = DocumentKind.Agent,
        ["tasks"] = DocumentKind.AgentTask,
    };

    private static readonly string? Root = FindRoot();

    [Fact]
    public void Read_EveryFile_IsValidAndSurvivesUntouched()
    {
        foreach (var (path, key, bytes) in Files())
        {
            var document = Formats.Read(key, bytes, Formats.Berlin);
            Assert.True(DocumentValidator.Validate(document, new TicketsConfiguration()) is [], path);
            Assert.Equal(bytes, Formats.Berlin.Rewrite(bytes, key, document));
            Assert.True(PythonContractChecker.Check(path, bytes) is [], path);
            var created = Formats.Berlin.Create(document);
            Assert.Equal(document, Formats.Read(key, created, Formats.Berlin));
            Assert.True(PythonContractChecker.Check(path, created) is [], path);
        }
    }

    [Fact]
    public void Read_TheRichestTicket_HasTheRightValues()
    {
        if (Root is null)
        {
            return;
        }

        var ticket = (Ticket)Formats.Read(
            new(DocumentKind.Ticket, "LOGIN-1"), File.ReadAllBytes(Path.Combine(Root, "open", "LOGIN-1.yaml")));
        Assert.Equal("Users can't log in when the password contains: ' \" \\ & é\nSeen in production.", ticket.Description);
        Assert.Equal(("alice", "Zoë Müller", "12e4567"), (ticket.Assignee, ticket.Reporter, ticket.Commit));
        Assert.Equal(["bug", "urgent", "backend"], ticket.Labels);
        Assert.Equal(["0b6c5912", "61e83410", "00123456"], ticket.Comments.Select(static comment => comment.Id));
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 0, 0, 0, 500, TimeSpan.Zero), ticket.Comments[2].CreatedAt);
        Assert.Equal(
            (6.5, 2.5, 60, "v1.1"),
            (
                ticket.JournalEntries[0].EffortEstimateHours, ticket.JournalEntries[0].EffortSpentHours,
                ticket.JournalEntries[0].CompletionPercentage, ticket.JournalEntries[0].Milestone));
        Assert.Equal(["SEARCH-1", "EXPORT-1"], ticket.JournalEntries[0].Dependencies);
        Assert.Equal((95, "research"), (ticket.TimeLogs[0].DurationMinutes, ticket.TimeLogs[0].EntryType));
        Assert.Equal(
            (6.5, 5, EpicId.Parse("AUTH-1"), AgentId.Parse("AGENT-CODE-BOT")),
            (ticket.EstimatedHours, ticket.StoryPoints, ticket.EpicId, ticket.AssignedAgent));
        Assert.Equal(["53DE80A6", "AB0A9DEB"], ticket.AgentTasks.Select(static task => task.Value));
        Assert.Equal(
            (RequirementStatus.Approved, RequirementStatus.Verified), (ticket.Requirements[0].Status, ticket.Requirements[1].Status));
        Assert.Equal("# looks like a comment", ticket.Requirements[0].AcceptanceCriteria[3]);
        Assert.Equal(
            (VerificationMethod.Automated, VerificationStatus.Verified, "bob"),
            (ticket.ExpectedResults[0].VerificationMethod, ticket.ExpectedResults[0].Status, ticket.ExpectedResults[0].VerifiedBy));
        Assert.Equal("the service is running\nthe database is empty", ticket.GherkinScenarios[0].Background);
        Assert.Equal((RequirementsStatus.Review, 87.5), (ticket.RequirementsStatus, ticket.TestCoveragePercentage));
        Assert.Equal(50, ticket.RequirementsCoverage);
    }

    [Fact]
    public void Read_OddTexts_AreWhatPythonMeant()
    {
        if (Root is null)
        {
            return;
        }

        var control = (Ticket)Formats.Read(
            new(DocumentKind.Ticket, "CTRL-1"), File.ReadAllBytes(Path.Combine(Root, "open", "CTRL-1.yaml")));
        Assert.Equal("nul \0 bell \a esc \u001b nel \u0085 ls \u2028 ps \u2029 bom \uFEFF crlf \r\n cr \r end", control.Description);
        var odd = (Ticket)Formats.Read(new(DocumentKind.Ticket, "YAML-1"), File.ReadAllBytes(Path.Combine(Root, "open", "YAML-1.yaml")));
        Assert.Equal("yes", odd.Title);
        Assert.Equal(38, odd.Labels.Count);
        Assert.Contains("1e3", odd.Labels);
        Assert.Contains("'q'", odd.Labels);
    }

    [Fact]
    public void Read_AnAgent_KeepsItsFreeFormParameters()
    {
        if (Root is null)
        {
            return;
        }

        var agent = (Agent)Formats.Read(
            new(DocumentKind.Agent, "AGENT-CODE-BOT"), File.ReadAllBytes(Path.Combine(Root, "agents", "AGENT-CODE-BOT.json")));
        Assert.Equal(
            """{"languages":["csharp","python"],"max_loc":500,"nested":{"ok":true,"none":null}}""", agent.Capabilities[0].Parameters.Text);
        Assert.Equal(
            (5, 1, 150, 0.8333333333333334),
            (agent.Metrics.TasksCompleted, agent.Metrics.TasksFailed, agent.Metrics.TotalExecutionTimeMinutes, agent.Metrics.SuccessRate));
    }

    [Fact]
    public void ReadConfiguration_OfPython_IsTheDefault()
    {
        if (Root is null)
        {
            return;
        }

        var bytes = File.ReadAllBytes(Path.Combine(Root, "config.yaml"));
        Assert.True(
            new ConfigurationFormat(TextLimits.Default).TryRead(
                "config.yaml", bytes, out var configuration, out var warnings, out var fault), fault?.ToString());
        Assert.Equal(new TicketsConfiguration(), configuration);
        Assert.Empty(warnings);
        Assert.Equal(bytes, ConfigurationFormat.Create(configuration!));
    }

    private static IEnumerable<(string Path, DocumentKey Key, byte[] Bytes)> Files() =>
        from folder in Folders
        where Root is not null
        from file in Directory.EnumerateFiles(Path.Combine(Root!, folder.Key))
        let name = Path.GetFileNameWithoutExtension(file)
        where name != "learning_profiles"
        select ($"{folder.Key}/{Path.GetFileName(file)}", new DocumentKey(folder.Value, name), File.ReadAllBytes(file));

    private static string? FindRoot()
    {
        var candidates = new List<string?> { Environment.GetEnvironmentVariable("REPOTICKETS_PYTHON_FILES") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Combine(folder.FullName, "shared", "data", "python-tickets", ".tickets"));
        }

        return candidates.Find(Directory.Exists);
    }
}
