using System.Text;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Several processes keep the Python package's index; none of them may be held up by what the others commit meanwhile.</summary>
public sealed class SharedPythonIndexTests
{
    private const string Index = SimulatedStore.Folder + "/index.yaml";
    private const string DerivedLock = SimulatedStore.Folder + "/.sdk/derived.lock";

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

    /// <summary>
    /// The other one commits, writes and is gone; a reader of this process follows it; then this one puts its older text in the place.
    /// </summary>
    [Fact]
    public async Task Close_AReaderOfThisProcessFollowsAnotherThatFinishes_LeavesTheIndexRight()
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        world.EditFile(Index, "{}\n");
        var other = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
        Storage.View.StoreView? view = null;
        var writings = 0;
        var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index) && writings++ == 0)
                {
                    CommitAndCloseAsync(() => Task.FromResult(other), 1).GetAwaiter().GetResult();
                    view!.FollowOrThrow();
                }

                return true;
            },
        });
        view = (await closing.Store.OpenAsync(CancellationToken.None)).View;

        await closing.Store.CreateAsync("Closing");
        await closing.Store.DisposeAsync();

        var text = Encoding.UTF8.GetString(world.ReadFile(Index)!);
        Assert.Contains("CLOSING-1:", text, StringComparison.Ordinal);
        Assert.Contains("NUMBER-1:", text, StringComparison.Ordinal);
    }

    /// <summary>Whoever has nothing to write asks for no lock, and so waits for nobody who has one.</summary>
    [Fact]
    public async Task Close_OfAReaderWhileAnotherWritesDerivedFiles_AsksForNoLock()
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        world.EditFile(Index, "{}\n");
        await CommitAndCloseAsync(() => SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 }), 1);
        var locks = new List<string>();
        var reader = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Seed = 3,
            Hook = call =>
            {
                if (call.Operation == "lock")
                {
                    locks.Add(call.Path);
                }

                return true;
            },
        });
        Assert.NotNull(await reader.Store.GetAsync(CrashOperations.First));
        locks.Clear();
        using var writing = world.StartProcess().TryLock(DerivedLock);

        await reader.Store.DisposeAsync();

        Assert.DoesNotContain(SimulatedStore.Folder + "/.sdk/lock", locks);
    }

    /// <summary>Two files belong together; those of two processes must not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_WhileAnotherSavesTheIndex_SavesNoneAndTheNextOpeningIsRight(bool isSaving)
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        await CommitAndCloseAsync(() => SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 }), 1);
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await store.Store.CreateAsync("Number 2");
        var before = Saved(world);
        var saving = isSaving ? world.StartProcess().TryLock(DerivedLock) : null;

        await store.Store.DisposeAsync();

        Assert.Equal(isSaving, before == Saved(world));
        saving?.Dispose();
        var next = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 4 });
        Assert.Equal(["NUMBER-1", "NUMBER-2"], (await next.Store.QueryAsync("number")).Tickets.Select(static ticket => ticket.Id.Value).Order(StringComparer.Ordinal));
        Assert.True((await next.Store.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task RebuildAndClose_WriteTheIndexOnlyWithTheTurn()
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        world.EditFile(Index, "{}\n");
        var (writings, others) = (0, 0);
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index))
                {
                    writings++;
                    using var turn = world.StartProcess().TryLock(DerivedLock);
                    others += turn is null ? 0 : 1;
                }

                return true;
            },
        });

        await store.Store.RebuildIndexAsync();
        await store.Store.CreateAsync("Closing");
        await store.Store.DisposeAsync();

        Assert.Equal((2, 0), (writings, others));
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

    private static string Saved(SimulatedWorld world) => string.Join(
        ' ',
        ((string[])["index", "index.text"]).Select(name => DocumentVersion.Of(world.ReadFile($"{SimulatedStore.Folder}/.sdk/{name}")!)));

    private static List<string> Temporaries(SimulatedWorld world) =>
        [.. world.ListFiles().Where(static path => path.Contains("/.~index.yaml", StringComparison.Ordinal))];

    /// <summary>While it is not, nobody commits.</summary>
    private static bool IsLockFree(SimulatedWorld world)
    {
        using var held = world.StartProcess().TryLock(SimulatedStore.Folder + "/.sdk/lock");
        return held is not null;
    }
}
