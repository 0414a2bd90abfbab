using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Tests.Store;

namespace RepoTickets.Storage.Tests.Journal;

/// <summary>The journal of a folder that cannot be written is read whole, since it cannot be opened for appending.</summary>
public sealed class ReadOnlyFolderTests
{
    [Fact]
    public async Task ReadFrame_ManyFrames_ReadsTheFileOnceAndFollowsWhatComes()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        for (var i = 0; i < 40; i++)
        {
            await temporary.Store.CreateAsync($"Ticket {i}");
        }

        var reads = 0;
        var files = new RefusingFileSystem(PlatformFileSystem.Create())
        {
            Refuse = (operation, path) =>
            {
                var isSegment = path.EndsWith(".log", StringComparison.Ordinal);
                reads += isSegment && operation == "read" ? 1 : 0;
                return isSegment && operation == "append" ? FileSystemError.AccessDenied : null;
            },
        };
        using var tail = new JournalTail(files, new StoreLayout(temporary.Root));
        Assert.True(tail.TrySeek(0));
        Assert.Equal(40, CountFrames(tail));
        Assert.InRange(reads, 1, 3);

        await temporary.Store.CreateAsync("Later");

        Assert.Equal(1, CountFrames(tail));
        Assert.Equal(41, tail.Position);
    }

    private static int CountFrames(JournalTail tail)
    {
        var count = 0;
        while (tail.ReadFrame(out _) == FrameFinding.Frame)
        {
            count++;
        }

        return count;
    }
}
