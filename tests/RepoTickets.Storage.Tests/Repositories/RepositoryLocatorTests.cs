using RepoTickets.Storage.Repositories;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Repositories;

public sealed class RepositoryLocatorTests
{
    private readonly SimulatedWorld _world = new(seed: 1);
    private readonly RepositoryLocator _locator;

    public RepositoryLocatorTests()
    {
        _world.CreateFolders("/home/work/repository/source/deep");
        _locator = new RepositoryLocator(_world.StartProcess());
    }

    [Fact]
    public void Find_NoRepository_ReturnsNull() => Assert.Null(_locator.Find("/home/work/repository/source/deep"));

    [Fact]
    public void Find_FromBelow_GivesTheFirstParentWithAMark()
    {
        _world.CreateFolders("/home/.git");
        _world.CreateFolders("/home/work/repository/.hg");

        var expected = new RepositoryLocation("/home/work/repository", RepositoryKind.Mercurial);
        Assert.Equal(expected, _locator.Find("/home/work/repository/source/deep"));
        Assert.Equal(expected, _locator.Find("/home/work/repository/"));
        Assert.Equal(new RepositoryLocation("/home", RepositoryKind.Git), _locator.Find("/home/work"));
    }

    [Fact]
    public void Find_SeveralMarksOnALevel_PrefersJujutsuThenGit()
    {
        _world.CreateFolders("/home/.hg");
        _world.CreateFolders("/home/.git");
        Assert.Equal(RepositoryKind.Git, _locator.Find("/home/work")!.Value.Kind);

        _world.CreateFolders("/home/.jj");
        Assert.Equal(RepositoryKind.Jujutsu, _locator.Find("/home/work")!.Value.Kind);
    }

    [Fact]
    public void Find_GitFileOfAWorktree_IsARepository()
    {
        _world.EditFile("/home/work/.git", "gitdir: /elsewhere\n");
        _world.EditFile("/home/work/repository/.hg", "a file that only looks like it");

        Assert.Equal(new RepositoryLocation("/home/work", RepositoryKind.Git), _locator.Find("/home/work/repository"));
    }

    [Fact]
    public void Find_MarkAtTheRootOfTheFileSystem_IsFound()
    {
        _world.CreateFolders("/.git");

        Assert.Equal(new RepositoryLocation("/", RepositoryKind.Git), _locator.Find("/home/work"));
        Assert.Equal(new RepositoryLocation("/", RepositoryKind.Git), _locator.Find("/missing/folder"));
    }
}
