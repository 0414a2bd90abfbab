using static RepoTickets.Storage.Tests.Store.ExternalEdits;

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
}
