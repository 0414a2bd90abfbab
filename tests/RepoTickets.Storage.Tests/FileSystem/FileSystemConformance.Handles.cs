using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.FileSystem;

public abstract partial class FileSystemConformance
{
    [Fact]
    public void OpenAppendFile_WrittenAndReopened_KeepsItsBytes()
    {
        using (var file = Files.OpenAppendFile(At("journal")))
        {
            Assert.Equal(0, file.Length);
            file.Write(0, "hello"u8);
            file.Write(5, " world"u8);
            file.Flush();
            Assert.Equal(11, file.Length);
        }

        using var again = Files.OpenAppendFile(At("journal"));
        var buffer = new byte[20];
        Assert.Equal(11, again.Read(0, buffer));
        Assert.Equal("hello world"u8.ToArray(), buffer[..11]);
        Assert.Equal(5, again.Read(6, buffer));
        Assert.Equal(0, again.Read(11, buffer));
        Assert.Equal(0, again.Read(1000, buffer));
    }

    [Fact]
    public void OpenAppendFile_SetLength_CutsAndExtendsWithZeros()
    {
        using var file = Files.OpenAppendFile(At("journal"));
        file.Write(0, "abcdef"u8);

        file.SetLength(2);
        file.SetLength(4);

        var buffer = new byte[8];
        Assert.Equal(4, file.Read(0, buffer));
        Assert.Equal([(byte)'a', (byte)'b', 0, 0], buffer[..4]);
    }

    [Fact]
    public void OpenAppendFile_WrittenBeyondTheEnd_HasZerosBetween()
    {
        using var file = Files.OpenAppendFile(At("journal"));

        file.Write(3, "x"u8);

        Assert.Equal(new byte[] { 0, 0, 0, (byte)'x' }, Files.ReadFile(At("journal"), Limit)!.Value.Bytes);
    }

    [Fact]
    public void OpenAppendFile_TwoHandles_SeeEachOthersBytes()
    {
        using var first = Files.OpenAppendFile(At("journal"));
        using var second = Files.OpenAppendFile(At("journal"));

        first.Write(0, "abc"u8);

        var buffer = new byte[3];
        Assert.Equal(3, second.Read(0, buffer));
        Assert.Equal("abc"u8.ToArray(), buffer);
    }

    [Fact]
    public void OpenAppendFile_Link_IsNotARegularFile()
    {
        PlantLink(At("link"), At("elsewhere"));

        AssertError(FileSystemError.NotARegularFile, () => Files.OpenAppendFile(At("link")).Dispose());

        Assert.Null(Files.GetStatus(At("elsewhere")));
    }

    [Fact]
    public void IsStillNamed_AppendFileReplacedOrRemoved_IsFalse()
    {
        using var file = Files.OpenAppendFile(At("journal"));
        file.Write(0, "abc"u8);
        Assert.True(file.IsStillNamed);

        // Without inodes a file of the same length and the same clock tick cannot be told from the first.
        Files.CreateFile(At("other"), KnowsInodes ? "abc"u8 : "abcd"u8);
        Files.Replace(At("other"), At("journal"));
        Assert.False(file.IsStillNamed);

        Files.Delete(At("journal"));
        Assert.False(file.IsStillNamed);
    }

    [Fact]
    public void OpenAppendFile_Disposed_RefusesUse()
    {
        var file = Files.OpenAppendFile(At("journal"));
        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Length);
        Assert.Throws<ObjectDisposedException>(() => file.IsStillNamed);
        Assert.Throws<ObjectDisposedException>(() => file.Write(0, "x"u8));
        Assert.Throws<ObjectDisposedException>(file.Flush);
    }

    [Fact]
    public void TryLock_HeldByAnotherHandle_ReturnsNullUntilDisposed()
    {
        var first = Files.TryLock(At("lock"));
        Assert.NotNull(first);
        Assert.Null(Files.TryLock(At("lock")));

        first.Dispose();

        using var second = Files.TryLock(At("lock"));
        Assert.NotNull(second);
    }

    [Fact]
    public void TryLock_FileReplaced_IsNoLongerNamedAndTheNewOneIsFree()
    {
        using var held = Files.TryLock(At("lock"))!;
        Assert.True(held.IsStillNamed);
        Files.CreateFile(At("other"), "other"u8);
        Files.Replace(At("other"), At("lock"));

        Assert.False(held.IsStillNamed);
        using var second = Files.TryLock(At("lock"));
        Assert.NotNull(second);
    }

    [Fact]
    public void Describe_Twice_LeavesTheLastText()
    {
        using (var held = Files.TryLock(At("lock"))!)
        {
            held.Describe("a long text about the first holder");
            held.Describe("process 7");
            Assert.True(held.IsStillNamed);
        }

        Assert.Equal("process 7", ReadText("lock"));
    }

    [Fact]
    public void OpenSharedWords_TwoMappings_SeeEachOthersWords()
    {
        using var first = Files.OpenSharedWords(At("words"), 4);
        if (first is null)
        {
            Assert.False(KnowsInodes);
            return; // documented: there are none with managed APIs
        }

        using var second = Files.OpenSharedWords(At("words"), 4)!;
        first[0] = long.MaxValue;
        second[3] = -7;

        Assert.Equal(long.MaxValue, second[0]);
        Assert.Equal(0, second[1]);
        Assert.Equal(-7, first[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => first[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => first[-1] = 1);
        Assert.Equal(32, Files.GetStatus(At("words"))!.Value.Stamp.Size);
    }

    [Fact]
    public void OpenSharedWords_ReopenedWithMoreOrFewer_KeepsTheWordsAndNeverShrinks()
    {
        using (var words = Files.OpenSharedWords(At("words"), 2))
        {
            if (words is null)
            {
                return;
            }

            words[1] = 42;
        }

        using (var more = Files.OpenSharedWords(At("words"), 8)!)
        {
            Assert.Equal(42, more[1]);
            Assert.Equal(0, more[7]);
        }

        using var fewer = Files.OpenSharedWords(At("words"), 1)!;
        Assert.Equal(64, Files.GetStatus(At("words"))!.Value.Stamp.Size);
    }

    [Fact]
    public void OpenSharedWords_FileReplacedThenDisposed_IsNoLongerNamedThenRefusesUse()
    {
        var words = Files.OpenSharedWords(At("words"), 1);
        if (words is null)
        {
            return;
        }

        Assert.True(words.IsStillNamed);
        Files.Delete(At("words"));
        Assert.False(words.IsStillNamed);
        words[0] = 3;
        Assert.Equal(3, words[0]);

        words.Dispose();
        words.Dispose();
        Assert.Throws<ObjectDisposedException>(() => words[0]);
    }

    [Fact]
    public void DescribeUntrusted_LocalFolder_ReturnsNull() => Assert.Null(Files.DescribeUntrusted(Root));
}
