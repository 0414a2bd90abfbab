using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>
/// Somebody empties or removes the folder of the journal, or cuts the journal and the power fails: what is said, and what is kept.
/// </summary>
public sealed class RemovedJournalTests
{
    private const string Journal = DamagedJournal.Folder;
    private const string Checkpoint = SimulatedStore.Folder + "/.sdk/checkpoint";

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Open_CommitsBehindTheCheckpoint_IsReadOnlySaysSoAndChangesNoByte(bool reboots, bool checkpointIsGoneToo)
    {
        var world = await DiedAsync(closesBefore: true);
        world = Remove(reboots ? Reboot(world) : world, checkpointIsGoneToo);
        var before = Image(world);

        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        var refusal = await Assert.ThrowsAsync<StoreReadOnlyException>(() => store.Store.CreateAsync("Refused").AsTask());
        Assert.Contains("journal was removed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("repair", refusal.Message, StringComparison.Ordinal);
        var finding = Assert.Single((await store.Store.VerifyAsync()).Findings, static found => found.Code == "journal-damaged");
        Assert.Equal((FindingSeverity.Error, ".sdk/journal"), (finding.Severity, finding.Path));
        Assert.Equal("Title 6", (await store.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.Equal(before, Image(world));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Repair_GoesOnBehindEveryPositionAndTheFilesAreDurable(bool reboots)
    {
        var world = await DiedAsync(closesBefore: true);
        world = Remove(reboots ? Reboot(world) : world, checkpointIsGoneToo: false);
        var store = await SimulatedStore.OpenAsync(world.StartProcess());

        var report = await store.Store.RepairAsync();

        Assert.True(report.IsClean, string.Join("; ", report.Findings));
        Assert.Contains(
            "had been removed", Assert.Single(report.Findings, static found => found.Code == "journal-damaged").Message,
            StringComparison.Ordinal);
        var result = await store.Store.CommitAsync(
            new ChangeSet(DocumentChange.Update((await store.Store.GetAsync(CrashOperations.First))! with { Title = "Again" })));
        Assert.True(result.Position > 6, $"position {result.Position} was given out twice");
        await Assert.ThrowsAsync<FeedPositionExpiredException>(() => store.Store.Feed.ReadAsync(6).AsTask());
        Assert.Equal(
            result.Position, Assert.Single(await store.Store.Feed.ReadAsync(await store.Store.Feed.GetOldestPositionAsync() - 1)).Position);
        await store.DrainAsync();
        store.Process.Kill();
        var again = await SimulatedStore.OpenAsync(world.PowerCut(CrashMode.LoseAll, 1).StartProcess(), new() { Seed = 9 });
        Assert.Equal("Again", (await again.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.True((await again.Store.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Repair_KilledAtEveryCall_IsFinishedByTheNext()
    {
        foreach (var reboots in (bool[])[false, true])
        {
            var (first, last) = await LearnAsync(reboots);
            for (var number = first; number <= last; number++)
            {
                foreach (var point in Enum.GetValues<CrashPoint>())
                {
                    var died = await DiedAsync(closesBefore: true);
                    var world = Remove(reboots ? Reboot(died) : died, checkpointIsGoneToo: false);
                    var store = await SimulatedStore.OpenAsync(world.StartProcess());
                    store.Process.CrashAtCall(number, point);
                    await Assert.ThrowsAnyAsync<Exception>(() => store.Store.RepairAsync().AsTask());
                    store.Process.Kill();
                    await FinishAsync(world.PowerCut(CrashMode.KeepAll, 1), $"crash {point} call {number}, power cut");
                    await FinishAsync(world, $"crash {point} call {number}, the same boot");
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_EveryCommitIsInTheCheckpoint_GoesOnAndVerificationSaysThatTheHistoryIsGone(bool repairs)
    {
        var world = await DiedAsync(closesBefore: false);
        var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 4 });
        await closing.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Last" });
        await closing.Store.DisposeAsync();
        Remove(world, checkpointIsGoneToo: false);

        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 5 });

        var finding = Assert.Single((await store.Store.VerifyAsync()).Findings, static found => found.Code == "journal-missing");
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        await Assert.ThrowsAsync<FeedPositionExpiredException>(() => store.Store.Feed.ReadAsync(2).AsTask());
        var last = await store.Store.Feed.GetPositionAsync();
        if (repairs)
        {
            var report = await store.Store.RepairAsync();
            Assert.True(report.IsClean, string.Join("; ", report.Findings));
            Assert.Contains(report.Findings, static found => found is { Code: "journal-missing", Repaired: true });
        }

        var result = await store.Store.CommitAsync(
            new ChangeSet(DocumentChange.Update((await store.Store.GetAsync(CrashOperations.First))! with { Title = "Next" })));
        Assert.Equal(last + 1, result.Position);
        Assert.True((await store.Store.VerifyAsync()).IsClean);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_JournalRemovedWhileOpen_IsRefusedUntilRepaired(bool byThisProcess)
    {
        var world = CrashOperations.PlantWorld();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        var other = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 4 });
        await (byThisProcess ? store : other).Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Title 1" });
        Remove(world, checkpointIsGoneToo: false);

        await Assert.ThrowsAnyAsync<RepoTicketsException>(() =>
            store.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Refused" }).AsTask());
        Assert.Contains((await other.Store.VerifyAsync()).Findings, static found => found.Code == "journal-damaged");
        Assert.True((await store.Store.RepairAsync()).IsClean);

        foreach (var writer in (SimulatedStore[])[store, other])
        {
            await writer.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = ticket.Title + "!" });
        }

        await store.DrainAsync();
        await other.DrainAsync();
        store.Process.Kill();
        other.Process.Kill();
        var again = await SimulatedStore.OpenAsync(world.PowerCut(CrashMode.LoseAll, 1).StartProcess(), new() { Seed = 9 });
        Assert.Equal("Title 1", (await again.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.EndsWith("!!", (await again.Store.GetAsync(CrashOperations.Second))!.Title, StringComparison.Ordinal);
    }

    /// <summary>
    /// Cut behind the checkpoint, and the power cut takes the shared words that knew better: that cannot be told from a torn tail. Promised
    /// is what the checkpoint covers and what the journal still has; a file that is ahead of it, whole or torn, stays and is reported.
    /// </summary>
    [Fact]
    public async Task Open_JournalCutByHandThenPowerCut_KeepsTheCheckpointAndReportsFilesAheadOfTheJournal()
    {
        var (lost, ahead) = (0, 0);
        foreach (var mode in Enum.GetValues<CrashMode>())
        {
            for (var seed = 1; seed <= 20; seed++)
            {
                var what = $"power cut {mode} with seed {seed}";
                var world = await DiedAsync(closesBefore: true, flushes: false);
                var segment = DamagedJournal.OnlySegment(world)!;
                var bytes = world.ReadFile(segment)!;
                var frames = FrameEnds(bytes);
                world.EditFile(segment, bytes.AsSpan(0, frames[^2]));
                var store = await SimulatedStore.OpenAsync(world.PowerCut(mode, seed).StartProcess(), new() { Seed = 7 });

                Assert.Equal("In the checkpoint", (await store.Store.GetAsync(CrashOperations.Third))!.Title);
                var text = System.Text.Encoding.UTF8.GetString(
                    world.ReadFile($"{SimulatedStore.Folder}/open/{CrashOperations.First}.yaml")!);
                Assert.Contains("Title 6", text, StringComparison.Ordinal);
                var report = await store.Store.VerifyAsync();
                if (report.IsClean)
                {
                    var first = (await store.Store.GetAsync(CrashOperations.First))!;
                    Assert.True(first.Title == "Title 5", $"{what}: {first.Title}");
                    lost++;
                }
                else
                {
                    // It counts as somebody's edit: it stays, and the journal's content is in quarantine.
                    Assert.True(
                        report.Findings.Any(
                            static found => found is { Code: "recovery-conflict", Severity: FindingSeverity.Warning }), what);
                    ahead++;
                }

                await store.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Next" });
            }
        }

        Assert.True(lost > 0 && ahead > 0, $"{lost} lost, {ahead} ahead: not everything was tested");
    }

    /// <summary>The other way round it is found: the checkpoint survives the power cut.</summary>
    [Fact]
    public async Task Open_JournalCutBeforeTheCheckpointThenPowerCut_IsFound()
    {
        var world = await DiedAsync(closesBefore: true);
        var segment = DamagedJournal.OnlySegment(world)!;
        var bytes = world.ReadFile(segment)!;
        world.EditFile(segment, bytes.AsSpan(0, FrameEnds(bytes)[0]));
        world.FlushAll();
        var checkpoint = world.ReadFile(Checkpoint);
        Assert.NotNull(checkpoint);
        world.EditFile(Checkpoint, checkpoint);

        var store = await SimulatedStore.OpenAsync(Reboot(world).StartProcess(), new() { Seed = 7 });

        await Assert.ThrowsAsync<StoreReadOnlyException>(() => store.Store.CreateAsync("Refused").AsTask());
    }

    /// <summary>Whoever can put files into a repository could add a journal; after a boot all of it is put in place again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_JournalThatNamesAFileBehindALink_ChangesNothingThere(bool isExternal)
    {
        var world = await DiedAsync(closesBefore: false);
        world.CreateFolders("/repo/elsewhere");
        world.PlantLink($"{SimulatedStore.Folder}/more", "/repo/elsewhere");
        var segment = DamagedJournal.OnlySegment(world)!;
        var frame = Storage.Journal.JournalEncoding.EncodeFrame(new(), [new()
        {
            Position = 7,
            CommittedAtMicroseconds = 1,
            Source = "evil",
            IsExternal = isExternal,
            Changes = [new(null, null, "more/victim.yaml", "evil"u8.ToArray())],
        }]);
        world.EditFile(segment, [.. DamagedJournal.WithoutRoom(world.ReadFile(segment)!), .. frame]);

        await Assert.ThrowsAsync<StoreIoException>(() => SimulatedStore.OpenAsync(Reboot(world).StartProcess(), new() { Seed = 7 }));

        Assert.DoesNotContain(world.ListFiles(), static path => path.StartsWith("/repo/elsewhere/", StringComparison.Ordinal));
    }

    /// <summary>Six titles of one ticket behind a checkpoint (or none), and the process is killed.</summary>
    private static async Task<SimulatedWorld> DiedAsync(bool closesBefore, bool flushes = true)
    {
        var world = CrashOperations.PlantWorld();
        world.FlushAll();
        if (closesBefore)
        {
            var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
            for (var i = 1; i <= 2; i++)
            {
                await closing.Store.UpdateAsync(
                    CrashOperations.Third,
                    static ticket => ticket with { Title = "In the checkpoint", StoryPoints = (ticket.StoryPoints ?? 0) + 1 });
            }

            await closing.Store.DisposeAsync();
        }

        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        for (var i = 1; i <= 6; i++)
        {
            await store.Store.UpdateAsync(CrashOperations.First, ticket => ticket with { Title = $"Title {i}" });
        }

        await store.DrainAsync();
        store.Process.Kill();
        if (flushes)
        {
            world.FlushAll();
        }

        return world;
    }

    private static SimulatedWorld Remove(SimulatedWorld world, bool checkpointIsGoneToo)
    {
        foreach (var path in world.ListFiles().Where(static path => path.StartsWith(Journal + "/", StringComparison.Ordinal)).ToList())
        {
            world.DeleteFile(path);
        }

        if (checkpointIsGoneToo)
        {
            world.DeleteFile(Checkpoint);
        }

        return world;
    }

    private static SimulatedWorld Reboot(SimulatedWorld world)
    {
        world.FlushAll();
        return world.PowerCut(CrashMode.KeepAll, 1);
    }

    /// <summary>Where the frames of a segment end.</summary>
    private static List<int> FrameEnds(byte[] segment)
    {
        var ends = new List<int>();
        var offset = Storage.Journal.JournalSegment.HeaderLength;
        while (Storage.Journal.SegmentFrames.TryRead(segment, offset, out _, out offset))
        {
            ends.Add(offset);
        }

        return ends;
    }

    private static async Task<(int First, int Last)> LearnAsync(bool reboots)
    {
        var died = await DiedAsync(closesBefore: true);
        var world = Remove(reboots ? Reboot(died) : died, checkpointIsGoneToo: false);
        var store = await SimulatedStore.OpenAsync(world.StartProcess());
        var process = world.Trace[^1].Process;
        var first = world.Trace[^1].Number + 1;
        await store.Store.RepairAsync();
        return (first, world.Trace.Last(call => call.Process == process && call.Changes).Number);
    }

    private static async Task FinishAsync(SimulatedWorld world, string what)
    {
        try
        {
            var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 9 });
            await store.Store.RepairAsync();
            Assert.Equal("Title 6", (await store.Store.GetAsync(CrashOperations.First))!.Title);
            var updated = await store.Store.CommitAsync(
                new ChangeSet(DocumentChange.Update((await store.Store.GetAsync(CrashOperations.Second))! with { Title = "Next" })));
            Assert.True(updated.Position > 8, $"position {updated.Position} was given out twice");
            Assert.True((await store.Store.VerifyAsync()).IsClean);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new StoreCheckException($"{what}: {exception}\n{world}");
        }
    }

    private static string Image(SimulatedWorld world) => string.Join(
        '\n',
        world.ListFiles().Where(static path => !path.EndsWith("/lock", StringComparison.Ordinal)).Select(
            path => $"{path} {DocumentVersion.Of(world.ReadFile(path)!)}"));
}
