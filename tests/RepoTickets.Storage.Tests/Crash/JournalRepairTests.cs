using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>
/// A journal that is damaged is said to be, and repaired without losing a byte, also when the repair is killed at any call.
/// </summary>
public sealed class JournalRepairTests
{
    public static TheoryData<string> Damages => [.. DamagedJournal.All.Select(static damage => damage.ToString())];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Open_DamagedJournal_IsReadOnlyAndChangesNoByte(string name)
    {
        var world = await DamagedJournal.Named(name).BuildAsync();
        var before = Image(world);

        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        var refusal = await Assert.ThrowsAsync<StoreReadOnlyException>(() => store.Store.CreateAsync("Refused").AsTask());
        Assert.Contains("Repair", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            (await store.Store.VerifyAsync()).Findings,
            static finding => finding is { Code: "journal-damaged", Severity: FindingSeverity.Error });
        Assert.Equal(before, Image(world));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Repair_DamagedJournal_KeepsEveryByteAndGoesOnBehindEveryPosition(string name)
    {
        var damage = DamagedJournal.Named(name);
        var world = await damage.BuildAsync();
        var segment = DamagedJournal.OnlySegment(world)!;
        var original = world.ReadFile(segment)!;
        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        var report = await store.Store.RepairAsync();

        var finding = Assert.Single(report.Findings, static found => found.Code == "journal-damaged");
        Assert.True(finding.Repaired);
        Assert.Contains("no longer in the feed", finding.Message, StringComparison.Ordinal);
        Assert.True(report.IsClean, string.Join("; ", report.Findings));
        var kept = world.ReadFile(segment);
        Assert.True(
            kept?.AsSpan().SequenceEqual(original) == true ||
            world.ReadFile($"{SimulatedStore.Folder}/.sdk/quarantine/{DocumentVersion.Of(original)}")?.AsSpan()
                .SequenceEqual(original) == true,
            "the damaged bytes are nowhere");
        await CheckAsync(store.Store, damage);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Repair_KilledAtEveryCall_IsFinishedByTheNext(string name)
    {
        var damage = DamagedJournal.Named(name);
        var (first, last) = await LearnAsync(damage);
        for (var number = first; number <= last; number++)
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
            {
                var world = await damage.BuildAsync();
                var store = await SimulatedStore.OpenAsync(world.StartProcess());
                store.Process.CrashAtCall(number, point);
                await Assert.ThrowsAnyAsync<Exception>(() => store.Store.RepairAsync().AsTask());
                store.Process.Kill();
                foreach (var mode in damage.IsKnownToThisBootOnly ? [] : Enum.GetValues<CrashMode>())
                {
                    for (var seed = 1; seed <= (mode is CrashMode.KeepAll or CrashMode.LoseAll ? 1 : 4); seed++)
                    {
                        await FinishAsync(
                            world.PowerCut(mode, seed), damage, $"{name}, crash {point} call {number}, power cut {mode} with seed {seed}");
                    }
                }

                await FinishAsync(world, damage, $"{name}, crash {point} call {number}, the same boot");
            }
        }
    }

    [Fact]
    public async Task Repair_FileChangedSinceByAPerson_IsLeftAndTheCommitIsInQuarantineAndListed()
    {
        var world = await DamagedJournal.Named("before a commit that is not in place").BuildAsync();
        var path = $"{SimulatedStore.Folder}/open/{CrashOperations.First}.yaml";
        world.EditFile(path, $"id: {CrashOperations.First}\ntitle: theirs\n");
        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        var report = await store.Store.RepairAsync();

        Assert.Contains(
            report.Findings, finding => finding.Code == "doubtful-commit" && path.EndsWith(finding.Path, StringComparison.Ordinal));
        Assert.Equal("theirs", (await store.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.Contains(
            world.ListFiles(),
            file => file.Contains("/quarantine/", StringComparison.Ordinal) && !file.EndsWith(".meta", StringComparison.Ordinal) &&
            System.Text.Encoding.UTF8.GetString(world.ReadFile(file)!).Contains("title: Committed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repair_WhileAnotherProcessHasTheStoreOpen_ThatOneGoesOn()
    {
        var world = CrashOperations.PlantWorld();
        var neighbour = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 5 });
        for (var i = 1; i <= 6; i++)
        {
            await neighbour.Store.UpdateAsync(CrashOperations.First, ticket => ticket with { Title = $"Title {i}" });
        }

        var behind = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 6, ReadOnly = true });
        var bytes = world.ReadFile(DamagedJournal.OnlySegment(world)!)!;
        bytes[bytes.Length / 2] ^= 1;
        world.EditFile(DamagedJournal.OnlySegment(world)!, bytes);
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 7 });
        var alsoDamaged = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 8 });

        Assert.True((await store.Store.RepairAsync()).IsClean);
        await alsoDamaged.Store.RepairAsync();

        foreach (var other in (SimulatedStore[])[neighbour, alsoDamaged, store])
        {
            var updated = await other.Store.UpdateAsync(
                CrashOperations.Second, static ticket => ticket with { Title = ticket.Title + "!" });
            foreach (var reader in (SimulatedStore[])[neighbour, behind, store, alsoDamaged])
            {
                Assert.Equal(updated.Version, (await reader.Store.GetAsync(CrashOperations.Second))!.Version);
            }
        }

        Assert.True((await neighbour.Store.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Feed_AfterARepair_GivesWhatIsKeptThenSaysThatThereIsAGap()
    {
        var damage = DamagedJournal.Named("a frame in the middle");
        var world = await damage.BuildAsync();
        var store = await SimulatedStore.OpenAsync(world.StartProcess());
        await store.Store.RepairAsync();
        await store.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Next" });

        var kept = await store.Store.Feed.ReadAsync(0);
        var oldest = await store.Store.Feed.GetOldestPositionAsync();

        Assert.Equal([1L, 2L], kept.Take(2).Select(static commit => commit.Position));
        await Assert.ThrowsAsync<FeedPositionExpiredException>(() => store.Store.Feed.ReadAsync(kept[^1].Position).AsTask());
        Assert.True(oldest > kept[^1].Position + 1);
        Assert.Equal(oldest, Assert.Single(await store.Store.Feed.ReadAsync(oldest - 1)).Position);
    }

    private static async Task FinishAsync(SimulatedWorld world, DamagedJournal damage, string what)
    {
        try
        {
            var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 9 });
            try
            {
                await store.Store.CommitAsync(new ChangeSet(DocumentChange.Require(CrashOperations.Item.Key, DocumentVersion.Of([]))));
            }
            catch (StoreReadOnlyException)
            {
                await store.Store.RepairAsync();
            }
            catch (VersionConflictException)
            {
                // It can be written: the repair was through.
            }

            var report = await store.Store.VerifyAsync();
            Assert.True(report.IsClean, string.Join("; ", report.Findings));
            Assert.DoesNotContain(world.ListFiles(), static path => path.Contains("/.~", StringComparison.Ordinal));
            await CheckAsync(store.Store, damage);
            await store.DrainAsync();
            store.Process.Kill();
            var again = await SimulatedStore.OpenAsync(world.PowerCut(CrashMode.LoseAll, 1).StartProcess(), new() { Seed = 10 });
            Assert.Equal("Again", (await again.Store.GetAsync(CrashOperations.First))!.Title);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new StoreCheckException($"{what}: {exception}\n{world}");
        }
    }

    private static async Task CheckAsync(FileTicketStore store, DamagedJournal damage)
    {
        Assert.Equal(damage.ExpectedTitle, (await store.GetAsync(CrashOperations.First))!.Title);
        Assert.Equal(
            damage.ExpectedTitle,
            (await store.QueryAsync(new TicketQuery())).Tickets.Single(static ticket => ticket.Id == CrashOperations.First).Title);
        var result = await store.CommitAsync(
            new ChangeSet(DocumentChange.Update((await store.GetAsync(CrashOperations.First))! with { Title = "Again" })));
        Assert.True(result.Position > damage.LastPosition, $"position {result.Position} was given out twice");
        var oldest = await store.Feed.GetOldestPositionAsync();
        var expected = oldest;
        foreach (var commit in await store.Feed.ReadAsync(oldest - 1))
        {
            Assert.Equal(expected++, commit.Position);
        }

        Assert.Equal(result.Position + 1, expected);
    }

    private static async Task<(int First, int Last)> LearnAsync(DamagedJournal damage)
    {
        var world = await damage.BuildAsync();
        var store = await SimulatedStore.OpenAsync(world.StartProcess());
        var process = world.Trace[^1].Process;
        var first = world.Trace[^1].Number + 1;
        await store.Store.RepairAsync();
        var changes = world.Trace.Where(call => call.Process == process && call.Changes).ToList();
        return (first, changes[^1].Number);
    }

    private static string Image(SimulatedWorld world) => string.Join(
        '\n',
        world.ListFiles().Where(static path => !path.EndsWith("/lock", StringComparison.Ordinal)).Select(
            path => $"{path} {DocumentVersion.Of(world.ReadFile(path)!)}"));
}
