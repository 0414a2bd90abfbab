using Microsoft.Win32.SafeHandles;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>Opens files that stay open: regular ones only, never through a link.</summary>
internal static class LinuxHandle
{
    internal static SafeFileHandle OpenOrCreate(string path, uint mode, out FileIdentity identity)
    {
        var flags = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Careful;
        var handle = TryOpen(path, flags, mode, out var status) ?? throw LinuxError.FromLast("open", path);
        identity = status.Identity;
        return handle;
    }

    /// <summary>Null with the number in <see cref="LinuxError.Last"/> when it cannot be opened.</summary>
    internal static SafeFileHandle? TryOpen(string path, int flags, uint mode, out StatusBuffer status)
    {
        status = default;
        var descriptor = LinuxCall.TryOpen(path, flags, mode);
        if (descriptor == LinuxCall.Failed)
        {
            return null;
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            status = LinuxCall.GetStatus(descriptor, path);
            return status.Type == FileType.Regular ? handle : throw LinuxError.NotRegular("open", path);
        }
        catch (FileSystemException)
        {
            handle.Dispose();
            throw;
        }
    }
}
