using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// A lock by <c>flock</c>: it belongs to this opening of the file, so it excludes other handles of the same process too, and the kernel
/// releases it when the process dies. There is no stale lock to be guessed at.
/// </summary>
internal sealed class LinuxFileLock : IFileLock
{
    private const int ExclusiveWithoutWaiting = 2 | 4;
    private const int MaximumDescriptionLength = 1024;

    private readonly SafeFileHandle _handle;
    private readonly FileIdentity _identity;
    private readonly string _path;

    private LinuxFileLock(SafeFileHandle handle, FileIdentity identity, string path)
    {
        _handle = handle;
        _identity = identity;
        _path = path;
    }

    public bool IsStillNamed
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return LinuxCall.IsNamed(_path, _identity);
        }
    }

    internal static LinuxFileLock? TryOpen(string path, uint mode)
    {
        var handle = LinuxHandle.OpenOrCreate(path, mode, out var identity);
        while (LibC.Lock(handle, ExclusiveWithoutWaiting) == LinuxCall.Failed)
        {
            if (LinuxError.Last == ErrorNumbers.Interrupted)
            {
                continue;
            }

            var failure = LinuxError.FromLast("flock", path);
            handle.Dispose();
            return failure.ErrorNumber == ErrorNumbers.WouldBlock ? null : throw failure;
        }

        return new LinuxFileLock(handle, identity, path);
    }

    public void Describe(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var text = holder.Length > MaximumDescriptionLength ? holder[..MaximumDescriptionLength] : holder;
        try
        {
            LinuxCall.SetLength(_handle, 0, _path);
            LinuxCall.WriteAllAt(_handle, 0, Encoding.UTF8.GetBytes(text), _path);
        }
        catch (FileSystemException)
        {
            // The text is for people; the lock is held whether it can be written (a full disk) or not.
        }
    }

    public void Dispose() => _handle.Dispose();
}
