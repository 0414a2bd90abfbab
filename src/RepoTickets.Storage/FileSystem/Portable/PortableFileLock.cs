using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Portable;

/// <summary>A lock by opening without sharing, which .NET makes an advisory lock of on Unix.</summary>
internal sealed class PortableFileLock : IFileLock
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int MacWouldBlock = 35;
    private const int MaximumDescriptionLength = 1024;

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private PortableFileLock(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    public bool IsStillNamed => PortableNaming.IsStillNamed(_path, _handle);

    internal static PortableFileLock? TryOpen(string path)
    {
        try
        {
            return new PortableFileLock(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), path);
        }
        catch (IOException exception) when (exception.HResult is WindowsSharingViolation or ErrorNumbers.WouldBlock or MacWouldBlock)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PortableError.Translate("lock", path, exception);
        }
    }

    public void Describe(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var text = holder.Length > MaximumDescriptionLength ? holder[..MaximumDescriptionLength] : holder;
        try
        {
            RandomAccess.SetLength(_handle, 0);
            RandomAccess.Write(_handle, Encoding.UTF8.GetBytes(text), 0);
        }
        catch (IOException)
        {
            // The text is for people; the lock is held whether it can be written or not.
        }
    }

    public void Dispose() => _handle.Dispose();
}
