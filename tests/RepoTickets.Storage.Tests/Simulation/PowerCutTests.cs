using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>The simulation itself: what it may lose, it loses for some seed; what it may not, it never does.</summary>
public sealed class PowerCutTests
{
    private const int Seeds = 200;
    private const string Target = "/store/ticket";
    private const string Temporary = "/store/.ticket.tmp";

    private static readonly byte[] OldBytes = Fill((byte)'o', 1500);
    private static readonly byte[] NewBytes = Fill((byte)'n', 2100);

    [Fact]
    public void Replace_FileNotFlushed_CanLeaveAnEmptyOrTornTarget()
    {
        var outcomes = OutcomesOfReplacing(flushesFile: false, flushesFolder: true);

        Assert.Contains("empty", outcomes);
        Assert.Contains("torn", outcomes);
        Assert.DoesNotContain("missing", outcomes);
    }

    [Fact]
    public void Replace_FolderNotFlushed_CanLoseTheRename()
    {
        var outcomes = OutcomesOfReplacing(flushesFile: true, flushesFolder: false);

        Assert.Equal(["new", "old"], outcomes.Order());
    }

    [Fact]
    public void Replace_FileAndFolderFlushed_NeverLosesAnything() =>
        Assert.Equal(["new"], OutcomesOfReplacing(flushesFile: true, flushesFolder: true));

    [Fact]
    public void Replace_KilledAtEveryCallAndPowerCut_LeavesOldOrNew()
    {
        foreach (var point in Enum.GetValues<CrashPoint>())
        {
            for (var call = 1; call <= 5; call++)
            {
                foreach (var mode in Enum.GetValues<CrashMode>())
                {
                    var world = StoreWithOldTarget(call);
                    var process = world.StartProcess();
                    process.CrashAtCall(call, point);
                    Assert.Throws<SimulatedCrashException>(() => Replace(process, flushesFile: true, flushesFolder: true));
                    var outcome = Describe(world.PowerCut(mode, seed: call).ReadFile(Target));
                    Assert.True(outcome is "old" or "new", $"{point}, call {call}, {mode}: {outcome}\n{world}");
                }
            }
        }
    }

    [Fact]
    public void CreateFile_FlushedButNotItsFolder_CanLoseTheName() =>
        Assert.Equal(["missing", "new"], OutcomesOf((files, _) =>
        {
            files.CreateFile("/store/new", NewBytes);
            files.FlushFile("/store/new");
        }, "/store/new").Order());

    [Fact]
    public void Delete_FolderNotFlushed_CanComeBack() =>
        Assert.Equal(["missing", "old"], OutcomesOf((files, _) => Assert.True(files.Delete(Target)), Target).Order());

    [Fact]
    public void Replace_WithinAFolder_HasExactlyOneOfItsNames()
    {
        ForEachCut((files, world) => files.Replace(Target, "/store/renamed"), world =>
            Assert.True(world.ReadFile(Target) is null != world.ReadFile("/store/renamed") is null, world.ToString()));
    }

    [Fact]
    public void Replace_AcrossFolders_CanHaveBothNamesOrNone()
    {
        var outcomes = new HashSet<string>();
        ForEachCut(
            (files, _) => files.Replace(Target, "/other/ticket"),
            world => outcomes.Add($"{Describe(world.ReadFile(Target))} {Describe(world.ReadFile("/other/ticket"))}"));

        Assert.Equal(["missing missing", "missing old", "old missing", "old old"], outcomes.Order());
    }

    [Fact]
    public void Append_Unflushed_LosesOnlyWhatIsBehindTheLastFlush()
    {
        var outcomes = new HashSet<int>();
        ForEachCut(
            (files, _) =>
            {
                using var journal = files.OpenAppendFile("/store/journal");
                journal.Write(0, OldBytes);
                journal.Flush();
                files.FlushFolder("/store");
                journal.Write(OldBytes.Length, NewBytes);
            },
            world =>
            {
                var bytes = world.ReadFile("/store/journal")!;
                Assert.Equal(OldBytes, bytes[..OldBytes.Length]);
                outcomes.Add(bytes.Length);
            });

        Assert.Contains(OldBytes.Length, outcomes);
        Assert.Contains(OldBytes.Length + NewBytes.Length, outcomes);
        Assert.True(outcomes.Count > 10, "no torn tails were seen");
    }

