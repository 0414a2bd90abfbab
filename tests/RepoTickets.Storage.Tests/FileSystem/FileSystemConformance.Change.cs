using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.FileSystem;

public abstract partial class FileSystemConformance
{
    [Fact]
    public void CreateFolder_AlreadyThere_IsNoError()
    {
        Files.CreateFolder(At("folder"));
        Files.CreateFolder(At("folder"));

        Assert.Equal(FileType.Folder, Files.GetStatus(At("folder"))!.Value.Type);
    }

    [Fact]
    public void CreateFolder_ParentMissingOrNameTaken_IsAnError()
    {
        Files.CreateFile(At("file"), default);

        AssertError(FileSystemError.NotFound, () => Files.CreateFolder(At("missing/folder")));
        AssertError(FileSystemError.AlreadyExists, () => Files.CreateFolder(At("file")));
    }

    [Fact]
    public void CreateFile_NameTaken_KeepsWhatIsThere()
    {
        Files.CreateFile(At("file"), "first"u8);
        PlantLink(At("link"), At("elsewhere"));

        AssertError(FileSystemError.AlreadyExists, () => Files.CreateFile(At("file"), "second"u8));
        AssertError(FileSystemError.AlreadyExists, () => Files.CreateFile(At("link"), "second"u8));

        Assert.Equal("first", ReadText("file"));
        Assert.Null(Files.GetStatus(At("elsewhere")));
    }

    [Fact]
    public void CreateFile_FolderMissing_IsNotFound() =>
        AssertError(FileSystemError.NotFound, () => Files.CreateFile(At("missing/file"), default));

    [Fact]
    public async Task CreateFile_ManyAtOnce_OneWins()
    {
        for (var round = 0; round < 20; round++)
        {
            var wins = await Race(worker => Files.CreateFile(At($"file-{round}"), [(byte)worker]));
            Assert.Equal(1, wins);
        }
    }

    [Fact]
    public void Replace_TargetThere_TakesItsName()
    {
        Files.CreateFile(At("target"), KnowsInodes ? "old"u8 : "other length"u8);
        Files.CreateFile(At("source"), "new"u8);
        var before = Files.GetStatus(At("target"))!.Value.Stamp;

        Files.Replace(At("source"), At("target"));

        Assert.Equal("new", ReadText("target"));
        Assert.Null(Files.GetStatus(At("source")));
        Assert.NotEqual(before, Files.GetStatus(At("target"))!.Value.Stamp);
    }

    [Fact]
    public void Replace_TargetIsALink_ReplacesTheLinkAndNotItsTarget()
    {
        Files.CreateFile(At("victim"), "victim"u8);
        Files.CreateFile(At("source"), "new"u8);
        PlantLink(At("link"), At("victim"));

        Files.Replace(At("source"), At("link"));

        Assert.Equal("victim", ReadText("victim"));
        Assert.Equal("new", ReadText("link"));
    }

    [Fact]
    public void Replace_SourceMissing_IsNotFoundAndKeepsTheTarget()
    {
        Files.CreateFile(At("target"), "old"u8);

        AssertError(FileSystemError.NotFound, () => Files.Replace(At("source"), At("target")));

        Assert.Equal("old", ReadText("target"));
    }

    [Fact]
    public void MoveExclusively_TargetFree_Moves()
    {
        Files.CreateFile(At("source"), "x"u8);

        Files.MoveExclusively(At("source"), At("target"));

        Assert.Equal("x", ReadText("target"));
        Assert.Null(Files.GetStatus(At("source")));
    }

    [Fact]
    public void MoveExclusively_TargetTaken_ChangesNothing()
    {
        Files.CreateFile(At("source"), "new"u8);
        Files.CreateFile(At("target"), "old"u8);

        AssertError(FileSystemError.AlreadyExists, () => Files.MoveExclusively(At("source"), At("target")));

        Assert.Equal("old", ReadText("target"));
        Assert.Equal("new", ReadText("source"));
    }

