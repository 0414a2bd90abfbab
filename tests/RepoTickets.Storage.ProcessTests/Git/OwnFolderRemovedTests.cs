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
        var after = await store.CreateAsync("After the stash");
        Assert.Equal(after, await store.GetAsync(after.Id));
        await using var other = await git.Folder.OpenAsync();
        Assert.Equal(after, await other.GetAsync(after.Id));
        await StoreChecks.AssertCleanAsync(other, git.Folder);
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
    /// Either a commit goes through, and then every process sees it, or it is refused with a clear error, and then opening anew helps.
    /// </summary>
    private static async Task AssertWorksOnAsync(GitFolder git, ITicketStore store, params Ticket[] tickets)
    {
        foreach (var ticket in tickets)
        {
            Assert.Equal(ticket, await store.GetAsync(ticket.Id));
        }

        var after = await store.CreateAsync("After the clean");
        var changed = await store.UpdateAsync(tickets[0].Id, static ticket => ticket with { Branch = "changed" });
        await using (var other = await git.Folder.OpenAsync())
        {
            Ticket[] expected = [after, changed, .. tickets.Skip(1)];
            foreach (var ticket in expected)
            {
                Assert.Equal(ticket, await other.GetAsync(ticket.Id));
            }

            // Both go on writing, and each sees what the other does.
            var theirs = await other.CreateAsync("By the newcomer");
            Assert.Equal(theirs, await store.GetAsync(theirs.Id));
            var ours = await store.UpdateAsync(theirs.Id, static ticket => ticket with { Branch = "ours" });
            Assert.Equal(ours, await other.GetAsync(theirs.Id));
            Assert.Equal(await store.Feed.GetPositionAsync(), await other.Feed.GetPositionAsync());
            await StoreChecks.AssertCleanAsync(other, git.Folder);
        }

        await StoreChecks.AssertCleanAsync(store, git.Folder);
    }
}
