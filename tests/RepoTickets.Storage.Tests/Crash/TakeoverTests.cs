using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>What other processes see and do while a writer works, and after it died or its flush failed.</summary>
public sealed class TakeoverTests
{
    public static TheoryData<string> Writers => new(
        "create", "change the status", "delete", "batch", "group", "sequence", "rotate", "files that follow");

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task DeadWriter_AtEveryCall_IsSeenWholeOrNotAndFinishedByTheNext(string name)
    {
        var matrix = new CrashMatrix(CrashOperations.Named(name), seed: 1, cuts: 1);
        await matrix.LearnAsync();
        await matrix.TakeOverEverywhereAsync();
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task Reader_BetweenAnyTwoCallsOfAWriter_SeesAllOrNothing(string name)
    {
        var matrix = new CrashMatrix(CrashOperations.Named(name), seed: 1, cuts: 1);
        await matrix.LearnAsync();
        await matrix.ReadBetweenCallsAsync();
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task Reader_BetweenAnyTwoCallsOfARecovery_SeesAllOrNothing(string name)
    {
        var matrix = new CrashMatrix(CrashOperations.Named(name), seed: 1, cuts: 1);
        await matrix.LearnAsync();
        await matrix.ReadDuringRecoveryAsync();
    }

    [Fact]
    public async Task Commit_CancelledWhileItWaitsForTheLock_IsCancelledAndWritesNothing()
    {
        var world = Plant();
        using var cancellation = new CancellationTokenSource();
        var isArmed = false;
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (isArmed && call.Operation == "lock")
                {
                    cancellation.Cancel();
                }

                return true;
            },
        });
        var position = await store.Store.Feed.GetPositionAsync();
        isArmed = true;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.Store.CreateAsync("Late", cancellationToken: cancellation.Token).AsTask());

        Assert.True(cancellation.IsCancellationRequested);
        Assert.Equal(position, await store.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task StaleVersion_FileEditedOutside_IsRefused()
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { TrustsMemory = true });
        var seen = (await store.Store.GetAsync(CrashOperations.First))!;
        world.EditFile($"{SimulatedStore.Folder}/open/{CrashOperations.First}.yaml", $"id: {CrashOperations.First}\ntitle: theirs\n");

        await Assert.ThrowsAsync<VersionConflictException>(() =>
            store.Store.CommitAsync(new(DocumentChange.Update(seen with { Title = "ours" }))).AsTask());

        Assert.Equal("theirs", (await store.Store.GetAsync(CrashOperations.First))!.Title);
    }

    [Fact]
    public async Task DeadWriter_FileEditedBeforeItsCommitWasInPlace_KeepsBoth()
    {
        var world = Plant();
        var neighbour = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
        await CommitWithoutFilesAsync(world);
        world.EditFile($"{SimulatedStore.Folder}/open/{CrashOperations.First}.yaml", $"id: {CrashOperations.First}\ntitle: theirs\n");

        await neighbour.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Another" });
        await neighbour.Store.RefreshAsync();

        Assert.Equal("theirs", (await neighbour.Store.GetAsync(CrashOperations.First))!.Title);
        var quarantined = world.ListFiles().Where(
            static path => path.Contains("/quarantine/", StringComparison.Ordinal) && !path.EndsWith(".meta", StringComparison.Ordinal));
        Assert.Contains(
            "Committed", System.Text.Encoding.UTF8.GetString(world.ReadFile(Assert.Single(quarantined))!), StringComparison.Ordinal);
    }

    [Fact]
    public Task FailedFlush_SegmentWrittenAnewByReopening_NeighbourWritesToTheNewFile() => RewrittenSegmentAsync(null);

    [Fact]
    public async Task ExclusiveMove_SomebodyTookTheName_KeepsBoth()
    {
        var (world, theirs) = await RaceForANameAsync(null);

        Assert.Equal("theirs", theirs);
        Assert.Contains(world.ListFiles(), static path => path.Contains("/quarantine/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OwnFolder_RemovedWhileOpen_RefusesToWriteAndCanBeOpenedAgain()
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess());
        await store.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Before" });
        foreach (var path in world.ListFiles().Where(static path => path.Contains("/.sdk/", StringComparison.Ordinal)))
        {
            world.DeleteFile(path);
        }

        await Assert.ThrowsAsync<StoreReadOnlyException>(() =>
            store.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Refused" }).AsTask());
        Assert.Equal("Before", (await store.Store.GetAsync(CrashOperations.First))!.Title);

        var again = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
        await again.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "After" });
        Assert.True((await again.Store.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task ReadOnlyFolder_CommitNotYetInPlace_IsShownFromTheJournal()
    {
        var world = Plant();
        await CommitWithoutFilesAsync(world);
        foreach (var folder in (string[])["", "/open", "/closed", "/epics", "/backlog", "/.sdk", "/.sdk/journal"])
        {
            world.DenyWriting(SimulatedStore.Folder + folder);
        }

        foreach (var file in world.ListFiles())
        {
            world.DenyWriting(file);
        }

        var reader = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });

        Assert.Equal("Committed", (await reader.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.Equal(
            "Committed",
            (await reader.Store.QueryAsync(new TicketQuery())).Tickets.Single(ticket => ticket.Id == CrashOperations.First).Title);
        await Assert.ThrowsAsync<StoreReadOnlyException>(() =>
            reader.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Refused" }).AsTask());
    }

    internal static async Task RewrittenSegmentAsync(Func<HookedCall, bool>? hook)
    {
        var world = Plant();
        var neighbour = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2, Hook = hook });
        await neighbour.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Begins the segment" });
        var arms = false;
        var poisoned = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Seed = 4,
            Hook = call =>
            {
                if (arms && call.Operation == "flush-journal")
                {
                    throw new FileSystemException(FileSystemError.InputOutput, "flush", call.Path, 5, "simulated");
                }

                return hook?.Invoke(call) ?? true;
            },
        });
        arms = true;
        var failure = await Assert.ThrowsAsync<StorePoisonedException>(() =>
            poisoned.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Unknown" }).AsTask());
        Assert.True(failure.MayBeCommitted);
        var refusal = await Assert.ThrowsAsync<StorePoisonedException>(() =>
            poisoned.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Refused" }).AsTask());
        Assert.False(refusal.MayBeCommitted);
        poisoned.Process.Kill();

        var reopened = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 5, Hook = hook });
        reopened.Process.Kill();
        await neighbour.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Acknowledged" });
        await neighbour.DrainAsync();

        var after = await SimulatedStore.OpenAsync(world.PowerCut(CrashMode.LoseAll, 1).StartProcess(), new() { Seed = 6 });
        Assert.Equal("Acknowledged", (await after.Store.GetAsync(CrashOperations.Second))!.Title);
    }

    internal static async Task<(SimulatedWorld World, string Theirs)> RaceForANameAsync(Func<HookedCall, bool>? hook)
    {
        var world = Plant();
        const string Path = SimulatedStore.Folder + "/epics/EPIC-9.yaml";
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call.Operation == "move-exclusively" && call.Path == Path)
                {
                    world.EditFile(Path, "id: EPIC-9\ntitle: theirs\n");
                }

                return hook?.Invoke(call) ?? true;
            },
        });
        await store.Store.CreateAsync(new Epic { Id = EpicId.Parse("EPIC-9"), Title = "ours" });
        await store.DrainAsync();
        return (world, (await store.Store.GetAsync(EpicId.Parse("EPIC-9")))!.Title);
    }

    /// <summary>A writer dies when it is about to touch the first file of its commit.</summary>
    private static async Task CommitWithoutFilesAsync(SimulatedWorld world)
    {
        var writer = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = static call => call.Operation == "replace" && call.Path.Contains("LOGIN", StringComparison.Ordinal)
                ? throw new SimulatedCrashException("The writer died.")
                : true,
        });
        await Assert.ThrowsAsync<SimulatedCrashException>(() =>
            writer.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Committed" }).AsTask());
        writer.Process.Kill();
    }

    private static SimulatedWorld Plant()
    {
        var world = CrashOperations.PlantWorld();
        return world;
    }
}
