namespace RepoTickets.Storage.Tests.Store;

public sealed class CreateAndReadTests
{
    [Fact]
    public async Task Create_Ticket_IsInTheStoreAndInAFileNamedForIt()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var created = await temporary.Store.CreateAsync(
            "Login fails", static t => t with { Priority = TicketPriority.High, Labels = ["bug"] });
        Assert.Equal("LOGIN-1", created.Id.Value);
        Assert.False(created.Version.IsNone);
        Assert.Equal(created, await temporary.Store.GetAsync(created.Id));
        Assert.Equal(created.Version, (await temporary.Store.GetAsync(created.Id))!.Version);
        Assert.True(temporary.Exists("open/LOGIN-1.yaml"));
        await temporary.ReopenAsync();
        Assert.Equal(created, await temporary.Store.GetAsync(created.Id));
    }

    [Fact]
    public async Task Get_WhatIsNotThere_IsNull()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        Assert.Null(await temporary.Store.GetAsync(TicketId.Parse("NONE-1")));
        Assert.Null(await temporary.Store.GetAsync(EpicId.Parse("NONE-1")));
        Assert.Null(await temporary.Store.GetAsync(BacklogItemId.Parse("NONE-1")));
        Assert.Null(await temporary.Store.GetAsync(AgentId.Parse("AGENT-NONE")));
        Assert.Null(await temporary.Store.GetAsync(AgentTaskId.Parse("00000000")));
        Assert.Null(await temporary.Store.GetAsync(default(TicketId)));
        Assert.Null(await temporary.Store.GetAsync(default(DocumentKey)));
    }

    [Fact]
    public async Task Create_EveryKind_ComesBackAfterReopening()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Authentication" });
        var item = await temporary.Store.CreateAsync(new BacklogItem { Title = "Remember me" });
        var agent = await temporary.Store.CreateAsync(new Agent { Name = "Code bot" });
        var ticket = await temporary.Store.CreateAsync("Login");
        var task = await temporary.Store.CreateAsync(new AgentTask
        {
            TicketId = ticket.Id, AgentId = agent.Id, TaskType = "code", Description = "Fix it",
        });
        Assert.Equal(("AUTHENTI-1", "REMEMB-1", "AGENT-CODE-BOT"), (epic.Id.Value, item.Id.Value, agent.Id.Value));
        Assert.Matches("^[0-9A-F]{8}$", task.Id.Value);
        await temporary.ReopenAsync();
        Assert.Equal(epic, await temporary.Store.GetAsync(epic.Id));
        Assert.Equal(item, await temporary.Store.GetAsync(item.Id));
        Assert.Equal(agent, await temporary.Store.GetAsync(agent.Id));
        Assert.Equal(task, await temporary.Store.GetAsync(task.Id));
        Assert.Equal([epic], (await temporary.Store.ListAsync<Epic>()).Documents);
        Assert.Equal([item], (await temporary.Store.ListAsync<BacklogItem>()).Documents);
        Assert.Equal([agent], (await temporary.Store.ListAsync<Agent>()).Documents);
        Assert.Equal([task], (await temporary.Store.ListAsync<AgentTask>()).Documents);
        Assert.Equal([ticket], (await temporary.Store.ListAsync<Ticket>()).Documents);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await temporary.Store.ListAsync<Document>());
    }

    [Fact]
    public async Task Create_RandomTickets_ComeBackAsTheyWere()
    {
        const int seed = 20260304;
        var random = new RepoTickets.Tests.RandomDocuments(seed);
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.Durability = Durability.Buffered);
        var created = new List<Document>();
        for (var i = 0; i < 60; i++)
        {
            var document = random.Next();
            if (await temporary.Store.GetAsync(document.Key) is null)
            {
                created.Add(await temporary.Store.CreateAsync(document));
            }
        }

        await temporary.ReopenAsync();
        foreach (var document in created)
        {
            Assert.True(document.Equals(await temporary.Store.GetAsync(document.Key)), $"seed {seed}: {document.Key} came back different");
        }
    }

    [Fact]
    public async Task GetMany_KeepsTheOrderAndGivesNullForWhatIsMissing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var one = await temporary.Store.CreateAsync("Alpha");
        var two = await temporary.Store.CreateAsync("Beta");
        Assert.Equal([two, null, one, two], await temporary.Store.GetManyAsync([two.Id, TicketId.Parse("NO-1"), one.Id, two.Id]));
        Assert.Empty(await temporary.Store.GetManyAsync([]));
    }

    [Fact]
    public async Task Create_WithTimes_KeepsThem()
    {
        var created = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(5)).AddTicks(1234567);
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Old", t => t with { CreatedAt = created });
        var microseconds = created.AddTicks(-(created.Ticks % 10));
        Assert.Equal(microseconds, ticket.CreatedAt);
        Assert.Equal(microseconds, ticket.UpdatedAt);
        await temporary.ReopenAsync();
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task Create_WithoutTimes_TakesTheCommits()
    {
        var time = FakeTime.AtNoon();
        await using var temporary = await TemporaryStore.CreateAsync(time: time);
        var ticket = await temporary.Store.CreateAsync("New");
        Assert.Equal((time.Now, time.Now), (ticket.CreatedAt, ticket.UpdatedAt));
        Assert.Contains("created_at: '2026-03-04T12:00:00'", temporary.Read("open/NEW-1.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_InARepository_FillsInWhoAndWhere()
    {
        await using var temporary = TemporaryStore.Closed();
        foreach (var arguments in new[] { "init -q -b trunk", "config user.name Ada", "config user.email ada@example.org" })
        {
            using var git = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = temporary.RepositoryPath })!;
            await git.WaitForExitAsync();
        }

        TicketStore.Initialize(temporary.RepositoryPath);
        await temporary.ReopenAsync();
        var ticket = await temporary.Store.CreateAsync("Here");
        Assert.Equal(("Ada", "ada@example.org", "trunk"), (ticket.Reporter, ticket.ReporterEmail, ticket.Branch));
        Assert.Equal("Grace", (await temporary.Store.CreateAsync("There", static t => t with { Reporter = "Grace" })).Reporter);
    }
}
