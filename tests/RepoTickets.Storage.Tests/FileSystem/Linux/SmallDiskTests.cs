using System.Runtime.CompilerServices;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.FileSystem.Linux;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

/// <summary>A real full disk and a real read-only one. They need the right to mount; without it they are skipped.</summary>
public sealed class SmallDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LinuxFileSystem _files = new();

    public SmallDiskTests() => Assert.True(MountFactAttribute.Succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _folder.Path));

    public void Dispose()
    {
        MountFactAttribute.Succeeds("umount", "--lazy", _folder.Path);
        _folder.Dispose();
    }

    [MountFact]
    public void CreateFile_DiskFull_ReportsNoSpaceAndLeavesNothing()
    {
        var error = Assert.Throws<FileSystemException>(() => _files.CreateFile(At("large"), new byte[100_000]));

        Assert.Equal(FileSystemError.NoSpace, error.Error);
        Assert.Empty(_files.ListNames(_folder.Path)!);
        _files.CreateFile(At("small"), new byte[10_000]);
    }

    [MountFact]
    public void TryCreateUnnamed_DiskFull_ReportsNoSpaceAndHoldsNothing()
    {
        var error = Assert.Throws<FileSystemException>(() => _files.TryCreateUnnamed(At("large"), new byte[100_000]));

        Assert.Equal(FileSystemError.NoSpace, error.Error);
        Assert.Equal(0, OwnDescriptors.CountIn(_folder.Path));
        using var small = _files.TryCreateUnnamed(At("small"), new byte[10_000]);
        Assert.Equal(small is null ? 0 : 1, OwnDescriptors.CountIn(_folder.Path));
    }

    [MountFact]
    public void DiskFull_AppendLockAndWords_ReportNoSpaceOrGoOn()
    {
        using var journal = _files.OpenAppendFile(At("journal"));
        Assert.Equal(FileSystemError.NoSpace, Assert.Throws<FileSystemException>(() => journal.Write(0, new byte[100_000])).Error);
        Assert.Equal(FileSystemError.NoSpace, Assert.Throws<FileSystemException>(() => _files.OpenSharedWords(At("words"), 8)).Error);

        using var held = _files.TryLock(At("lock"));
        held!.Describe("the text does not fit, the lock holds");
        Assert.Null(_files.TryLock(At("lock")));
    }

    [MountFact]
    public void ReadOnlyDisk_WordsAreReadAndNothingIsWritten()
    {
        StoreWord(77);
        _files.CreateFile(At("file"), "x"u8);

        // The memory is unmapped when the words are collected, and the disk is in use until then.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(MountFactAttribute.Succeeds("mount", "-o", "remount,ro", _folder.Path));

        using var words = _files.OpenSharedWords(At("words"), 4)!;
        Assert.Equal(77, words[2]);
        Assert.Equal(FileSystemError.ReadOnly, Assert.Throws<FileSystemException>(() => words[2] = 1).Error);
        Assert.Null(_files.OpenSharedWords(At("words"), 5));
        Assert.Null(_files.OpenSharedWords(At("missing"), 4));
        Assert.Equal(FileSystemError.ReadOnly, Assert.Throws<FileSystemException>(() => _files.CreateFile(At("new"), default)).Error);
        Assert.Equal(FileSystemError.ReadOnly, Assert.Throws<FileSystemException>(() => _files.Delete(At("file"))).Error);
        Assert.Single(_files.ReadFile(At("file"), 10)!.Value.Bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StoreWord(long value)
    {
        using var words = _files.OpenSharedWords(At("words"), 4)!;
        words[2] = value;
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