    [Fact]
    public void MoveExclusively_SourceMissing_IsNotFoundAndLeavesNoTarget()
    {
        AssertError(FileSystemError.NotFound, () => Files.MoveExclusively(At("source"), At("target")));

        Assert.Empty(Files.ListNames(Root)!);
    }

    [Fact]
    public async Task MoveExclusively_ManyAtOnce_OneWins()
    {
        for (var round = 0; round < 20; round++)
        {
            for (var worker = 0; worker < Workers; worker++)
            {
                Files.CreateFile(At($"source-{round}-{worker}"), default);
            }

            var wins = await Race(worker => Files.MoveExclusively(At($"source-{round}-{worker}"), At($"target-{round}")));
            Assert.Equal(1, wins);
        }
    }

    [Fact]
    public void TryCreateUnnamed_NeverNamed_LeavesNothing()
    {
        using (var file = Files.TryCreateUnnamed(At("target"), "x"u8))
        {
            Assert.Empty(Files.ListNames(Root)!);
        }

        Assert.Empty(Files.ListNames(Root)!);
    }

    [Fact]
    public void TryCreateUnnamed_Named_IsThereWithItsContentAndStays()
    {
        using (var file = Files.TryCreateUnnamed(At("target"), "x"u8))
        {
            Assert.Equal(HasUnnamedFiles, file is not null);
            file?.Name(At("target"));
        }

        if (HasUnnamedFiles)
        {
            Assert.Equal("x", ReadText("target"));
            Assert.Equal(["target"], Files.ListNames(Root)!);
        }
    }

    [Fact]
    public void TryCreateUnnamed_NameTaken_ChangesNothing()
    {
        Files.CreateFile(At("target"), "old"u8);
        using var file = Files.TryCreateUnnamed(At("target"), "new"u8);

        if (HasUnnamedFiles)
        {
            AssertError(FileSystemError.AlreadyExists, () => file!.Name(At("target")));
        }

        Assert.Equal("old", ReadText("target"));
    }

    [Fact]
    public void TryCreateUnnamed_FolderMissingOrNone_IsNull()
    {
        Files.CreateFile(At("file"), default);

        Assert.Null(Files.TryCreateUnnamed(At("missing/target"), "x"u8));
        Assert.Null(Files.TryCreateUnnamed(At("file/target"), "x"u8));
    }

    [Fact]
    public void Delete_FileLinkAndNothing_TellsWhatWasThere()
    {
        Files.CreateFile(At("file"), default);
        PlantLink(At("link"), At("file"));

        Assert.True(Files.Delete(At("link")));
        Assert.NotNull(Files.GetStatus(At("file")));
        Assert.True(Files.Delete(At("file")));
        Assert.False(Files.Delete(At("file")));
        Assert.False(Files.Delete(At("missing/file")));
    }

    [Fact]
    public void Delete_Folder_IsAnErrorAndKeepsIt()
    {
        Files.CreateFolder(At("folder"));

        Assert.Throws<FileSystemException>(() => Files.Delete(At("folder")));

        Assert.NotNull(Files.GetStatus(At("folder")));
    }

    [Fact]
    public void Flush_OfFileAndFolder_TellsWhatWasThere()
    {
        Files.CreateFile(At("file"), "x"u8);

        Assert.True(Files.FlushFile(At("file")));
        Assert.False(Files.FlushFile(At("missing")));
        Files.FlushFolder(Root);
        AssertError(FileSystemError.NotFound, () => Files.FlushFolder(At("missing")));
    }

    private const int Workers = 4;

    private static async Task<int> Race(Action<int> action)
    {
        using var start = new Barrier(Workers);
        var wins = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                try
                {
                    action(worker);
                    return 1;
                }
                catch (FileSystemException exception) when (exception.Error == FileSystemError.AlreadyExists)
                {
                    return 0;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        return wins.Sum();
    }
}
