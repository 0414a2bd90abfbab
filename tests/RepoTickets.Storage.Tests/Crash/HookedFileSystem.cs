using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>What is about to happen to which path.</summary>
internal readonly record struct HookedCall(string Operation, string Path);

/// <summary>
/// Asks before every call that could matter. A hook that answers false leaves the call out, and nobody notices: so a safety step is removed
/// from the real code without a switch in it. A hook may also look at the store from another process between two calls.
/// </summary>
internal sealed class HookedFileSystem(IFileSystem inner, Func<HookedCall, bool> allows) : IFileSystem
{
    public string BootId => inner.BootId;

    public FileStatus? GetStatus(string path) => inner.GetStatus(path);

    public FileContent? ReadFile(string path, long maximumLength) => inner.ReadFile(path, maximumLength);

    public IReadOnlyList<string>? ListNames(string folder) => inner.ListNames(folder);

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder) => inner.ListWithStatus(folder);

    public void CreateFolder(string path) => inner.CreateFolder(path);

    public void CreateFile(string path, ReadOnlySpan<byte> bytes)
    {
        if (allows(new("create", path)))
        {
            inner.CreateFile(path, bytes);
        }
    }

    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes) =>
        allows(new("create-unnamed", path)) && inner.TryCreateUnnamed(path, bytes) is { } file
            ? new HookedUnnamedFile(file, inner, allows)
            : null;

    public void Replace(string source, string target)
    {
        if (allows(new("replace", target)))
        {
            inner.Replace(source, target);
            return;
        }

        // The careless way: in place, and the temporary file away.
        var bytes = inner.ReadFile(source, int.MaxValue)!.Value.Bytes;
        inner.Delete(target);
        inner.CreateFile(target, bytes);
        inner.Delete(source);
    }

    public void MoveExclusively(string source, string target)
    {
        if (allows(new("move-exclusively", target)))
        {
            inner.MoveExclusively(source, target);
        }
        else
        {
            inner.Replace(source, target);
        }
    }

    public bool Delete(string path) => allows(new("delete", path)) && inner.Delete(path);

    public bool FlushFile(string path) => allows(new("flush-file", path)) ? inner.FlushFile(path) : inner.GetStatus(path) is not null;

    public void FlushFolder(string path)
    {
        if (allows(new("flush-folder", path)))
        {
            inner.FlushFolder(path);
        }
    }

    public IAppendFile OpenAppendFile(string path) => new HookedAppendFile(inner.OpenAppendFile(path), path, allows);

    public IFileLock? TryLock(string path) => allows(new("lock", path)) ? inner.TryLock(path) : new NoLock();

    public ISharedWords? OpenSharedWords(string path, int count) =>
        inner.OpenSharedWords(path, count) is { } words ? new HookedWords(words, path, allows) : null;

    public string? DescribeUntrusted(string folder) => inner.DescribeUntrusted(folder);

    private sealed class HookedUnnamedFile(IUnnamedFile file, IFileSystem inner, Func<HookedCall, bool> allows) : IUnnamedFile
    {
        public void Name(string path)
        {
            if (!allows(new("move-exclusively", path)))
            {
                inner.Delete(path);
            }

            file.Name(path);
        }

        public void Dispose() => file.Dispose();
    }

    private sealed class NoLock : IFileLock
    {
        public bool IsStillNamed => true;

        public void Describe(string holder)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class HookedWords(ISharedWords inner, string path, Func<HookedCall, bool> allows) : ISharedWords
    {
        public bool IsStillNamed => inner.IsStillNamed;

        public long this[int index]
        {
            get => inner[index];
            set
            {
                if (allows(new($"store-{index}", path)))
                {
                    inner[index] = value;
                }
            }
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class HookedAppendFile(IAppendFile inner, string path, Func<HookedCall, bool> allows) : IAppendFile
    {
        public long Length => inner.Length;

        public bool IsStillNamed => !allows(new("is-named", path)) || inner.IsStillNamed;

        public int Read(long position, Span<byte> buffer) => inner.Read(position, buffer);

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            if (allows(new("append", path)))
            {
                inner.Write(position, bytes);
            }
        }

        public void SetLength(long length)
        {
            if (allows(new("set-length", path)))
            {
                inner.SetLength(length);
            }
        }

        public void Flush()
        {
            if (allows(new("flush-journal", path)))
            {
                inner.Flush();
            }
        }

        public void Dispose() => inner.Dispose();
    }
}
