namespace RepoTickets.Storage.FileSystem;

/// <summary>The same file system without device flushes, for stores whose durability is <see cref="Durability.Buffered"/>.</summary>
internal sealed class BufferedFileSystem(IFileSystem inner) : IFileSystem
{
    public string BootId => inner.BootId;

    public FileStatus? GetStatus(string path) => inner.GetStatus(path);

    public FileContent? ReadFile(string path, long maximumLength) => inner.ReadFile(path, maximumLength);

    public IReadOnlyList<string>? ListNames(string folder) => inner.ListNames(folder);

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder) => inner.ListWithStatus(folder);

    public void CreateFolder(string path) => inner.CreateFolder(path);

    public void CreateFile(string path, ReadOnlySpan<byte> bytes) => inner.CreateFile(path, bytes);

    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes) => inner.TryCreateUnnamed(path, bytes);

    public void Replace(string source, string target) => inner.Replace(source, target);

    public void MoveExclusively(string source, string target) => inner.MoveExclusively(source, target);

    public bool Delete(string path) => inner.Delete(path);

    public bool FlushFile(string path) => inner.GetStatus(path) is not null;

    public void FlushFolder(string path)
    {
    }

    public IAppendFile OpenAppendFile(string path) => new UnflushedFile(inner.OpenAppendFile(path));

    public IFileLock? TryLock(string path) => inner.TryLock(path);

    public ISharedWords? OpenSharedWords(string path, int count) => inner.OpenSharedWords(path, count);

    public string? DescribeUntrusted(string folder) => inner.DescribeUntrusted(folder);

    private sealed class UnflushedFile(IAppendFile inner) : IAppendFile
    {
        public long Length => inner.Length;

        public bool IsStillNamed => inner.IsStillNamed;

        public int Read(long position, Span<byte> buffer) => inner.Read(position, buffer);

        public void Write(long position, ReadOnlySpan<byte> bytes) => inner.Write(position, bytes);

        public void SetLength(long length) => inner.SetLength(length);

        public void Flush()
        {
        }

        public void Dispose() => inner.Dispose();
    }
}
