namespace RepoTickets.Storage.Tests.Store;

/// <summary>Nulls where the compiler forbids them: refused with a word about where, and nobody else's commit suffers.</summary>
public sealed class NullTests
{
    [Fact]
    public async Task Create_WithNullLists_IsRefusedByField()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var exception = await Assert.ThrowsAsync<InvalidDocumentException>(async () => await temporary.Store.CreateAsync(new Ticket
        {
            Title = "x", BlockedBy = null!, Comments = null!, JournalEntries = null!, Description = null!,
        }));
        Assert.Equal(
            ["description", "comments", "journal_entries", "blocked_by"], exception.Problems.Select(static problem => problem.Field));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.CreateAsync(new Ticket { Title = "x", Comments = [null!], JournalEntries = [null!] }));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.CreateAsync(new Epic { Title = "x", TicketIds = null!, Goals = null! }));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.CreateAsync(new Agent { Name = "x", Metrics = null!, Capabilities = null! }));
    }

    [Fact]
    public async Task Create_WithHalfASurrogatePair_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await Assert.ThrowsAnyAsync<RepoTicketsException>(
            async () => await temporary.Store.CreateAsync("x", static t => t with { Description = "a\ud800b" }));
        await Assert.ThrowsAnyAsync<RepoTicketsException>(async () => await temporary.Store.CreateAsync("\udc00"));
        Assert.Equal(0, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Commit_NullChange_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await Assert.ThrowsAsync<InvalidChangeSetException>(async () => await temporary.Store.CommitAsync(new ChangeSet([null!])));
        await Assert.ThrowsAsync<InvalidChangeSetException>(
            async () => await temporary.Store.CommitAsync(new ChangeSet { Changes = null! }));
    }

    [Fact]
    public async Task Update_WhoseFunctionGivesNull_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("x");
        await Assert.ThrowsAsync<ArgumentException>(async () => await temporary.Store.UpdateAsync(ticket.Id, static _ => null!));
    }

    [Fact]
    public async Task BadCommits_AmongManyAtOnce_DoNotFailTheOthers()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static o => o.Durability = Durability.Buffered);
        var commits = Enumerable.Range(0, 60).Select(
            i => (Bad: i % 3 == 0, Task: Task.Run(async () => await temporary.Store.CreateAsync(i % 3 == 0
            ? new Ticket { Title = "bad", Description = "\ud800", Comments = null! }
            : new Ticket { Title = "good" })))).ToList();
        foreach (var (bad, task) in commits)
        {
            if (bad)
            {
                await Assert.ThrowsAnyAsync<RepoTicketsException>(async () => await task);
            }
            else
            {
                Assert.StartsWith("GOOD-", (await task).Id.Value, StringComparison.Ordinal);
            }
        }

        Assert.Equal(40, (await temporary.Store.GetStatisticsAsync()).Total);
    }
}
