using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests.Git;

public class OwnFolderRemovedTests
{
    [Fact]
    public async Task Commits_AfterGitCleanedIgnoredFiles_AreNotLost()
    {
        using var git = new GitFolder();
        var before = await CreateCommittedTicketAsync(git);
        await using var store = await git.Folder.OpenAsync();
        var unsaved = await store.CreateAsync("Not in git");

        git.Run("add", "--all");
        git.Run("clean", "--force", "--quiet", "-d", "-x");

        await AssertWorksOnAsync(git, store, before, unsaved);
    }

    [Fact]
    public async Task Commits_AfterTheWholeOwnFolderWasRemoved_AreNotLost()
    {
        using var git = new GitFolder();
        var before = await CreateCommittedTicketAsync(git);
        await using var store = await git.Folder.OpenAsync();
        var unsaved = await store.CreateAsync("Not in git");

        Directory.Delete(git.Folder.File(".sdk"), recursive: true);

        await AssertWorksOnAsync(git, store, before, unsaved);
    }

    [Fact]
    public async Task Commits_AfterGitStashedEverything_GoOnFromWhatIsThere()
    {
        using var git = new GitFolder();
        var before = await CreateCommittedTicketAsync(git);
        await using var store = await git.Folder.OpenAsync();
        var unsaved = await store.CreateAsync("Goes into the stash");
        await store.UpdateAsync(before.Id, static ticket => ticket with { Branch = "stashed" });

        git.Run("stash", "push", "--quiet", "--all");
        await store.RefreshAsync();

        Assert.Null(await store.GetAsync(unsaved.Id));
        Assert.Equal(before, await store.GetAsync(before.Id));
        Assert.Empty((await store.QueryAsync("stash")).Tickets);
        await AssertRefusesAsync(store);
        await store.DisposeAsync();
        await using var other = await git.Folder.OpenAsync();
        var after = await other.CreateAsync("After the stash");
        Assert.Equal(after, await other.GetAsync(after.Id));
        await StoreChecks.AssertCleanAsync(other, git.Folder);
    }

    [Fact]
    public async Task FollowAsync_AfterGitCleanedIgnoredFiles_SaysThatPositionsBeginAnew()
    {
        using var git = new GitFolder();
        await CreateCommittedTicketAsync(git);
        await using var store = await git.Folder.OpenAsync();
        await using var commits = store.Feed.FollowAsync(0).GetAsyncEnumerator();
        Assert.True(await commits.MoveNextAsync());

        git.Run("clean", "--force", "--quiet", "-d", "-x");

        await Assert.ThrowsAsync<FeedPositionExpiredException>(async () =>
        {
            while (await commits.MoveNextAsync())
            {
            }
        });
    }

    private static async Task<Ticket> CreateCommittedTicketAsync(GitFolder git)
    {
        await using var store = await git.Folder.OpenAsync();
        var ticket = await store.CreateAsync("In git");
        await store.DisposeAsync();
        git.CommitAll("Tickets");
        return ticket;
    }

    /// <summary>
    /// Everything committed can be read, writing is refused with a clear error, and a store opened anew goes on beside the old one.
    /// </summary>
    private static async Task AssertWorksOnAsync(GitFolder git, ITicketStore store, params Ticket[] tickets)
    {
        await AssertRefusesAsync(store);
        await using (var other = await git.Folder.OpenAsync())
        {
            var theirs = await other.CreateAsync("By the newcomer");
            foreach (var ticket in tickets.Append(theirs))
            {
                Assert.Equal(ticket, await other.GetAsync(ticket.Id));
                await Deadline.UntilAsync(async () => ticket.Equals(await store.GetAsync(ticket.Id)), $"the old store reads {ticket.Id}");
            }

            await AssertRefusesAsync(store);

            // Closing the old one must leave the newcomer's files alone.
            await store.DisposeAsync();
            await other.UpdateAsync(theirs.Id, static ticket => ticket with { Branch = "again" });
            await StoreChecks.AssertCleanAsync(other, git.Folder);
        }

        await using var last = await git.Folder.OpenAsync();
        Assert.Equal(tickets.Length + 1, (await last.GetStatisticsAsync()).Total);
        await StoreChecks.AssertFeedHasNoExternalChangesAsync(last);
    }

    private static async Task AssertRefusesAsync(ITicketStore store)
    {
        var refused = await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await store.CreateAsync("Where nobody would find it"));
        Assert.Contains("Open the store again", refused.Message, StringComparison.Ordinal);
    }
}
