#pragma warning disable RS0030 // see PortableFileSystem.cs
using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Portable;

internal sealed class PortableAppendFile(string path) : IAppendFile
{
    private readonly SafeFileHandle _handle = File.OpenHandle(
        path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public long Length => PortableError.Guard("stat", path, () => RandomAccess.GetLength(_handle));

    public bool IsStillNamed => PortableNaming.IsStillNamed(path, _handle);

    public int Read(long position, Span<byte> buffer)
    {
        try
        {
            var done = 0;
            while (done < buffer.Length && RandomAccess.Read(_handle, buffer[done..], position + done) is > 0 and var count)
            {
                done += count;
            }

            return done;
        }
        catch (IOException exception)
        {
            throw PortableError.Translate("read", path, exception);
        }
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, position);
        }
        catch (IOException exception)
        {
            throw PortableError.Translate("write", path, exception);
        }
    }

    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        PortableError.Guard("truncate", path, () => RandomAccess.SetLength(_handle, length));
    }

    public void Flush() => PortableError.Guard("flush", path, () => RandomAccess.FlushToDisk(_handle));

    public void Dispose() => _handle.Dispose();
}
