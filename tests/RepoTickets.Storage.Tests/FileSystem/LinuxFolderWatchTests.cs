using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.FileSystem;

/// <summary>The kernel has queued a report by the time the call that it is about returns, so nothing here waits.</summary>
public sealed class LinuxFolderWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IFolderWatch _watch;

    public LinuxFolderWatchTests()
    {
        Directory.CreateDirectory(In("open"));
        _watch = PlatformFileSystem.Watch(_folder.Path, ["open", "epics"]);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Read_NothingHappened_TellsNothing() => Assert.Equal("", Read());

    [Fact]
    public void Read_CreatedEditedMovedDeleted_TellsTheNames()
    {
        File.WriteAllText(In("open/A.yaml"), "a");
        Assert.Equal("open/A.yaml", Read());
        using (var inPlace = File.OpenWrite(In("open/A.yaml")))
        {
            inPlace.WriteByte(1);
        }

        Assert.Equal("open/A.yaml", Read());
        File.Move(In("open/A.yaml"), In("open/B.yaml"));
        Assert.Equal("open/A.yaml open/B.yaml", Read());
        File.CreateSymbolicLink(In("open/L.yaml"), "B.yaml");
        Assert.Equal("open/L.yaml", Read());
        File.Delete(In("open/B.yaml"));
        Assert.Equal("open/B.yaml", Read());
        Assert.Equal("", Read());
    }

    [Fact]
    public void Read_TemporaryFiles_AreNotTold()
    {
        File.WriteAllText(In("open/.~A.yaml.1.tmp"), "a");
        File.Move(In("open/.~A.yaml.1.tmp"), In("open/ß.yaml"));
        Assert.Equal("open/ß.yaml", Read());
    }

    [Fact]
    public void Read_FolderThatComesLater_IsALossAndIsWatchedFromThenOn()
    {
        Directory.CreateDirectory(In("epics"));
        Assert.Equal("lost", Read());
        File.WriteAllText(In("epics/E.yaml"), "a");
        Assert.Equal("epics/E.yaml", Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_FolderReplaced_IsALossAndTheNewOneIsWatched(bool isMoved)
    {
        if (isMoved)
        {
            Directory.Move(In("open"), In("old"));
        }
        else
        {
            Directory.Delete(In("open"));
        }

        Directory.CreateDirectory(In("open"));
        Assert.StartsWith("lost", Read(), StringComparison.Ordinal);
        File.WriteAllText(In("open/A.yaml"), "a");
        Assert.Equal("open/A.yaml", Read());
    }

    [Fact]
    public void Read_MoreThanTheKernelKeeps_IsALoss()
    {
        var limit = int.Parse(
            File.ReadAllText("/proc/sys/fs/inotify/max_queued_events"), System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i <= limit + (limit / 8); i++)
        {
            // Names in turn, so that the kernel does not take two reports for one.
            File.WriteAllText(In($"open/{i % 2}.yaml"), "a");
        }

        Assert.StartsWith("lost", Read(), StringComparison.Ordinal);
        Assert.Equal("", Read());
    }

    private string In(string path) => Path.Join(_folder.Path, path);

    /// <summary>The names in order, behind "lost" when some were.</summary>
    private string Read()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var isComplete = _watch.Read((folder, name) => names.Add($"{folder}/{name}"));
        return string.Join(' ', isComplete ? names : names.Prepend("lost"));
    }
}
