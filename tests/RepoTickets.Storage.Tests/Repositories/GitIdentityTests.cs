using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.Tests.Repositories;

/// <summary>With the real git.</summary>
public sealed class GitIdentityTests : IDisposable
{
    private readonly GitRepository _repository = new();
    private readonly IFileSystem _files = PlatformFileSystem.Create();
    private readonly RepositoryIdentitySource _source;

    public GitIdentityTests() => _source = RepositoryIdentitySource.Create(_files, TimeProvider.System);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task GetAsync_BeforeTheFirstCommit_GivesBranchAndUser() =>
        Assert.Equal(
            new RepositoryIdentity("trunk", "Ada Lovelace", "ada@example.org"),
            await _source.GetAsync(_repository.Root, CancellationToken.None));

    [Fact]
    public async Task GetAsync_OnABranchWithSlashes_GivesAllOfIt()
    {
        _repository.Commit();
        _repository.Run("switch", "--quiet", "--create", "feature/ä/deep");

        Assert.Equal("feature/ä/deep", (await _source.GetAsync(_repository.Root, CancellationToken.None)).Branch);
    }

    [Fact]
    public async Task GetAsync_DetachedHead_FallsBackToMain()
    {
        _repository.Commit();
        _repository.Run("switch", "--quiet", "--detach");

        Assert.Equal("main", (await _source.GetAsync(_repository.Root, CancellationToken.None)).Branch);
    }

    [Fact]
    public async Task GetAsync_Worktree_GivesItsOwnBranch()
    {
        _repository.Commit();
        var worktree = _repository.Beside("worktree");
        _repository.Run("worktree", "add", "--quiet", "-b", "other", worktree);

        var identity = await _source.GetAsync(worktree, CancellationToken.None);

        Assert.Equal(new RepositoryIdentity("other", "Ada Lovelace", "ada@example.org"), identity);
    }

    [Fact]
    public async Task GetAsync_SettingTwice_TakesTheLast()
    {
        _repository.Run("config", "--add", "user.name", "Countess of Lovelace");

        Assert.Equal("Countess of Lovelace", (await _source.GetAsync(_repository.Root, CancellationToken.None)).UserName);
    }

    [Fact]
    public async Task GetAsync_Cancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _source.GetAsync(_repository.Root, new CancellationToken(canceled: true)));

    [Fact]
    public void IsGitAtWork_IndexLock_IsSeenInRepositoryAndWorktree()
    {
        _repository.Commit();
        var worktree = _repository.Beside("worktree");
        _repository.Run("worktree", "add", "--quiet", "-b", "other", worktree);
        Assert.False(GitActivity.IsGitAtWork(_files, _repository.Root));
        Assert.False(GitActivity.IsGitAtWork(_files, worktree));
        Assert.False(GitActivity.IsGitAtWork(_files, _repository.Beside("nothing")));

        _files.CreateFile(Path.Combine(_repository.Root, ".git", "worktrees", "worktree", "index.lock"), default);
        Assert.True(GitActivity.IsGitAtWork(_files, worktree));
        Assert.False(GitActivity.IsGitAtWork(_files, _repository.Root));

        _files.CreateFile(Path.Combine(_repository.Root, ".git", "index.lock"), default);
        Assert.True(GitActivity.IsGitAtWork(_files, _repository.Root));
    }
}
