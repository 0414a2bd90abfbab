using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Migrations;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>A store of an older format is migrated at opening, wholly or not at all.</summary>
public sealed class MigrationTests
{
    private const string Retired = SimulatedStore.Folder + "/retired/ticket-LOGIN.yaml";
    private const string Format = SimulatedStore.Folder + "/.sdk/format";

    private static readonly StoreSettings ToTwo = new() { Seed = 20, Migrations = FakeMigration.ToTwo };

    [Fact]
    public async Task Open_OlderFormat_IsMigratedAndGoesOn()
    {
        var world = await PlantAsync();
        var before = world.ReadFile(Retired)!;

        var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo);

        Assert.Equal([.. before, .. "# format 2\n"u8], world.ReadFile(Retired)!);
        await CheckMigratedAsync(world, store);
        Assert.DoesNotContain(world.ListFiles(), static path => path.Contains("/.sdk/migration/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_TwoFormatsBehind_RunsBothMigrationsInOrder()
    {
        var world = await PlantAsync();

        await SimulatedStore.OpenAsync(world.StartProcess(), new() { Migrations = new(3, [new FakeMigration(2), new FakeMigration(1)]) });

        Assert.EndsWith("# format 2\n# format 3\n", Text(world, Retired), StringComparison.Ordinal);
        Assert.Contains("format: 3", Text(world, Format), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OptionOffOrNoMigrationKnown_IsReadOnlyAndChangesNothing()
    {
        foreach (var settings in (StoreSettings[])[ToTwo with { MigrateOnOpen = false }, ToTwo with { ReadOnly = true }, ToTwo with { Migrations = new(2, []) }])
        {
            var world = await PlantAsync();
            var before = Image(world);
            var store = await SimulatedStore.OpenAsync(world.StartProcess(), settings);
            Assert.NotNull(await store.Store.GetAsync(CrashOperations.First));
            await Assert.ThrowsAsync<StoreReadOnlyException>(() => store.Store.CreateAsync("Refused").AsTask());
            Assert.Equal(before, Image(world));
        }
    }

    [Fact]
    public async Task Open_NewerFormat_IsReadOnlyAndSaysWhichVersionIsNeeded()
    {
        var world = await PlantAsync();
        (await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo)).Process.Kill();

        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        var refusal = await Assert.ThrowsAsync<StoreReadOnlyException>(() => store.Store.CreateAsync("Refused").AsTask());
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_CopyThatFailsVerification_ThrowsAndChangesNothing()
    {
        var world = await PlantAsync();
        var before = Image(world);

        var refusal = await Assert.ThrowsAsync<StoreMigrationException>(() => SimulatedStore.OpenAsync(
            world.StartProcess(), new() { Migrations = new(2, [new FakeMigration { Problem = "It is odd." }]) }));

        Assert.Contains("It is odd.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Image(world));
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 4 });
        await CheckOldAsync(world, store);
    }

    [Fact]
    public async Task Open_WhileAnOlderProcessHasTheStoreOpen_ThatOneStopsWriting()
    {
        var world = await PlantAsync();
        var older = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 5 });
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo);

        await Assert.ThrowsAsync<StoreReadOnlyException>(() =>
            older.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Refused" }).AsTask());
        await CheckMigratedAsync(world, store);
    }

    [Fact]
    public async Task Open_SharedFilesMigratedByAColleague_OnlyTheLocalOnesAre()
    {
        var world = await PlantAsync();
        world.EditFile(Format, "format: 2\n");
        world.EditFile($"{SimulatedStore.Folder}/{FakeMigration.SharedMark}", "shared 2");
        var before = world.ReadFile(Retired);

        var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo);

        Assert.Equal(before, world.ReadFile(Retired));
        await CheckMigratedAsync(world, store);
    }

