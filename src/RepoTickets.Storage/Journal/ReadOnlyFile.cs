using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// A segment in a folder that cannot be written: read anew for every question, since it cannot be held open for appending.
/// </summary>
internal sealed class ReadOnlyFile(IFileSystem fileSystem, string path) : IAppendFile
{
    public long Length => fileSystem.GetStatus(path)?.Stamp.Size ?? 0;

    public bool IsStillNamed => fileSystem.GetStatus(path) is not null;

    public int Read(long position, Span<byte> buffer)
    {
        var bytes = fileSystem.ReadFile(path, int.MaxValue)?.Bytes ?? [];
        if (position >= bytes.Length)
        {
            return 0;
        }

        var available = bytes.AsSpan((int)position);
        available = available[..Math.Min(available.Length, buffer.Length)];
        available.CopyTo(buffer);
        return available.Length;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => throw Refuse();

    public void SetLength(long length) => throw Refuse();

    public void Flush() => throw Refuse();

    public void Dispose()
    {
    }

    private FileSystemException Refuse() =>
        new(FileSystemError.ReadOnly, "write", path, 0, "the folder was found to be read-only");
}
