using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Linux;

internal sealed class LinuxAppendFile : IAppendFile
{
    private readonly SafeFileHandle _handle;
    private readonly FileIdentity _identity;
    private readonly string _path;

    private LinuxAppendFile(SafeFileHandle handle, FileIdentity identity, string path)
    {
        _handle = handle;
        _identity = identity;
        _path = path;
    }

    public long Length => LinuxCall.GetStatus(_handle, _path).Stamp.Size;

    public bool IsStillNamed
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return LinuxCall.IsNamed(_path, _identity);
        }
    }

    internal static LinuxAppendFile Open(string path, uint mode)
    {
        var handle = LinuxHandle.OpenOrCreate(path, mode, out var identity);
        return new LinuxAppendFile(handle, identity, path);
    }

    public int Read(long position, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return LinuxCall.ReadAt(_handle, position, buffer, _path);
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        LinuxCall.WriteAllAt(_handle, position, bytes, _path);
    }

    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        LinuxCall.SetLength(_handle, length, _path);
    }

    // Data and length, not the times: those are all that a reader of the journal needs after a power loss.
    public void Flush() => LinuxCall.FlushData(_handle, _path);

    public void Dispose() => _handle.Dispose();
}