    [Fact]
    public async Task Open_FreshStore_NeedsNoMigration()
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo with { Migrations = new(2, [new FakeMigration { Problem = "It must not run." }]) });
        var again = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo with { Seed = 21, Migrations = new(2, [new FakeMigration { Problem = "It must not run." }]) });
        await again.Store.CreateAsync("Login");
    }

    [Fact]
    public async Task Migration_KilledAtEveryCall_IsWholeOrNotAndFinishedByTheNext()
    {
        var calls = await LearnAsync();
        var crashes = 0;
        foreach (var number in calls)
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
            {
                var world = await PlantAsync();
                var process = world.StartProcess();
                process.CrashAtCall(number, point);
                await Assert.ThrowsAnyAsync<Exception>(() => SimulatedStore.OpenAsync(process, ToTwo));
                process.Kill();
                crashes++;
                foreach (var mode in Enum.GetValues<CrashMode>())
                {
                    for (var seed = 1; seed <= (mode is CrashMode.KeepAll or CrashMode.LoseAll ? 1 : 3); seed++)
                    {
                        var what = $"crash {point} call {number}, power cut {mode} with seed {seed}";
                        await CheckEitherAsync(world.PowerCut(mode, seed), what);
                        await FinishAsync(world.PowerCut(mode, seed), what);
                    }
                }

                await FinishAsync(world, $"crash {point} call {number}, the same boot");
            }
        }

        Assert.True(crashes > 60, $"only {crashes} crashes");
    }

    [Fact]
    public async Task Migration_FailingAtEveryCall_ExplainsItselfAndIsDoneByTheNext()
    {
        foreach (var number in await LearnAsync())
        {
            foreach (var fault in (SimulatedFault[])[SimulatedFault.InputOutput, SimulatedFault.NoSpace, SimulatedFault.AccessDenied, SimulatedFault.ShortWrite])
            {
                var world = await PlantAsync();
                var process = world.StartProcess();
                process.FailCall(number, fault);
                try
                {
                    await SimulatedStore.OpenAsync(process, ToTwo);
                }
                catch (RepoTicketsException)
                {
                    // It says so, in the terms of callers.
                }

                process.Kill();
                await FinishAsync(world, $"{fault} at call {number}");
            }
        }
    }

    [Theory]
    [InlineData("../victim", "new-000001", "-")]
    [InlineData("/repo/victim", "new-000001", "-")]
    [InlineData("open/A-1.yaml", "../../victim", "-")]
    [InlineData("open/A-1.yaml", "new-000001", "..")]
    [InlineData("", "new-000001", "-")]
    public async Task Open_SwapListThatLeadsOutOfTheFolder_IsRefusedAndChangesNothing(string path, string copy, string old)
    {
        var world = await PlantAsync();
        world.EditFile("/repo/victim", "precious");
        world.CreateFolders($"{SimulatedStore.Folder}/.sdk/migration");
        world.EditFile($"{SimulatedStore.Folder}/.sdk/migration/new-000001", "evil");
        world.EditFile($"{SimulatedStore.Folder}/.sdk/migration/ready", SwapList.Encode([new(path, copy, DocumentVersion.Of("evil"u8), old)]));
        var before = Image(world);

        await Assert.ThrowsAsync<StoreReadOnlyException>(() => SimulatedStore.OpenAsync(world.StartProcess()));

        Assert.Equal(before, Image(world));
    }

    private static async Task<SimulatedWorld> PlantAsync()
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        world.EditFile($"{SimulatedStore.Folder}/open/LOGIN-9.yaml", "id: LOGIN-9\ntitle: Login last\n");
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await store.Store.DeleteAsync(TicketId.Parse("LOGIN-9"));
        await store.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Before the migration" });
        await store.Store.DisposeAsync();
        var second = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 4 });
        await second.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Not in any checkpoint" });
        await second.DrainAsync();
        second.Process.Kill();
        world.FlushAll();
        return world;
    }

    /// <summary>The calls of the migration that change something.</summary>
    private static async Task<List<int>> LearnAsync()
    {
        var world = await PlantAsync();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo);
        var process = world.Trace[^1].Process;
        var calls = world.Trace.Where(call => call.Process == process && call.Changes).ToList();
        var last = calls.FindLastIndex(static call => call.Path.Contains("/.sdk/migration/", StringComparison.Ordinal));
        store.Process.Kill();
        return [.. calls.Take(last + 1).Select(static call => call.Number)];
    }

    /// <summary>A version that knows nothing of the migration finds the old store, or a newer one that it does not write; nothing in between.</summary>
    private static async Task CheckEitherAsync(SimulatedWorld world, string what)
    {
        try
        {
            var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 6 });
            if (Text(world, Format).Contains("format: 2", StringComparison.Ordinal))
            {
                CheckFiles(world);
                await Assert.ThrowsAsync<StoreReadOnlyException>(() => store.Store.CreateAsync("Refused").AsTask());
            }
            else
            {
                await CheckOldAsync(world, store);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new StoreCheckException($"{what}: {exception}\n{world}");
        }
    }

    private static async Task FinishAsync(SimulatedWorld world, string what)
    {
        try
        {
            var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo with { Seed = 30 });
            await CheckMigratedAsync(world, store);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new StoreCheckException($"{what}: {exception}\n{world}");
        }
    }

    private static async Task CheckMigratedAsync(SimulatedWorld world, SimulatedStore store)
    {
        CheckFiles(world);
        Assert.Equal("Before the migration", (await store.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.Equal("Not in any checkpoint", (await store.Store.GetAsync(CrashOperations.Second))!.Title);
        var created = await store.Store.CreateAsync("Login");
        Assert.Equal("LOGIN-10", created.Id.Value);
        Assert.True((await store.Store.VerifyAsync()).IsClean);
        Assert.DoesNotContain(world.ListFiles(), static path => path.Contains("/.~", StringComparison.Ordinal));
    }

    private static void CheckFiles(SimulatedWorld world)
    {
        Assert.Contains("format: 2", Text(world, Format), StringComparison.Ordinal);
        Assert.Equal("local 2", Text(world, $"{SimulatedStore.Folder}/{FakeMigration.LocalMark}"));
        Assert.Equal("shared 2", Text(world, $"{SimulatedStore.Folder}/{FakeMigration.SharedMark}"));
    }

    private static async Task CheckOldAsync(SimulatedWorld world, SimulatedStore store)
    {
        Assert.Null(world.ReadFile($"{SimulatedStore.Folder}/{FakeMigration.LocalMark}"));
        Assert.Null(world.ReadFile($"{SimulatedStore.Folder}/{FakeMigration.SharedMark}"));
        Assert.DoesNotContain("# format 2", Text(world, Retired), StringComparison.Ordinal);
        Assert.Equal("LOGIN-10", (await store.Store.CreateAsync("Login")).Id.Value);
        Assert.True((await store.Store.VerifyAsync()).IsClean);
    }

    private static string Text(SimulatedWorld world, string path) => Encoding.UTF8.GetString(world.ReadFile(path) ?? []);

    private static string Image(SimulatedWorld world) => string.Join('\n', world.ListFiles()
        .Where(static path => !path.EndsWith("/lock", StringComparison.Ordinal) && !path.EndsWith("/shared", StringComparison.Ordinal) && !path.Contains("/.sdk/migration/", StringComparison.Ordinal))
        .Select(path => $"{path} {DocumentVersion.Of(world.ReadFile(path)!)}"));
}
