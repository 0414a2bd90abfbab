using static RepoTickets.Storage.Tests.Store.ExternalEdits;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>Edits by other programs while no process had the store open: they are seen at once, and those to tickets are in the feed.</summary>
public sealed class ClosedStoreEditTests
{
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
}
