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
        foreach (var settings in (StoreSettings[])[
            ToTwo with { MigrateOnOpen = false }, ToTwo with { ReadOnly = true }, ToTwo with { Migrations = new(2, []) },
        ])
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
        var world = CrashOperations.PlantWorld();
        await SimulatedStore.OpenAsync(
            world.StartProcess(), ToTwo with { Migrations = new(2, [new FakeMigration { Problem = "It must not run." }]) });
        var again = await SimulatedStore.OpenAsync(
            world.StartProcess(), ToTwo with { Seed = 21, Migrations = new(2, [new FakeMigration { Problem = "It must not run." }]) });
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
            foreach (var fault in (SimulatedFault[])[
                SimulatedFault.InputOutput, SimulatedFault.NoSpace, SimulatedFault.AccessDenied, SimulatedFault.ShortWrite,
            ])
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
    [InlineData("edited")]
    [InlineData("deleted")]
    [InlineData("migrated by a colleague")]
    public async Task Open_FileChangedWhileTheMigrationWasInterrupted_IsLeftAndReported(string what)
    {
        var world = await InterruptedAsync(Retired);
        var before = world.ReadFile(Retired)!;
        var migrated = (byte[])[.. before, .. "# format 2\n"u8];
        byte[]? theirs = what switch
        {
            "edited" => [.. "# theirs\n"u8, .. before],
            "deleted" => null,
            _ => migrated,
        };
        if (theirs is null)
        {
            world.DeleteFile(Retired);
        }
        else
        {
            world.EditFile(Retired, theirs);
        }

        var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo with { Seed = 30 });

        Assert.Equal(theirs, world.ReadFile(Retired));
        CheckFiles(world);
        var report = await store.Store.VerifyAsync();
        var kept = world.ReadFile($"{SimulatedStore.Folder}/.sdk/quarantine/{DocumentVersion.Of(migrated)}");
        if (what == "migrated by a colleague")
        {
            Assert.True(report.IsClean);
            Assert.Null(kept);
            return;
        }

        Assert.Equal(migrated, kept);
        var finding = Assert.Single(report.Findings, static found => found.Code == "migration-conflict");
        Assert.Equal((FindingSeverity.Warning, "retired/ticket-LOGIN.yaml"), (finding.Severity, finding.Path));
        Assert.DoesNotContain(world.ListFiles(), static path => path.Contains("/.sdk/migration/", StringComparison.Ordinal));
    }

    /// <summary>What the migration was to make new, and what it was to remove.</summary>
    [Fact]
    public async Task Open_FileMadeWhileTheMigrationWasInterrupted_IsLeftAndReported()
    {
        var mark = $"{SimulatedStore.Folder}/{FakeMigration.SharedMark}";
        var world = await InterruptedAsync(mark);
        world.EditFile(mark, "theirs");

        var store = await SimulatedStore.OpenAsync(world.StartProcess(), ToTwo with { Seed = 30 });

        Assert.Equal("theirs", Text(world, mark));
        Assert.Contains("format: 2", Text(world, Format), StringComparison.Ordinal);
        Assert.Contains(
            (await store.Store.VerifyAsync()).Findings,
            static found => found is { Code: "migration-conflict", Path: FakeMigration.SharedMark });
        Assert.Equal("LOGIN-10", (await store.Store.CreateAsync("Login")).Id.Value);
    }

    [Fact]
    public async Task Open_FileThatTheMigrationWasToRemoveWasChanged_IsLeftAndReported()
    {
        var world = await PlantAsync();
        world.EditFile("/repo/.tickets/retired/old.txt", "theirs");
        world.CreateFolders($"{SimulatedStore.Folder}/.sdk/migration");
        world.EditFile($"{SimulatedStore.Folder}/.sdk/migration/old-000001", "before");
        world.EditFile(
            $"{SimulatedStore.Folder}/.sdk/migration/ready",
            SwapList.Encode([new("retired/old.txt", null, DocumentVersion.None, "old-000001")]));

        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        Assert.Equal("theirs", Text(world, "/repo/.tickets/retired/old.txt"));
        Assert.Contains(
            (await store.Store.VerifyAsync()).Findings, static found => found is { Code: "migration-conflict", Path: "retired/old.txt" });
    }

    [Fact]
    public async Task Open_SwapListThatLeadsBehindALink_IsRefusedAndChangesNothing()
    {
        var world = await PlantAsync();
        world.CreateFolders("/repo/elsewhere");
        world.EditFile("/repo/elsewhere/victim", "precious");
        world.PlantLink($"{SimulatedStore.Folder}/more", "/repo/elsewhere");
        world.CreateFolders($"{SimulatedStore.Folder}/.sdk/migration");
        world.EditFile($"{SimulatedStore.Folder}/.sdk/migration/new-000001", "evil");
        world.EditFile(
            $"{SimulatedStore.Folder}/.sdk/migration/ready",
            SwapList.Encode([new("more/victim", "new-000001", DocumentVersion.Of("evil"u8), null)]));

        var refusal = await Assert.ThrowsAsync<StoreIoException>(() => SimulatedStore.OpenAsync(world.StartProcess()));

        Assert.Contains("link", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("precious", Text(world, "/repo/elsewhere/victim"));
    }

    /// <summary>A store whose migration died just before it put this file in place.</summary>
    private static async Task<SimulatedWorld> InterruptedAsync(string path)
    {
        var learning = await PlantAsync();
        await SimulatedStore.OpenAsync(learning.StartProcess(), ToTwo);
        var number = learning.Trace.Last(
            call => call.Operation == "rename" && call.Path.EndsWith($" to {path}", StringComparison.Ordinal)).Number;
        var world = await PlantAsync();
        var process = world.StartProcess();
        process.CrashAtCall(number, CrashPoint.Before);
        await Assert.ThrowsAnyAsync<Exception>(() => SimulatedStore.OpenAsync(process, ToTwo));
        process.Kill();
        return world;
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
        world.EditFile(
            $"{SimulatedStore.Folder}/.sdk/migration/ready", SwapList.Encode([new(path, copy, DocumentVersion.Of("evil"u8), old)]));
        var before = Image(world);

        await Assert.ThrowsAsync<StoreReadOnlyException>(() => SimulatedStore.OpenAsync(world.StartProcess()));

        Assert.Equal(before, Image(world));
    }

    private static async Task<SimulatedWorld> PlantAsync()
    {
        var world = CrashOperations.PlantWorld();
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

    /// <summary>
    /// A version that knows nothing of the migration finds the old store, or a newer one that it does not write; nothing in between.
    /// </summary>
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
        .Where(
            static path =>
                !path.EndsWith("/lock", StringComparison.Ordinal) && !path.EndsWith("/shared", StringComparison.Ordinal) &&
                    !path.Contains("/.sdk/migration/", StringComparison.Ordinal))
        .Select(path => $"{path} {DocumentVersion.Of(world.ReadFile(path)!)}"));
}
