namespace RepoTickets.Storage.Tests.Store;

public sealed class ValidationTests
{
    [Fact]
    public async Task Commit_SeveralBrokenRules_ReportsAllAtOnceAndWritesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.CreateAsync("  ", static t => t with
        {
            Status = TicketStatus.Parse("nonsense"),
            Priority = TicketPriority.Parse("whenever"),
            StoryPoints = -1,
            TestCoveragePercentage = 101,
            Comments = [new() { Id = "0b6c5912", Author = "a", Content = " " }],
            BlockedBy = [TicketId.FromStored("../x")],
        }));
        Assert.Equal(
            ["title", "status", "priority", "comments[0].content", "story_points", "blocked_by[0]", "test_coverage_percentage"],
            exception.Problems.Select(static problem => problem.Field));
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task Commit_OfManyWithTwoBroken_NamesTheFirstAndWritesNothing()
    {
        // Large change sets are planned on several cores: which one fails first in time must not show.
        await using var temporary = await TemporaryStore.CreateAsync();
        var before = temporary.Snapshot();
        for (var round = 0; round < 20; round++)
        {
            var changes = Enumerable.Range(0, 100).Select(static index => DocumentChange.Create(new Ticket
            {
                Id = TicketId.Parse($"MANY-{index + 1}"),
                Title = index is 37 or 38 or 90 ? "" : "Fine",
            }));
            var exception = await Assert.ThrowsAsync<InvalidDocumentException>(
                async () => await temporary.Store.CommitAsync(new([.. changes])));
            Assert.Equal("MANY-38", exception.Key.Id);
        }

        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task Update_ToABrokenState_LeavesFileAndMemory()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var before = temporary.Snapshot();
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Title = "" }));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Title = null! }));
        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        var next = await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Assignee = "fine" });
        Assert.Equal("Login", next.Title);
    }

    [Fact]
    public async Task Commit_EveryKind_IsValidated()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        Document[] bad =
        [
            new Epic { Title = "" },
            new BacklogItem { Title = "x", BusinessValue = 101 },
            new Agent { Name = "", MaxConcurrentTasks = 0 },
            new AgentTask { TicketId = TicketId.Parse("A-1"), AgentId = AgentId.Parse("AGENT-X"), TaskType = "", Description = "" },
        ];
        foreach (var document in bad)
        {
            var exception = await Assert.ThrowsAsync<InvalidDocumentException>(async () => await temporary.Store.CreateAsync(document));
            Assert.NotEmpty(exception.Problems);
        }
    }

    [Fact]
    public async Task Update_OfAFileThatBreaksARuleAlready_SaysWhichRule()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/ODD-1.yaml", TicketText.Minimal("ODD-1", status: "waiting"));
        await temporary.Store.RefreshAsync();
        Assert.Equal("waiting", (await temporary.Store.GetAsync(TicketId.Parse("ODD-1")))!.Status.Value);
        var exception = await Assert.ThrowsAsync<InvalidDocumentException>(async () =>
            await temporary.Store.UpdateAsync(TicketId.Parse("ODD-1"), static t => t with { Assignee = "x" }));
        Assert.Equal("status", Assert.Single(exception.Problems).Field);
        Assert.Contains(
            (await temporary.Maintenance.VerifyAsync()).Findings,
            static finding => finding is { Code: "broken-rule", Path: "open/ODD-1.yaml" });
    }
}
