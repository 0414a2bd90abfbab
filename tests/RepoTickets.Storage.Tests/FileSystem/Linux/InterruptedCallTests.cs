using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.FileSystem.Linux;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

/// <summary>Every call that changes or reads files is interrupted by a signal, and does only a part: nobody notices, and no byte is lost.</summary>
public sealed class InterruptedCallTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [InterruptionFact]
    public void EveryCall_InterruptedAndDoneInPart_IsRepeatedAndContinued()
    {
        // Once without, so that all code is there when the filter is.
        UseEverything("before");
        var interrupted = new InterruptedCalls();
        interrupted.Run(() => UseEverything("interrupted"), Patience);
        Assert.All(InterruptedCalls.Calls, call => Assert.True(interrupted.CountInterrupted(call.Key) > 0, $"{call.Value} was never interrupted"));
        Assert.All(
            [InterruptedCalls.Read, InterruptedCalls.Write, InterruptedCalls.WriteAt],
            call => Assert.True(interrupted.CountPartial(call) > 0, $"{InterruptedCalls.Calls[call]} was never done in part"));
        Assert.Equal(Contents("before"), Contents("interrupted"));
    }

    private void UseEverything(string name)
    {
        var files = new LinuxFileSystem();
        var root = Path.Join(_folder.Path, name);
        string At(string file) => Path.Join(root, file);
        var bytes = Enumerable.Range(0, 100_000).Select(static i => (byte)(i * 31)).ToArray();
        files.CreateFolder(root);
        for (var round = 0; round < 4; round++)
        {
            files.CreateFile(At($"made-{round}"), bytes);
            files.CreateFile(At($"next-{round}"), bytes.AsSpan(round));
            files.Replace(At($"next-{round}"), At($"made-{round}"));
            files.MoveExclusively(At($"made-{round}"), At($"moved-{round}"));
            LinuxExclusiveMove.MoveByLink(At($"moved-{round}"), At($"linked-{round}"));
            Assert.True(files.FlushFile(At($"linked-{round}")));
            files.FlushFolder(root);
            Assert.Equal(bytes[round..], files.ReadFile(At($"linked-{round}"), 1 << 20)!.Value.Bytes);
            files.CreateFile(At("gone"), bytes);
            Assert.True(files.Delete(At("gone")));
            Assert.False(files.Delete(At("gone")));
            NameLater(files, At($"unnamed-{round}"), bytes);
            Append(files, At($"journal-{round}"), bytes);
            using var held = files.TryLock(At("lock"));
            Assert.NotNull(held);
            held.Describe("somebody");
            Assert.Null(files.TryLock(At("lock")));
            using var words = files.OpenSharedWords(At($"words-{round}"), 8);
            Assert.NotNull(words);
            Assert.Null(files.DescribeUntrusted(root));
        }
    }

    private static void NameLater(LinuxFileSystem files, string path, byte[] bytes)
    {
        using var file = files.TryCreateUnnamed(path, bytes);
        if (file is null)
        {
            // The file system here has none: linkat, which gives the name, is then made by hand.
            files.CreateFile(path + "-named", bytes);
            using var named = LinuxUnnamedFile.TryCreate("/dev/shm/never", bytes, 0x1A4);
            Assert.Throws<FileSystemException>(() => named!.Name(path));
            return;
        }

        file.Name(path);
    }

    private static void Append(LinuxFileSystem files, string path, byte[] bytes)
    {
        using var journal = files.OpenAppendFile(path);
        journal.Write(0, bytes);
        journal.SetLength(bytes.Length - 10);
        journal.Flush();
        var read = new byte[bytes.Length];
        Assert.Equal(bytes.Length - 10, journal.Read(0, read));
        Assert.Equal(bytes[..^10], read[..^10]);
    }

    private Dictionary<string, string> Contents(string name) => Directory.EnumerateFiles(Path.Join(_folder.Path, name))
        .ToDictionary(static path => Path.GetFileName(path), static path => Convert.ToHexString(File.ReadAllBytes(path)));
}
