namespace RepoTickets.Storage.Tests.Store;

public sealed class VersionTests
{
    [Fact]
    public async Task Commit_StaleVersion_NamesBothAndLeavesTheFile()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var stale = await temporary.Store.CreateAsync("Login");
        var fresh = await temporary.Store.UpdateAsync(stale.Id, static t => t with { Assignee = "ada" });
        var bytes = temporary.Bytes("open/LOGIN-1.yaml");
        var conflict = await Assert.ThrowsAsync<VersionConflictException>(async () =>
            await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(stale with { Assignee = "bob" }))));
        Assert.Equal((stale.Version, fresh.Version), (conflict.Expected, conflict.Actual));
        Assert.Contains(stale.Version.ToString(), conflict.Message, StringComparison.Ordinal);
        Assert.Contains(fresh.Version.ToString(), conflict.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, temporary.Bytes("open/LOGIN-1.yaml"));
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Delete(stale))));
        Assert.Equal(bytes, temporary.Bytes("open/LOGIN-1.yaml"));
    }

    [Fact]
    public async Task Update_OverSomebodyElsesChange_KeepsBoth()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await using var other = await temporary.OpenAnotherAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var calls = 0;
        var result = await temporary.Store.UpdateAsync(ticket.Id, t =>
        {
            if (calls++ == 0)
            {
                other.UpdateAsync(ticket.Id, static o => o with { Labels = ["theirs"] }).AsTask().GetAwaiter().GetResult();
            }

            return t with { Assignee = "ours" };
        });
        Assert.Equal((2, "ours"), (calls, result.Assignee));
        Assert.Equal(["theirs"], result.Labels);
    }

    [Fact]
    public async Task Update_OverAnEditByHand_KeepsBoth()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.MaximumStaleness = TimeSpan.FromHours(1));
        var ticket = await temporary.Store.CreateAsync("Login");
        Assert.NotNull(await temporary.Store.GetAsync(ticket.Id));
        temporary.Write(
            "open/LOGIN-1.yaml", temporary.Read("open/LOGIN-1.yaml").Replace("title: Login", "title: By hand", StringComparison.Ordinal));
        var result = await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Assignee = "ours" });
        Assert.Equal(("By hand", "ours"), (result.Title, result.Assignee));
    }

    [Fact]
    public async Task Commit_AfterAnEditByHand_IsAConflictAndTheEditStays()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.MaximumStaleness = TimeSpan.FromHours(1));
        await temporary.Store.CreateAsync("Login");
        var read = (await temporary.Store.GetAsync(TicketId.Parse("LOGIN-1")))!;
        var edited = temporary.Read("open/LOGIN-1.yaml") + "# a note\n";
        temporary.Write("open/LOGIN-1.yaml", edited);
        await Assert.ThrowsAsync<VersionConflictException>(async () =>
            await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(read with { Assignee = "x" }))));
        Assert.Equal(edited, temporary.Read("open/LOGIN-1.yaml"));
        File.Delete(temporary.PathOf("open/LOGIN-1.yaml"));
        var gone = await Assert.ThrowsAsync<VersionConflictException>(async () =>
            await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(read with { Assignee = "x" }))));
        Assert.True(gone.Actual.IsNone);
        Assert.False(temporary.Exists("open/LOGIN-1.yaml"));
    }

    [Fact]
    public async Task Update_ThatAlwaysMeetsANewerVersion_ReportsTheConflictInTheEnd()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await using var other = await temporary.OpenAnotherAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var calls = 0;
        await Assert.ThrowsAsync<VersionConflictException>(async () => await temporary.Store.UpdateAsync(ticket.Id, t =>
        {
            var n = ++calls;
            other.UpdateAsync(ticket.Id, o => o with { StoryPoints = n }).AsTask().GetAwaiter().GetResult();
            return t with { Assignee = "never" };
        }));
        Assert.Equal(TicketStoreExtensions.MaximumAttempts, calls);
        Assert.Null((await temporary.Store.GetAsync(ticket.Id))!.Assignee);
    }

    [Fact]
    public async Task Update_FromManyTasksAndTwoStores_LosesNone()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.Durability = Durability.Buffered);
        await using var other = await temporary.OpenAnotherAsync();
        var ticket = await temporary.Store.CreateAsync("Count", static t => t with { StoryPoints = 0 });
        var done = 0;
        await Task.WhenAll(new[] { temporary.Store, other, temporary.Store, other }.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    await store.UpdateAsync(ticket.Id, static t => t with { StoryPoints = t.StoryPoints + 1 });
                    Interlocked.Increment(ref done);
                }
                catch (VersionConflictException)
                {
                    // Reported, not lost: it is not counted.
                }
            }
        })));
        Assert.Equal(done, (await other.GetAsync(ticket.Id))!.StoryPoints);
        Assert.Equal(done, (await temporary.Store.GetAsync(ticket.Id))!.StoryPoints);
    }

    [Fact]
    public async Task Require_VersionOrAbsence_DecidesAboutTheWhole()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var absent = new DocumentKey(DocumentKind.Epic, "AUTH-1");
        var result = await temporary.Store.CommitAsync(new ChangeSet(
            DocumentChange.Require(ticket.Key, ticket.Version),
            DocumentChange.Require(absent, DocumentVersion.None),
            DocumentChange.Create(new Ticket { Title = "Yes" })));
        Assert.Equal([null, null, "YES-1"], result.Documents.Select(static d => d?.Key.Id));
        var before = temporary.Snapshot();
        await Assert.ThrowsAsync<VersionConflictException>(async () => await temporary.Store.CommitAsync(new ChangeSet(
            DocumentChange.Create(new Ticket { Title = "No" }), DocumentChange.Require(ticket.Key, DocumentVersion.None))));
        await Assert.ThrowsAsync<VersionConflictException>(async () => await temporary.Store.CommitAsync(new ChangeSet(
            DocumentChange.Create(new Ticket { Title = "No" }), DocumentChange.Require(absent, ticket.Version))));
        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(0, (await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Require(ticket.Key, ticket.Version)))).Position);
    }

    [Fact]
    public async Task Commit_OneBadChangeOfMany_ChangesNothingAtAll()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var one = await temporary.Store.CreateAsync("One");
        var two = await temporary.Store.CreateAsync("Two");
        await temporary.Store.UpdateAsync(two.Id, static t => t with { Assignee = "x" });
        var before = temporary.Snapshot();
        var position = await temporary.Store.Feed.GetPositionAsync();
        await Assert.ThrowsAsync<VersionConflictException>(async () => await temporary.Store.CommitAsync(new ChangeSet(
            DocumentChange.Update(one with { Assignee = "y" }),
            DocumentChange.Create(new Ticket { Title = "Three" }),
            DocumentChange.Delete(two))));
        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(position, await temporary.Store.Feed.GetPositionAsync());
        Assert.Equal(one, await temporary.Store.GetAsync(one.Id));
    }
}
