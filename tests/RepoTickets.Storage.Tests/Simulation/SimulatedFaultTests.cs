using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

public sealed class SimulatedFaultTests
{
    private readonly SimulatedWorld _world = new(seed: 7);
    private readonly SimulatedFileSystem _files;

    public SimulatedFaultTests()
    {
        _world.CreateFolders("/store");
        _files = _world.StartProcess();
    }

    [Theory]
    [InlineData(SimulatedFault.InputOutput, nameof(FileSystemError.InputOutput), 5)]
    [InlineData(SimulatedFault.NoSpace, nameof(FileSystemError.NoSpace), 28)]
    [InlineData(SimulatedFault.QuotaExceeded, nameof(FileSystemError.NoSpace), 122)]
    [InlineData(SimulatedFault.TooManyOpenFiles, nameof(FileSystemError.TooManyOpenFiles), 24)]
    [InlineData(SimulatedFault.AccessDenied, nameof(FileSystemError.AccessDenied), 13)]
    [InlineData(SimulatedFault.ShortWrite, nameof(FileSystemError.NoSpace), 28)]
    public void FailCall_OfTheWriteOfANewFile_ReportsItAndLeavesNothing(SimulatedFault fault, string expected, int number)
    {
        _files.FailCall(2, fault);

        var error = Assert.Throws<FileSystemException>(() => _files.CreateFile("/store/a", "bytes"u8));

        Assert.Equal(expected, error.Error.ToString());
        Assert.Equal(number, error.ErrorNumber);
        Assert.Empty(_world.ListFiles());
        _files.CreateFile("/store/a", "bytes"u8);
    }

    [Fact]
    public void FailCall_Interrupted_CannotBeSeen()
    {
        _files.FailCalls(1, 10, SimulatedFault.Interrupted);

        _files.CreateFile("/store/a", "bytes"u8);

        Assert.Equal("bytes"u8.ToArray(), _world.ReadFile("/store/a"));
    }

    [Fact]
    public void FailCall_ShortWriteOfAnAppendFile_LeavesHalf()
    {
        using var file = _files.OpenAppendFile("/store/journal");
        _files.FailCall(2, SimulatedFault.ShortWrite);

        Assert.Equal(FileSystemError.NoSpace, Assert.Throws<FileSystemException>(() => file.Write(0, "abcdef"u8)).Error);

        Assert.Equal("abc"u8.ToArray(), _world.ReadFile("/store/journal"));
    }

    [Fact]
    public void FailCalls_FromOneOn_FailsAllOfThem()
    {
        _files.FailCalls(2, int.MaxValue, SimulatedFault.NoSpace);
        _files.CreateFolder("/store/a");

        Assert.Throws<FileSystemException>(() => _files.CreateFolder("/store/b"));
        Assert.Throws<FileSystemException>(() => _files.CreateFolder("/store/c"));
    }

    [Theory]
    [InlineData(CrashPoint.Before, "")]
    [InlineData(CrashPoint.During, "abc")]
    [InlineData(CrashPoint.After, "abcdef")]
    public void CrashAtCall_OfAWrite_LeavesWhatWasWrittenUntilThen(CrashPoint point, string expected)
    {
        _files.CrashAtCall(2, point);

        Assert.Throws<SimulatedCrashException>(() => _files.CreateFile("/store/a", "abcdef"u8));

        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(_world.ReadFile("/store/a")!));
        Assert.Throws<SimulatedCrashException>(() => _files.GetStatus("/store/a"));
    }

    [Fact]
    public void Kill_HoldingALockAndWords_FreesTheLockAndKeepsTheWords()
    {
        var held = _files.TryLock("/store/lock")!;
        var words = _files.OpenSharedWords("/store/words", 1)!;
        words[0] = 5;
        var other = _world.StartProcess();
        Assert.Null(other.TryLock("/store/lock"));

        _files.Kill();

        using var taken = other.TryLock("/store/lock");
        Assert.NotNull(taken);
        Assert.Equal(5, other.OpenSharedWords("/store/words", 1)![0]);
        Assert.Throws<SimulatedCrashException>(() => words[0]);
        Assert.Throws<SimulatedCrashException>(() => held.IsStillNamed);
        held.Dispose();
        Assert.Null(_world.StartProcess().TryLock("/store/lock"));
    }

    [Fact]
    public void LocksExclude_False_GrantsEverybody()
    {
        _world.LocksExclude = false;

        Assert.NotNull(_files.TryLock("/store/lock"));
        Assert.NotNull(_files.TryLock("/store/lock"));
    }

    [Fact]
    public void DenyFolder_AnyUse_IsAccessDenied()
    {
        _world.EditFile("/store/a", "x");
        _world.DenyFolder("/store");

        Assert.Equal(FileSystemError.AccessDenied, Assert.Throws<FileSystemException>(() => _files.GetStatus("/store/a")).Error);
        Assert.Equal(FileSystemError.AccessDenied, Assert.Throws<FileSystemException>(() => _files.ListNames("/store")).Error);
        Assert.Equal(FileSystemError.AccessDenied, Assert.Throws<FileSystemException>(() => _files.CreateFile("/store/b", default)).Error);
    }

    [Fact]
    public void DenyWriting_OfFolderAndWords_LeavesThemReadable()
    {
        _files.OpenSharedWords("/store/words", 2)![1] = 8;
        _world.DenyWriting("/store");
        _world.DenyWriting("/store/words");

        var words = _files.OpenSharedWords("/store/words", 2)!;
        Assert.Equal(8, words[1]);
        Assert.Throws<FileSystemException>(() => words[1] = 9);
        Assert.Null(_files.OpenSharedWords("/store/none", 2));
        Assert.Throws<FileSystemException>(() => _files.CreateFile("/store/b", default));
    }

    [Fact]
    public void TimeGranularity_Coarse_HidesASecondEditOfTheSameLength()
    {
        _world.TimeGranularity = 4_000_000;
        _world.EditFile("/store/a", "one");
        var before = _files.GetStatus("/store/a");

        _world.EditFile("/store/a", "two");
        Assert.Equal(before, _files.GetStatus("/store/a"));

        _world.Clock.Advance(TimeSpan.FromMilliseconds(5));
        _world.EditFile("/store/a", "six");
        Assert.NotEqual(before, _files.GetStatus("/store/a"));
    }

    [Fact]
    public void Trace_AfterCalls_NamesThemWithTheirOutcome()
    {
        _files.CreateFile("/store/a", "x"u8);
        Assert.Throws<FileSystemException>(() => _files.CreateFile("/store/a", "x"u8));

        Assert.Equal(["create", "write", "create"], _world.Trace.Select(call => call.Operation));
        Assert.Contains("AlreadyExists (17)", _world.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, _files.CallCount);
    }
}
