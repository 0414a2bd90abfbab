using System.Text;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Several processes keep the Python package's index; none of them may be held up by what the others commit meanwhile.</summary>
public sealed class SharedPythonIndexTests
{
    private const string Index = SimulatedStore.Folder + "/index.yaml";

    [Fact]
    public async Task Close_WhileAnotherCommitsWithEachWriting_EndsAndTheOtherLeavesTheIndexRight()
    {
        var world = PlantWorld();
        var other = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
        var (writings, commits) = (0, 0);
        var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index) && ++writings < 100 && IsLockFree(world))
                {
                    other.Store.CreateAsync($"Number {++commits}").AsTask().GetAwaiter().GetResult();
                }

                return true;
            },
        });

        await closing.Store.CreateAsync("Closing");
        await closing.Store.DisposeAsync();
        Assert.InRange(commits, 2, 10);

        await other.Store.DisposeAsync();
        AssertIndexHas(world, commits);
    }

    /// <summary>Each of the others writes what it committed and is gone before this one puts its older text in the place.</summary>
    [Fact]
    public async Task Close_WhileOthersFinishWithEachWriting_LeavesTheIndexRight()
    {
        var world = PlantWorld();
        var others = new Queue<SimulatedStore>();
        for (var seed = 2; seed < 12; seed++)
        {
            others.Enqueue(await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = seed }));
        }

        await CloseAsync(world, () => Task.FromResult(others.Dequeue()), least: 2);
    }

    /// <summary>
    /// Whoever opens the store removes left-overs; what a living process is writing is none, and what a dead one has written is.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_WhileAnotherWritesTheIndex_LeavesItsTemporaryFileUnlessItDied(bool dies)
    {
        var world = PlantWorld();
        var opened = 0;
        SimulatedStore? writing = null;
        writing = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index) && IsLockFree(world) && opened++ == 0)
                {
                    if (dies)
                    {
                        writing!.Process.Kill();
                    }

                    var before = Temporaries(world);
                    Assert.NotEmpty(before);
                    SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 }).GetAwaiter().GetResult().Process.Kill();
                    Assert.Equal(dies ? [] : before, Temporaries(world));
                }

                return true;
            },
        });
        await writing.Store.CreateAsync("Closing");

        if (dies)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => writing.Store.DisposeAsync().AsTask());
        }
        else
        {
            await writing.Store.DisposeAsync();
            Assert.Contains("CLOSING-1:", Encoding.UTF8.GetString(world.ReadFile(Index)!), StringComparison.Ordinal);
        }

        Assert.True(opened > 0, "nobody opened the store meanwhile");
    }

    [Fact]
    public async Task Close_WhileOthersComeAndGoWithEachWriting_LeavesTheIndexRight()
    {
        var world = PlantWorld();
        var seed = 1;
        await CloseAsync(world, () => SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = ++seed }), least: 1);
    }

    [Fact]
    public async Task Close_WhileAnotherOpensAndWritesNothing_LeavesTheIndexRight()
    {
        var world = PlantWorld();
        var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index) && IsLockFree(world))
                {
                    SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 }).GetAwaiter().GetResult().Process.Kill();
                }

                return true;
            },
        });

        await closing.Store.CreateAsync("Closing");
        await closing.Store.DisposeAsync();

        Assert.Contains("CLOSING-1:", Encoding.UTF8.GetString(world.ReadFile(Index)!), StringComparison.Ordinal);
    }

    /// <summary>With an index, which is kept where there is one.</summary>
    private static SimulatedWorld PlantWorld()
    {
        var world = CrashOperations.PlantWorld();
        world.EditFile(Index, "{}\n");
        return world;
    }

    /// <summary>Commits and closes while another one does with each of its writings, and looks for all in the index.</summary>
    private static async Task CloseAsync(SimulatedWorld world, Func<Task<SimulatedStore>> other, int least)
    {
        var commits = 0;
        var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index) && IsLockFree(world))
                {
                    CommitAndCloseAsync(other, ++commits).GetAwaiter().GetResult();
                }

                return true;
            },
        });

        await closing.Store.CreateAsync("Closing");
        await closing.Store.DisposeAsync();

        Assert.InRange(commits, least, 9);
        AssertIndexHas(world, commits);
    }

    /// <summary>The ticket of the store that closed, and those that others created meanwhile.</summary>
    private static void AssertIndexHas(SimulatedWorld world, int commits)
    {
        var text = Encoding.UTF8.GetString(world.ReadFile(Index)!);
        Assert.Contains("CLOSING-1:", text, StringComparison.Ordinal);
        for (var number = 1; number <= commits; number++)
        {
            Assert.Contains($"NUMBER-{number}:", text, StringComparison.Ordinal);
        }
    }

    private static async Task CommitAndCloseAsync(Func<Task<SimulatedStore>> open, int number)
    {
        var other = await open();
        await other.Store.CreateAsync($"Number {number}");
        await other.Store.DisposeAsync();
    }

    private static List<string> Temporaries(SimulatedWorld world) =>
        [.. world.ListFiles().Where(static path => path.Contains("/.~index.yaml", StringComparison.Ordinal))];

    /// <summary>While it is not, nobody commits.</summary>
    private static bool IsLockFree(SimulatedWorld world)
    {
        using var held = world.StartProcess().TryLock(SimulatedStore.Folder + "/.sdk/lock");
        return held is not null;
    }
}
