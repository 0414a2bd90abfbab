using System.Text;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.FileSystem;

/// <summary>What every file system under the store must do. Each implementation has a subclass that gives it an empty folder.</summary>
public abstract partial class FileSystemConformance
{
    private const long Limit = 1 << 20;

    private protected abstract IFileSystem Files { get; }

    /// <summary>An empty folder.</summary>
    protected abstract string Root { get; }

    /// <summary>Whether device and inode are known, so that a pipe or a replaced file is seen for certain.</summary>
    protected virtual bool KnowsInodes => true;

    /// <summary>Files can be made without a name.</summary>
    protected virtual bool HasUnnamedFiles => true;

    protected abstract void PlantLink(string path, string target);

    protected abstract void PlantPipe(string path);

    protected string At(string name) => Path.Combine(Root, name);

    [Fact]
    public void BootId_ReadTwice_IsTheSameAndNotEmpty()
    {
        Assert.NotEmpty(Files.BootId);
        Assert.Equal(Files.BootId, Files.BootId);
    }

    [Fact]
    public void GetStatus_NothingThere_ReturnsNull()
    {
        Assert.Null(Files.GetStatus(At("missing")));
        Assert.Null(Files.GetStatus(At("missing/below")));
    }

    [Fact]
    public void GetStatus_FileFolderAndLink_TellsThemApart()
    {
        Files.CreateFile(At("file"), "abc"u8);
        Files.CreateFolder(At("folder"));
        PlantLink(At("link"), At("file"));
        PlantLink(At("dangling"), At("nowhere"));

        Assert.Equal(FileType.Regular, Files.GetStatus(At("file"))!.Value.Type);
        Assert.Equal(3, Files.GetStatus(At("file"))!.Value.Stamp.Size);
        Assert.Equal(FileType.Folder, Files.GetStatus(At("folder"))!.Value.Type);
        Assert.Equal(FileType.Link, Files.GetStatus(At("link"))!.Value.Type);
        Assert.Equal(FileType.Link, Files.GetStatus(At("dangling"))!.Value.Type);
    }

    [Fact]
    public void GetStatus_PathIsNotAbsolute_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Files.GetStatus("relative"));
        Assert.Throws<ArgumentException>(() => Files.GetStatus(""));
        Assert.Throws<ArgumentException>(() => Files.GetStatus(At("a\0b")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(100_001)]
    public void ReadFile_OfAnyLength_GivesTheBytesAndTheStamp(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        Files.CreateFile(At("file"), bytes);

        var content = Files.ReadFile(At("file"), Limit)!.Value;

        Assert.Equal(bytes, content.Bytes);
        Assert.Equal(length, content.Stamp.Size);
        Assert.Equal(Files.GetStatus(At("file"))!.Value.Stamp, content.Stamp);
    }

    [Fact]
    public void ReadFile_NothingThere_ReturnsNull()
    {
        Files.CreateFile(At("file"), "x"u8);

        Assert.Null(Files.ReadFile(At("missing"), Limit));
        Assert.Null(Files.ReadFile(At("file/below"), Limit));
    }

    [Fact]
    public void ReadFile_LinkOrFolder_IsNotARegularFile()
    {
        Files.CreateFile(At("file"), "abc"u8);
        Files.CreateFolder(At("folder"));
        PlantLink(At("link"), At("file"));

        AssertError(FileSystemError.NotARegularFile, () => Files.ReadFile(At("link"), Limit));
        AssertError(FileSystemError.NotARegularFile, () => Files.ReadFile(At("folder"), Limit));
    }

    [Fact]
    public void ReadFile_Pipe_IsNotARegularFileAndDoesNotHang()
    {
        if (!KnowsInodes)
        {
            return; // documented: managed APIs cannot tell a pipe
        }

        PlantPipe(At("pipe"));

        Assert.Equal(FileType.Other, Files.GetStatus(At("pipe"))!.Value.Type);
        AssertError(FileSystemError.NotARegularFile, () => Files.ReadFile(At("pipe"), Limit));
        AssertError(FileSystemError.NotARegularFile, () => Files.OpenAppendFile(At("pipe")).Dispose());
        AssertError(FileSystemError.NotARegularFile, () => Files.TryLock(At("pipe"))?.Dispose());
    }

    [Fact]
    public void ReadFile_OneByteOverTheLimit_IsTooLarge()
    {
        Files.CreateFile(At("file"), new byte[11]);

        Assert.Equal(11, Files.ReadFile(At("file"), 11)!.Value.Bytes.Length);
        AssertError(FileSystemError.TooLarge, () => Files.ReadFile(At("file"), 10));
        AssertError(FileSystemError.TooLarge, () => Files.ReadFile(At("file"), 0));
    }

    [Fact]
    public void ListNames_MissingEmptyAndFull_GivesNullNothingAndAllNames()
    {
        Assert.Null(Files.ListNames(At("missing")));
        Assert.Empty(Files.ListNames(Root)!);

        Files.CreateFile(At("a"), default);
        Files.CreateFile(At(".hidden"), default);
        Files.CreateFolder(At("ä folder"));

        Assert.Equal([".hidden", "a", "ä folder"], Files.ListNames(Root)!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ListWithStatus_OfMixedEntries_AgreesWithGetStatus()
    {
        Assert.Null(Files.ListWithStatus(At("missing")));
        Assert.Empty(Files.ListWithStatus(Root)!);
        Files.CreateFile(At("file"), "12345"u8);
        Files.CreateFolder(At("folder"));
        PlantLink(At("link"), At("nowhere"));

        var entries = Files.ListWithStatus(Root)!;

        Assert.Equal(3, entries.Count);
        Assert.All(entries, entry => Assert.Equal(Files.GetStatus(At(entry.Name)), entry.Status));
    }

    [Fact]
    public void ListNames_OfAFile_IsAnError()
    {
        Files.CreateFile(At("file"), default);

        Assert.Throws<FileSystemException>(() => Files.ListNames(At("file")));
    }

    private static FileSystemException AssertError(FileSystemError error, Action action)
    {
        var exception = Assert.Throws<FileSystemException>(action);
        Assert.Equal(error, exception.Error);
        Assert.Contains(exception.Path, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private string ReadText(string name) => Encoding.UTF8.GetString(Files.ReadFile(At(name), Limit)!.Value.Bytes);
}
