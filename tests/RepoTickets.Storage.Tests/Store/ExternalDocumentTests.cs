namespace RepoTickets.Storage.Tests.Store;

/// <summary>Edits by other programs to epics, backlog items, agents and tasks are in the feed.</summary>
public sealed class ExternalDocumentTests
{
    public static TheoryData<DocumentKind> Kinds =>
        [DocumentKind.Epic, DocumentKind.BacklogItem, DocumentKind.Agent, DocumentKind.AgentTask];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Edit_ByHand_IsInTheFeedOnceWithBothStates(DocumentKind kind)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var before = await CreateAsync(temporary.Store, kind);
        await using var other = await temporary.OpenAnotherAsync();
        Replace(temporary, before, "Before", "After");

        await temporary.Store.RefreshAsync();
        await other.RefreshAsync();
        await temporary.Store.RefreshAsync();

        var commit = Assert.Single(await ExternalAsync(other));
        var change = Assert.Single(commit.Changes);
        Assert.Equal(before.Key, change.Key);
        Assert.True(change.BeforeIsKnown);
        Assert.Equal(before, change.Before);
        Assert.Equal(before.Version, change.Before!.Version);
        Assert.Equal(await other.GetAsync(before.Key), change.After);
        Assert.NotEqual(before, change.After);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CreateThenDelete_ByHand_AreInTheFeed(DocumentKind kind)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var document = await CreateAsync(temporary.Store, kind);
        var path = Layout.StoreLayout.RelativePath(document);
        var bytes = temporary.Bytes(path);
        await temporary.Store.DeleteAsync(document.Key);
        await temporary.ReopenAsync();

        temporary.Write(path, bytes);
        await temporary.Store.RefreshAsync();
        File.Delete(temporary.PathOf(path));
        await temporary.Store.RefreshAsync();

