using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>The real file system, refusing what a test says: root, as which tests often run, is refused nothing by permissions.</summary>
internal sealed class RefusingFileSystem(IFileSystem inner) : IFileSystem
{
    /// <summary>Says which error an operation on a path meets; null lets it through.</summary>
    internal Func<string, string, FileSystemError?> Refuse { get; set; } = static (_, _) => null;

    public string BootId => inner.BootId;

    public FileStatus? GetStatus(string path) => Let("stat", path).GetStatus(path);

    public FileContent? ReadFile(string path, long maximumLength) => Let("read", path).ReadFile(path, maximumLength);

    public IReadOnlyList<string>? ListNames(string folder) => Let("list", folder).ListNames(folder);

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder) => Let("list", folder).ListWithStatus(folder);

    public void CreateFolder(string path) => Let("mkdir", path).CreateFolder(path);

    public void CreateFile(string path, ReadOnlySpan<byte> bytes) => Let("create", path).CreateFile(path, bytes);

    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes) =>
        Let("create", path).TryCreateUnnamed(path, bytes) is { } file ? new RefusingUnnamedFile(file, this) : null;

    public void Replace(string source, string target) => Let("rename", target).Replace(source, target);

    public void MoveExclusively(string source, string target) => Let("rename", target).MoveExclusively(source, target);

    public bool Delete(string path) => Let("delete", path).Delete(path);

    public bool FlushFile(string path) => Let("flush", path).FlushFile(path);

    public void FlushFolder(string path) => Let("flush", path).FlushFolder(path);

    public IAppendFile OpenAppendFile(string path) => Let("append", path).OpenAppendFile(path);

    public IFileLock? TryLock(string path) => Let("lock", path).TryLock(path);

    public ISharedWords? OpenSharedWords(string path, int count) => Let("map", path).OpenSharedWords(path, count);

    public string? DescribeUntrusted(string folder) => inner.DescribeUntrusted(folder);

    private sealed class RefusingUnnamedFile(IUnnamedFile file, RefusingFileSystem files) : IUnnamedFile
    {
        public void Name(string path)
        {
            files.Let("link", path);
            file.Name(path);
        }

        public void Dispose() => file.Dispose();
    }

    private IFileSystem Let(string operation, string path) =>
        Refuse(operation, path) is { } error ? throw new FileSystemException(error, operation, path, 13, "refused by the test") : inner;
}
