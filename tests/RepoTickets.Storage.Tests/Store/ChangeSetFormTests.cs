namespace RepoTickets.Storage.Tests.Store;

public sealed class ChangeSetFormTests
{
    [Fact]
    public async Task Commit_SameDocumentTwice_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var exception = await RefusedAsync(temporary, new ChangeSet(
            DocumentChange.Update(ticket with { Assignee = "a" }), DocumentChange.Update(ticket with { Labels = ["b"] })));
        Assert.Contains("Ticket LOGIN-1", exception.Message, StringComparison.Ordinal);
        await RefusedAsync(temporary, new ChangeSet(DocumentChange.Require(ticket.Key, ticket.Version), DocumentChange.Delete(ticket)));
        await RefusedAsync(temporary, new ChangeSet(
            DocumentChange.Create(new Ticket { Id = TicketId.Placeholder("x"), Title = "a" }),
            DocumentChange.Create(new Ticket { Id = TicketId.Placeholder("x"), Title = "b" })));
    }

    [Fact]
    public async Task Commit_TooManyChanges_IsRefusedWithTheLimit()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var exception = await RefusedAsync(temporary, new ChangeSet([.. Enumerable.Range(0, ChangeSet.MaximumChanges + 1).Select(static i =>
            DocumentChange.Create(new Ticket { Title = "Many" }))]));
        Assert.Contains("10,001", exception.Message, StringComparison.Ordinal);
        Assert.Contains("10,000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_TooManyBytes_IsRefusedWithTheLimit()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = new string('x', DocumentBounds.TextLength);
        var exception = await RefusedAsync(temporary, new ChangeSet([.. Enumerable.Range(0, 257).Select(i =>
            DocumentChange.Create(new Ticket { Title = "Heavy", Description = text }))]));
        Assert.Contains("67,108,864", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_LongSource_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var change = DocumentChange.Create(new Ticket { Title = "x" });
        await RefusedAsync(temporary, new ChangeSet(change) { Source = new string('s', 257) });
        await RefusedAsync(temporary, new ChangeSet(change) { CorrelationId = new string('s', 257) });
        await RefusedAsync(temporary, new ChangeSet(change) { CausationId = new string('s', 257) });
    }

    [Fact]
    public async Task Commit_Nothing_IsNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var result = await temporary.Store.CommitAsync(new ChangeSet());
        Assert.Equal((0, 0), (result.Position, result.Documents.Count));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await temporary.Store.CommitAsync(null!));
    }

    [Fact]
    public async Task Commit_ADocumentTooLargeToReadAgain_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.MaximumDocumentBytes = 8192);
        var exception = await Assert.ThrowsAnyAsync<RepoTicketsException>(async () =>
            await temporary.Store.CreateAsync("Big", static t => t with { Description = new string('x', 10_000) }));
        Assert.Contains("8,192", exception.Message, StringComparison.Ordinal);
        Assert.False(temporary.Exists("open/BIG-1.yaml"));
        var small = await temporary.Store.CreateAsync("Small");
        await Assert.ThrowsAnyAsync<RepoTicketsException>(async () =>
            await temporary.Store.UpdateAsync(small.Id, static t => t with { Description = new string('x', 10_000) }));
        Assert.Equal(small, await temporary.Store.GetAsync(small.Id));
    }

    private static async Task<InvalidChangeSetException> RefusedAsync(TemporaryStore temporary, ChangeSet changes)
    {
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<InvalidChangeSetException>(async () => await temporary.Store.CommitAsync(changes));
        Assert.Equal(before, temporary.Snapshot());
        return exception;
    }
}