        var changes = (await ExternalAsync(temporary.Store)).ConvertAll(static commit => Assert.Single(commit.Changes));
        Assert.Equal(2, changes.Count);
        Assert.Equal((true, null, document), (changes[0].BeforeIsKnown, changes[0].Before, changes[0].After));
        Assert.Equal((true, document, null), (changes[1].BeforeIsKnown, changes[1].Before, changes[1].After));
    }

    /// <summary>What docs/durability.md promises of each kind: seen in any case, and in the feed for tickets.</summary>
    [Theory]
    [InlineData(DocumentKind.Ticket)]
    [InlineData(DocumentKind.Epic)]
    [InlineData(DocumentKind.BacklogItem)]
    [InlineData(DocumentKind.Agent)]
    [InlineData(DocumentKind.AgentTask)]
    [InlineData(DocumentKind.Workflow)]
    [InlineData(DocumentKind.WorkflowDefinition)]
    public async Task Edit_WhileNoProcessHadTheStoreOpen_IsSeenAndToldAsDocumented(DocumentKind kind)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var before = await CreateAsync(temporary.Store, kind);
        await temporary.CloseAsync();
        Replace(temporary, before, "Before", "After");

        await temporary.ReopenAsync();

        var after = (await temporary.Store.GetAsync(before.Key))!;
        Assert.NotEqual(before, after);
        Assert.Contains("After", temporary.Read(Layout.StoreLayout.RelativePath(after)), StringComparison.Ordinal);
        Assert.Equal(after, (await ListAsync(temporary.Store, kind)).Single(document => document.Key == before.Key));
        if (kind == DocumentKind.Ticket)
        {
            Assert.Equal(after, Assert.Single(Assert.Single(await ExternalAsync(temporary.Store)).Changes).After);
            Assert.Single((await temporary.Store.QueryAsync("After")).Tickets);
        }
        else
        {
            Assert.Empty(await ExternalAsync(temporary.Store));
        }

        // A version from before the edit is refused, and the next edit is told from what is there now.
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Require(before.Key, before.Version))));
        var told = (await ExternalAsync(temporary.Store)).Count;
        Replace(temporary, after, "After", "Later");
        await temporary.Store.RefreshAsync();
        var change = Assert.Single((await ExternalAsync(temporary.Store)).Skip(told).Single().Changes);
        Assert.Equal((after, await temporary.Store.GetAsync(before.Key)), (change.Before, change.After));
    }

    [Theory]
    [InlineData(DocumentKind.Ticket)]
    [InlineData(DocumentKind.Epic)]
    [InlineData(DocumentKind.Agent)]
    [InlineData(DocumentKind.Workflow)]
    public async Task CreateAndDelete_WhileNoProcessHadTheStoreOpen_AreSeen(DocumentKind kind)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var document = await CreateAsync(temporary.Store, kind);
        var path = Layout.StoreLayout.RelativePath(document);
        var bytes = temporary.Bytes(path);
        await temporary.CloseAsync();
        File.Delete(temporary.PathOf(path));
        await temporary.ReopenAsync();
        Assert.Null(await temporary.Store.GetAsync(document.Key));
        Assert.Empty(await ListAsync(temporary.Store, kind));
        await temporary.CloseAsync();
        temporary.Write(path, bytes);
        await temporary.ReopenAsync();
        Assert.Equal(document, await temporary.Store.GetAsync(document.Key));
        Assert.Equal(document, Assert.Single(await ListAsync(temporary.Store, kind)));
        Assert.Equal(kind == DocumentKind.Ticket ? 2 : 0, (await ExternalAsync(temporary.Store)).Count);
    }

    [Fact]
    public async Task Configuration_EditedWhileNoProcessHadTheStoreOpen_CountsAtOnce()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Before");
        await temporary.CloseAsync();
        temporary.Write(
            "config.yaml",
            temporary.Read("config.yaml").Replace("default_status: open", "default_status: blocked", StringComparison.Ordinal));

        await temporary.ReopenAsync();

        Assert.Equal(TicketStatus.Blocked, (await temporary.Store.CreateAsync("After")).Status);
        Assert.Empty(await ExternalAsync(temporary.Store));
    }

    [Fact]
    public async Task Edit_WhileNoProcessHadTheStoreOpen_IsNotInTheFeed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await CreateAsync(temporary.Store, DocumentKind.Epic);
        await temporary.CloseAsync();
        Replace(temporary, epic, "Before", "After");

        await temporary.ReopenAsync();
        await temporary.Store.RefreshAsync();

        Assert.Empty(await ExternalAsync(temporary.Store));
        Replace(temporary, epic, "After", "Later");
        await temporary.Store.RefreshAsync();
        var change = Assert.Single(Assert.Single(await ExternalAsync(temporary.Store)).Changes);
        Assert.Equal(("After", "Later"), (((Epic)change.Before!).Title, ((Epic)change.After!).Title));
    }

    [Fact]
    public async Task OwnCommits_InTwoProcesses_AreNotTakenForEdits()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await using var other = await temporary.OpenAnotherAsync();
        foreach (var kind in (DocumentKind[])[DocumentKind.Epic, DocumentKind.BacklogItem, DocumentKind.Agent, DocumentKind.AgentTask])
        {
            var document = await CreateAsync(temporary.Store, kind);
            await other.RefreshAsync();
            if (document is Epic epic)
            {
                await other.UpdateAsync<Epic>(epic.Key, static e => e with { Title = "Changed" });
            }

            await temporary.Store.RefreshAsync();
            await other.DeleteAsync(document.Key);
            await temporary.Store.RefreshAsync();
            await other.RefreshAsync();
        }

        Assert.Empty(await ExternalAsync(temporary.Store));
    }

    [Fact]
    public async Task Edit_ThatBreaksTheFileThenMendsIt_SaysSo()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await CreateAsync(temporary.Store, DocumentKind.Epic);
        var path = Layout.StoreLayout.RelativePath(epic);
        var good = temporary.Bytes(path);

        temporary.Write(path, "title: [");
        await temporary.Store.RefreshAsync();
        await temporary.Store.RefreshAsync();
        temporary.Write(path, good);
        await temporary.Store.RefreshAsync();
        temporary.Write("epics/EPIC-9.yaml", "title: [");
        await temporary.Store.RefreshAsync();

        var changes = (await ExternalAsync(temporary.Store)).ConvertAll(static commit => Assert.Single(commit.Changes));
        Assert.Equal(2, changes.Count);
        Assert.Equal((epic, null), (changes[0].Before, changes[0].After));
        Assert.Equal((null, epic), (changes[1].Before, changes[1].After));
        Assert.Single(await temporary.Store.GetFaultsAsync());
    }

    [Fact]
    public async Task Edit_BeyondWhatIsKept_SaysThatTheFormerStateIsUnknown()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.MaximumDocumentBytes = 8 << 20);
        await temporary.CloseAsync();
        foreach (var id in (string[])["EPIC-1", "EPIC-2", "EPIC-3"])
        {
            temporary.Write($"epics/{id}.yaml", $"id: {id}\ntitle: Before\n#{new string('x', 7 << 20)}\n");
        }

        await temporary.ReopenAsync();
        foreach (var id in (string[])["EPIC-1", "EPIC-2", "EPIC-3"])
        {
            temporary.Write($"epics/{id}.yaml", $"id: {id}\ntitle: After\n");
        }

        await temporary.Store.RefreshAsync();

        var changes = Assert.Single(await ExternalAsync(temporary.Store)).Changes;
        Assert.Equal(3, changes.Count);
        Assert.Equal(2, changes.Count(static change => change.BeforeIsKnown && change.Before is Epic { Title: "Before" }));
        Assert.Equal(1, changes.Count(static change => !change.BeforeIsKnown && change.Before is null && change.SummaryBefore is null));
    }

    private static void Replace(TemporaryStore temporary, Document document, string old, string changed)
    {
        var path = Layout.StoreLayout.RelativePath(document);
        var text = temporary.Read(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        temporary.Write(path, text.Replace(old, changed, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Document>> ListAsync(ITicketStore store, DocumentKind kind) => kind switch
    {
        DocumentKind.Ticket => [.. (await store.ListAsync<Ticket>()).Documents],
        DocumentKind.Epic => [.. (await store.ListAsync<Epic>()).Documents],
        DocumentKind.BacklogItem => [.. (await store.ListAsync<BacklogItem>()).Documents],
        DocumentKind.Agent => [.. (await store.ListAsync<Agent>()).Documents],
        DocumentKind.AgentTask => [.. (await store.ListAsync<AgentTask>()).Documents],
        DocumentKind.Workflow => [.. (await store.ListAsync<WorkflowInstance>()).Documents],
        _ => [.. (await store.ListAsync<StoredWorkflowDefinition>()).Documents],
    };

    private static async Task<Document> CreateAsync(ITicketStore store, DocumentKind kind)
    {
        var result = await store.CommitAsync(new ChangeSet(DocumentChange.Create(kind switch
        {
            DocumentKind.Ticket => new Ticket { Title = "Before" },
            DocumentKind.Workflow => new WorkflowInstance
            {
                Id = WorkflowId.Parse("WF-0000000A"),
                Definition = "Before",
                DefinitionVersion = 1,
                DefinitionId = WorkflowDefinitionId.Parse("RELEASE-V2-0000000B"),
                Status = WorkflowStatus.Running,
            },
            DocumentKind.WorkflowDefinition => new StoredWorkflowDefinition
            {
                Id = WorkflowDefinitionId.Parse("RELEASE-V2-0000000B"), Name = "Before", DefinitionVersion = 2, Content = "name: release\n",
            },
            DocumentKind.Epic => new Epic { Title = "Before" },
            DocumentKind.BacklogItem => new BacklogItem { Title = "Before" },
            DocumentKind.Agent => new Agent { Name = "Before" },
            _ => new AgentTask
            {
                TicketId = (await store.CreateAsync("For the task")).Id,
                AgentId = (await store.CreateAsync(new Agent { Name = "Worker" })).Id,
                TaskType = "review",
                Description = "Before",
            },
        })));
        return result.Documents[0]!;
    }

    private static async Task<List<Commit>> ExternalAsync(ITicketStore store) =>
        [.. (await store.Feed.ReadAsync(0)).Where(static commit => commit.Source == "external")];
}
