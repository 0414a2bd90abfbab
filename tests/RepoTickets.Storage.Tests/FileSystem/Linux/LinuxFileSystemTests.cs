using System.Diagnostics;
using System.Globalization;
using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.FileSystem.Linux;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

public sealed class LinuxFileSystemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LinuxFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BootId_IsTheKernels() => Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), _files.BootId);

    [Fact]
    public void GetStatus_OfAFile_AgreesWithTheStatTool()
    {
        var path = At("file");
        _files.CreateFile(path, "12345"u8);

        var stamp = _files.GetStatus(path)!.Value.Stamp;

        var expected = Run("stat", "--format=%s %i %.9Y %.9Z", path).Split(' ');
        Assert.Equal(expected[0], stamp.Size.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected[1], stamp.Inode.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected[2], Seconds(stamp.ModifiedNanoseconds));
        Assert.Equal(expected[3], Seconds(stamp.ChangedNanoseconds));
    }

    [Fact]
    public void GetStatus_ForgedModificationTime_ShowsInTheChangeTime()
    {
        var path = At("file");
        _files.CreateFile(path, "old"u8);
        var before = _files.GetStatus(path)!.Value.Stamp;
        File.WriteAllText(path, "new");
        Run("touch", "-d", "@" + Seconds(before.ModifiedNanoseconds), path);

        var after = _files.GetStatus(path)!.Value.Stamp;

        Assert.Equal(before.ModifiedNanoseconds, after.ModifiedNanoseconds);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void ReadFile_SizeIsReportedAsZero_ReadsToTheEnd()
    {
        var content = _files.ReadFile("/proc/self/status", 1 << 20)!.Value;

        Assert.Contains("VmPeak", Encoding.ASCII.GetString(content.Bytes), StringComparison.Ordinal);
        Assert.Equal(FileSystemError.TooLarge, Assert.Throws<FileSystemException>(() => _files.ReadFile("/proc/self/status", 100)).Error);
    }

    [Fact]
    public void ReadFile_DeviceOrLinkToOne_IsRefused()
    {
        File.CreateSymbolicLink(At("zero"), "/dev/zero");

        Assert.Equal(FileSystemError.NotARegularFile, Assert.Throws<FileSystemException>(() => _files.ReadFile("/dev/zero", 10)).Error);
        Assert.Equal(FileSystemError.NotARegularFile, Assert.Throws<FileSystemException>(() => _files.ReadFile(At("zero"), 10)).Error);
    }

    [Fact]
    public void CreateFile_NameTooLong_NamesCallPathAndNumber()
    {
        var path = At(new string('x', 300));

        var error = Assert.Throws<FileSystemException>(() => _files.CreateFile(path, default));

        Assert.Equal(36, error.ErrorNumber);
        Assert.Equal("create", error.Operation);
        Assert.Contains("File name too long (errno 36)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_AcrossFileSystems_IsToldAndCopiesNothing()
    {
        var source = At("source");
        _files.CreateFile(source, "x"u8);
        var target = $"/dev/shm/repotickets-{Environment.ProcessId}-target";

        var error = Assert.Throws<FileSystemException>(() => _files.Replace(source, target));

        Assert.Equal(FileSystemError.CrossesFileSystems, error.Error);
        Assert.Null(_files.GetStatus(target));
    }

    [Fact]
    public void MoveByLink_TargetFreeOrTaken_IsExclusiveAsTheRenameIs()
    {
        _files.CreateFile(At("first"), "1"u8);
        _files.CreateFile(At("second"), "2"u8);

        LinuxExclusiveMove.MoveByLink(At("first"), At("target"));
        var error = Assert.Throws<FileSystemException>(() => LinuxExclusiveMove.MoveByLink(At("second"), At("target")));

        Assert.Equal(FileSystemError.AlreadyExists, error.Error);
        Assert.Equal(["second", "target"], _files.ListNames(_folder.Path)!.Order());
        Assert.Equal("1", File.ReadAllText(At("target")));
    }

    [Fact]
    public void FlushFolder_Link_IsNotFollowed()
    {
        _files.CreateFolder(At("folder"));
        File.CreateSymbolicLink(At("link"), At("folder"));

        Assert.Throws<FileSystemException>(() => _files.FlushFolder(At("link")));
        Assert.Throws<FileSystemException>(() => _files.ListNames(At("link")));
    }

    [Fact]
    public void Flush_DeviceCannotFlush_IsReported()
    {
        // The kernel's process files accept no flush: the one failure of fsync that needs no broken disk.
        var error = Assert.Throws<FileSystemException>(() => _files.FlushFile("/proc/self/status"));

        Assert.Equal(22, error.ErrorNumber);
        Assert.Equal("fsync", error.Operation);

        using var file = _files.OpenAppendFile("/proc/self/comm");
        error = Assert.Throws<FileSystemException>(file.Flush);
        Assert.Equal(22, error.ErrorNumber);
        Assert.Equal("fdatasync", error.Operation);
    }

    [Fact]
    public async Task ListWithStatus_WhileFilesComeAndGo_NeverFails()
    {
        using var stop = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                _files.CreateFile(At($"file-{round % 50}"), default);
                _files.Delete(At($"file-{round % 50}"));
            }
        });
        for (var round = 0; round < 300; round++)
        {
            Assert.All(_files.ListWithStatus(_folder.Path)!, entry => Assert.Equal(FileType.Regular, entry.Status.Type));
        }

        await stop.CancelAsync();
        await churn.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Handles_OpenedAndFailedManyTimes_LeakNoDescriptor()
    {
        File.CreateSymbolicLink(At("link"), At("file"));
        _files.CreateFile(At("file"), "x"u8);
        Run("mkfifo", At("pipe"));
        using var held = _files.TryLock(At("lock"));
        for (var round = 0; round < 5000; round++)
        {
            Assert.Null(_files.TryLock(At("lock")));
            Assert.Throws<FileSystemException>(() => _files.ReadFile(At("pipe"), 1));
            Assert.Throws<FileSystemException>(() => _files.ReadFile(At("file"), 0));
            if (round % 50 == 0)
            {
                Assert.NotNull(_files.ListNames(_folder.Path));
                Assert.True(_files.FlushFile(At("file")));
                _files.OpenSharedWords(At("words"), 8)!.Dispose();
            }
        }

        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 1, 1500);
    }

    [Theory]
    [InlineData(0x6969u, "NFS")]
    [InlineData(0xFF534D42u, "SMB/CIFS")]
    [InlineData(0x65735546u, "FUSE")]
    [InlineData(0x01021997u, "9p")]
    [InlineData(0xEF53u, null)]
    public void NetworkFileSystems_OfAMagicNumber_KnowsItsName(uint magic, string? expected) =>
        Assert.Equal(expected, NetworkFileSystems.Name(magic));

    private static string Seconds(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000_000}.{nanoseconds % 1_000_000_000:D9}");

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
