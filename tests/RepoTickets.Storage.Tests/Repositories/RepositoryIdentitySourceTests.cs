using RepoTickets.Storage.Repositories;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Repositories;

public sealed class RepositoryIdentitySourceTests
{
    private readonly SimulatedWorld _world = new(seed: 1);
    private readonly FakeCommandRunner _commands = new();
    private string? _user = "grace";

    public RepositoryIdentitySourceTests() => _world.CreateFolders("/repository");

    [Theory]
    [InlineData(".git", "main")]
    [InlineData(".hg", "default")]
    [InlineData(".jj", "main")]
    [InlineData("nothing", "main")]
    public async Task GetAsync_NoToolAndNoSettings_GivesTheFallbacks(string mark, string branch)
    {
        _world.CreateFolders("/repository/" + mark);

        Assert.Equal(new RepositoryIdentity(branch, "grace", "grace@localhost"), await GetAsync());

        _user = null;
        Assert.Equal(new RepositoryIdentity(branch, "unknown", "unknown@localhost"), await GetAsync());
    }

    [Fact]
    public async Task GetAsync_GitNameWithoutAddress_MakesTheAddressOfTheName()
    {
        _world.CreateFolders("/repository/.git");
        _commands.Answer("git config", "user.name\nAda\0");

        Assert.Equal(new RepositoryIdentity("main", "Ada", "Ada@localhost"), await GetAsync());
    }

    [Theory]
    [InlineData("ref: refs/heads/good\n", "good")]
    [InlineData("ref: refs/heads/\n", "main")]
    [InlineData("ref: refs/tags/v1\n", "main")]
    [InlineData("ref: refs/heads/a\u001b[31m\n", "main")]
    [InlineData("0123456789012345678901234567890123456789\n", "main")]
    [InlineData("", "main")]
    public async Task GetAsync_GitHeadOfAnyForm_GivesItsBranchOrTheFallback(string head, string branch)
    {
        _world.CreateFolders("/repository/.git");
        _world.EditFile("/repository/.git/HEAD", head);

        Assert.Equal(branch, (await GetAsync()).Branch);
    }

    [Fact]
    public async Task GetAsync_HostileHeadFiles_GiveTheFallback()
    {
        _world.CreateFolders("/repository/.git");
        _world.EditFile("/repository/.git/HEAD", new byte[] { 0xFF, 0xFE, 0x00 });
        Assert.Equal("main", (await GetAsync()).Branch);

        _world.EditFile("/repository/.git/HEAD", new byte[100_000]);
        Assert.Equal("main", (await GetAsync()).Branch);

        _world.DeleteFile("/repository/.git/HEAD");
        _world.PlantPipe("/repository/.git/HEAD");
        Assert.Equal("main", (await GetAsync()).Branch);
    }

    [Theory]
    [InlineData("gitdir: ../elsewhere\n", "linked")]
    [InlineData("gitdir:/elsewhere", "linked")]
    [InlineData("gitdir: /missing\n", "main")]
    [InlineData("gitdir:\n", "main")]
    [InlineData("nonsense", "main")]
    public async Task GetAsync_GitFile_IsFollowedWhenItLeadsSomewhere(string text, string branch)
    {
        _world.CreateFolders("/elsewhere");
        _world.EditFile("/elsewhere/HEAD", "ref: refs/heads/linked\n");
        _world.EditFile("/repository/.git", text);

        Assert.Equal(branch, (await GetAsync()).Branch);
    }

    [Fact]
    public async Task GetAsync_GitReferencesInATable_AsksGit()
    {
        _world.CreateFolders("/repository/.git");
        _world.EditFile("/repository/.git/HEAD", "ref: refs/heads/.invalid\n");
        _commands.Answer("git symbolic-ref", "tabled\n");

        Assert.Equal("tabled", (await GetAsync()).Branch);
    }

    [Theory]
    [InlineData("Ada Lovelace <ada@example.org>", "Ada Lovelace", "ada@example.org")]
    [InlineData("ada@example.org", "ada", "ada@example.org")]
    [InlineData("Ada Lovelace", "Ada Lovelace", "Ada Lovelace@localhost")]
    [InlineData("<ada@example.org>", "grace", "ada@example.org")]
    [InlineData("Ada <>", "Ada", "Ada@localhost")]
    public async Task GetAsync_MercurialUser_IsSplit(string user, string name, string email)
    {
        _world.CreateFolders("/repository/.hg");
        _world.EditFile("/repository/.hg/branch", "stable\n");
        _commands.Answer("hg config ui.username", user + "\n");

        Assert.Equal(new RepositoryIdentity("stable", name, email), await GetAsync());
    }

    [Fact]
    public async Task GetAsync_Jujutsu_AsksForBookmarkAndSettings()
    {
        _world.CreateFolders("/repository/.jj");
        _world.CreateFolders("/repository/.git");
        _commands.Answer(" log ", "feature\nother").Answer("get user.name", "Ada\n").Answer("get user.email", "ada@example.org\n");

        Assert.Equal(new RepositoryIdentity("feature", "Ada", "ada@example.org"), await GetAsync());
    }

    [Fact]
    public async Task GetAsync_FolderMayNotBeSeen_GivesTheFallbacks()
    {
        _world.CreateFolders("/repository/.git");
        _world.DenyFolder("/repository");

        Assert.Equal(new RepositoryIdentity("main", "grace", "grace@localhost"), await GetAsync());
    }

    private async Task<RepositoryIdentity> GetAsync() =>
        await new RepositoryIdentitySource(_world.StartProcess(), _commands, name => name == "USER" ? _user : null)
            .GetAsync("/repository", CancellationToken.None);
}
