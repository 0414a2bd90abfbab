namespace RepoTickets.Storage.Tests.Store;

public sealed class ChangeTests
{
    [Fact]
    public async Task Update_OneField_ChangesItAndUpdatedAt()
    {
        var time = FakeTime.AtNoon();
        await using var temporary = await TemporaryStore.CreateAsync(time: time);
        var before = await temporary.Store.CreateAsync("Login");
        time.Advance(TimeSpan.FromHours(1));
        var after = await temporary.Store.UpdateAsync(before.Id, static t => t with { Assignee = "ada" });
        Assert.Equal(before with { Assignee = "ada", UpdatedAt = time.Now }, after);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(after, await temporary.Store.GetAsync(before.Id));
    }

    [Fact]
    public async Task Update_ThatSetsUpdatedAt_KeepsItsOwn()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var before = await temporary.Store.CreateAsync("Login");
        var moment = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(moment, (await temporary.Store.UpdateAsync(before.Id, t => t with { UpdatedAt = moment, Assignee = "x" })).UpdatedAt);
    }

    [Fact]
    public async Task Commit_WithoutTouching_LeavesUpdatedAt()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var before = await temporary.Store.CreateAsync("Login");
        var result = await temporary.Store.CommitAsync(
            new ChangeSet(DocumentChange.Update(before with { Assignee = "x" })) { TouchUpdatedAt = false });
        Assert.Equal(before.UpdatedAt, ((Ticket)result.Documents[0]!).UpdatedAt);
    }

    [Theory]
    [InlineData("closed", "closed")]
    [InlineData("cancelled", "closed")]
    [InlineData("in-progress", "open")]
    [InlineData("blocked", "open")]
    public async Task Update_Status_PutsTheFileWhereItBelongs(string status, string folder)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var id = (await temporary.Store.CreateAsync("Move")).Id;
        await temporary.Store.UpdateAsync(id, t => t with { Status = TicketStatus.Parse(status) });
        Assert.Equal([$"{folder}/MOVE-1.yaml"], TicketFiles(temporary));
        Assert.Equal(status, (await temporary.Store.GetAsync(id))!.Status.Value);
        await temporary.Store.UpdateAsync(id, static t => t with { Status = TicketStatus.Open });
        Assert.Equal(["open/MOVE-1.yaml"], TicketFiles(temporary));
        await temporary.ReopenAsync();
        Assert.Equal(TicketStatus.Open, (await temporary.Store.GetAsync(id))!.Status);
    }

    [Fact]
    public async Task Update_WithoutDifference_WritesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Still");
        var position = await temporary.Store.Feed.GetPositionAsync();
        var written = File.GetLastWriteTimeUtc(temporary.PathOf("open/STILL-1.yaml"));
        var same = await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Title = "Still" });
        Assert.Equal((ticket, ticket.Version), (same, same.Version));
        Assert.Equal(position, await temporary.Store.Feed.GetPositionAsync());
        Assert.Equal(written, File.GetLastWriteTimeUtc(temporary.PathOf("open/STILL-1.yaml")));
        var result = await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(ticket)));
        Assert.Equal(0, result.Position);
    }

    [Fact]
    public async Task Update_OfWhatIsNotThere_SaysSo()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var exception = await Assert.ThrowsAsync<DocumentNotFoundException>(async () =>
            await temporary.Store.UpdateAsync(TicketId.Parse("GONE-1"), static t => t));
        Assert.Equal("Ticket GONE-1", exception.Key.ToString());
    }

    [Fact]
    public async Task Update_ThatChangesTheIdentifier_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var one = await temporary.Store.CreateAsync("One");
        var two = await temporary.Store.CreateAsync("Two");
        var exception = await Assert.ThrowsAsync<InvalidChangeSetException>(async () =>
            await temporary.Store.UpdateAsync(one.Id, t => t with { Id = two.Id }));
        Assert.Contains("ONE-1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("TWO-1", exception.Message, StringComparison.Ordinal);
        Assert.Equal((one, two), (await temporary.Store.GetAsync(one.Id), await temporary.Store.GetAsync(two.Id)));
    }

    [Fact]
    public async Task Delete_Ticket_IsGoneForGood()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Gone");
        Assert.True(await temporary.Store.DeleteAsync(ticket.Id));
        Assert.False(await temporary.Store.DeleteAsync(ticket.Id));
        Assert.Null(await temporary.Store.GetAsync(ticket.Id));
        Assert.Empty(TicketFiles(temporary));
        Assert.Empty((await temporary.Store.QueryAsync(new TicketQuery())).Tickets);
        await temporary.ReopenAsync();
        Assert.Null(await temporary.Store.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task Commit_OverSeveralKinds_IsOneCommit()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var placeholder = TicketId.Placeholder("t");
        var epicPlaceholder = EpicId.Placeholder("e");
        var result = await temporary.Store.CommitAsync(new ChangeSet(
            DocumentChange.Create(new Ticket { Id = placeholder, Title = "Login page", EpicId = epicPlaceholder }),
            DocumentChange.Create(new Epic { Id = epicPlaceholder, Title = "Auth", TicketIds = [placeholder] }),
            DocumentChange.Create(new BacklogItem { Title = "Later", TicketId = placeholder, EpicId = epicPlaceholder }))
        {
            Source = "test", CorrelationId = "c", CausationId = "b",
        });
        var (ticket, epic, item) = ((Ticket)result.Documents[0]!, (Epic)result.Documents[1]!, (BacklogItem)result.Documents[2]!);
        Assert.Equal(("LOGIN-1", "AUTH-1", "LATER-1"), (ticket.Id.Value, epic.Id.Value, item.Id.Value));
        Assert.Equal((epic.Id, ticket.Id), (ticket.EpicId, epic.TicketIds[0]));
        Assert.Equal((epic.Id, ticket.Id), (item.EpicId, item.TicketId));
        var commit = (await temporary.Store.Feed.ReadAsync(result.Position - 1))[0];
        Assert.Equal(("test", "c", "b", 3), (commit.Source, commit.CorrelationId, commit.CausationId, commit.Changes.Count));
        Assert.DoesNotContain('?', temporary.Read("open/LOGIN-1.yaml"));
        Assert.Contains("epic_id: AUTH-1\n", temporary.Read("open/LOGIN-1.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_WithAPlaceholderThatNothingCreates_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await Assert.ThrowsAsync<InvalidDocumentException>(async () =>
            await temporary.Store.CreateAsync(new Ticket { Title = "Alone", EpicId = EpicId.Placeholder("nobody") }));
        Assert.Empty(TicketFiles(temporary));
    }

    [Fact]
    public async Task Use_AfterDisposal_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        await temporary.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.GetAsync(TicketId.Parse("A-1")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.QueryAsync(new TicketQuery()));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.CreateAsync("late"));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Commit_Cancelled_ChangesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Create(new Ticket { Title = "No" })), cancelled.Token));
        Assert.Empty(TicketFiles(temporary));
    }

    private static string[] TicketFiles(TemporaryStore temporary) =>

        [
            .. temporary.Snapshot().Keys.Where(
                static path => path.StartsWith("open/", StringComparison.Ordinal) || path.StartsWith("closed/", StringComparison.Ordinal)),
        ];
}
