using System.Diagnostics;

namespace RepoTickets.Storage.ProcessTests.Git;

public class GitLockTests
{
    [Fact]
    public async Task Store_WithALockThatADeadGitLeft_GoesOnWithoutWaiting()
    {
        using var git = new GitFolder();
        await using var store = await git.Folder.OpenAsync(static options => options.WatchFiles = false);
        var ticket = await store.CreateAsync("Before");
        var path = git.Folder.File($"open/{ticket.Id}.yaml");
        var held = Path.Combine(git.Folder.Path, ".git", "index.lock");
        await File.WriteAllTextAsync(held, "");
        File.SetLastWriteTimeUtc(held, DateTime.UtcNow.AddMinutes(-1));

        var clock = Stopwatch.StartNew();
        await store.CreateAsync("While the lock lies there");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("Before", "After", StringComparison.Ordinal));
        await store.RefreshAsync();

        Assert.Single(await store.SearchAsync("After"));

        // With a fresh lock a commit waits 5 s for git before it goes on.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public async Task RefreshAsync_WhileGitIsAtWork_TakesUpTheEditWhenItHasFinished()
    {
        using var git = new GitFolder();
        await using var store = await git.Folder.OpenAsync(static options => options.WatchFiles = false);
        var ticket = await store.CreateAsync("Before");
        var path = git.Folder.File($"open/{ticket.Id}.yaml");
        var held = Path.Combine(git.Folder.Path, ".git", "index.lock");
        await File.WriteAllTextAsync(held, "");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("Before", "After", StringComparison.Ordinal));

        var refresh = store.RefreshAsync().AsTask();
        File.Delete(held);
        await refresh;

        Assert.Single(await store.SearchAsync("After"));
    }
}
