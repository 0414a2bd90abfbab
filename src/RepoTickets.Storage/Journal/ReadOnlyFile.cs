using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// A segment in a folder that cannot be written, so that it cannot be held open for appending: read whole, and kept until it is to be
/// forgotten. What is published in a segment does not change, so that whoever finds in it what is looked for has found it.
/// </summary>
internal sealed class ReadOnlyFile(IFileSystem fileSystem, string path) : IAppendFile
{
    private byte[]? _bytes;

    public long Length => fileSystem.GetStatus(path)?.Stamp.Size ?? 0;

    public bool IsStillNamed => fileSystem.GetStatus(path) is not null;

    public int Read(long position, Span<byte> buffer)
    {
        var bytes = _bytes ??= fileSystem.ReadFile(path, int.MaxValue)?.Bytes ?? [];
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

    /// <summary>For whoever does not find what is looked for.</summary>
    /// <returns>False when nothing was kept, so that reading again gives the same.</returns>
    internal bool Forget()
    {
        var hadBytes = _bytes is not null;
        _bytes = null;
        return hadBytes;
    }

    public void Dispose() => _bytes = null;

    private FileSystemException Refuse() =>
        new(FileSystemError.ReadOnly, "write", path, 0, "the folder was found to be read-only");
}