    [Fact]
    public void Flush_FailedThenRepeated_HasLostTheData()
    {
        ForEachCut(
            (files, world) =>
            {
                using var journal = files.OpenAppendFile("/store/journal");
                files.FlushFolder("/store");
                journal.Write(0, OldBytes);
                files.FailCall(files.CallCount + 1, FileSystemError.InputOutput);
                Assert.Equal(FileSystemError.InputOutput, Assert.Throws<FileSystemException>(journal.Flush).Error);
                journal.Flush();
                Assert.Equal(OldBytes, world.ReadFile("/store/journal"));
            },
            world => Assert.Empty(world.ReadFile("/store/journal")!));
    }

    [Fact]
    public void FlushFolder_FailedThenRepeated_HasLostTheNames()
    {
        ForEachCut(
            (files, _) =>
            {
                files.CreateFile("/store/new", NewBytes);
                files.FlushFile("/store/new");
                files.FailCall(files.CallCount + 1, FileSystemError.InputOutput);
                Assert.Throws<FileSystemException>(() => files.FlushFolder("/store"));
                files.FlushFolder("/store");
            },
            world => Assert.Null(world.ReadFile("/store/new")));
    }

    [Fact]
    public void SharedWords_AfterAPowerCut_AreKeptOrZeroAsTheModeSays()
    {
        var world = StoreWithOldTarget(1);
        var words = world.StartProcess().OpenSharedWords("/store/words", 2)!;
        world.FlushAll();
        words[1] = 99;

        Assert.Equal(99, world.PowerCut(CrashMode.KeepAll).StartProcess().OpenSharedWords("/store/words", 2)![1]);
        Assert.Equal(0, world.PowerCut(CrashMode.LoseAll).StartProcess().OpenSharedWords("/store/words", 2)![1]);
        Assert.Equal(99, words[1]);
    }

    [Fact]
    public void PowerCut_Always_BootsAnewAndFreesLocks()
    {
        var world = StoreWithOldTarget(1);
        Assert.NotNull(world.StartProcess().TryLock("/store/lock"));

        var after = world.PowerCut(CrashMode.KeepAll);

        Assert.NotEqual(world.BootId, after.BootId);
        Assert.NotNull(after.StartProcess().TryLock("/store/lock"));
        Assert.True(after.Clock.GetUtcNow() > world.Clock.GetUtcNow());
    }

    [Fact]
    public void PowerCut_SameSeed_GivesTheSameWorld()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = StoreWithOldTarget(seed);
            Replace(world.StartProcess(), flushesFile: false, flushesFolder: false);

            Assert.Equal(world.PowerCut(CrashMode.Torn, seed).ReadFile(Target), world.PowerCut(CrashMode.Torn, seed).ReadFile(Target));
        }
    }

    private static HashSet<string> OutcomesOfReplacing(bool flushesFile, bool flushesFolder) =>
        OutcomesOf((files, _) => Replace(files, flushesFile, flushesFolder), Target);

    private static HashSet<string> OutcomesOf(Action<SimulatedFileSystem, SimulatedWorld> action, string path)
    {
        var outcomes = new HashSet<string>();
        ForEachCut(action, world => outcomes.Add(Describe(world.ReadFile(path))));
        return outcomes;
    }

    private static void ForEachCut(Action<SimulatedFileSystem, SimulatedWorld> action, Action<SimulatedWorld> check)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var world = StoreWithOldTarget(seed);
            action(world.StartProcess(), world);
            foreach (var mode in Enum.GetValues<CrashMode>())
            {
                check(world.PowerCut(mode, seed));
            }
        }
    }

    private static SimulatedWorld StoreWithOldTarget(int seed)
    {
        var world = new SimulatedWorld(seed);
        world.CreateFolders("/store");
        world.CreateFolders("/other");
        world.EditFile(Target, OldBytes);
        return world;
    }

    private static void Replace(SimulatedFileSystem files, bool flushesFile, bool flushesFolder)
    {
        files.CreateFile(Temporary, NewBytes);
        if (flushesFile)
        {
            files.FlushFile(Temporary);
        }

        files.Replace(Temporary, Target);
        if (flushesFolder)
        {
            files.FlushFolder("/store");
        }
    }

    private static string Describe(byte[]? bytes) => bytes switch
    {
        null => "missing",
        [] => "empty",
        _ when bytes.AsSpan().SequenceEqual(OldBytes) => "old",
        _ when bytes.AsSpan().SequenceEqual(NewBytes) => "new",
        _ => "torn",
    };

    private static byte[] Fill(byte value, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
