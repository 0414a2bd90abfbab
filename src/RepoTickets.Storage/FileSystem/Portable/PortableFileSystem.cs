// This folder is the one place where the managed APIs are called that the rest of the store may not use: there is nothing else on systems
// whose calls are not declared here. What each cannot promise is said where it is called.
#pragma warning disable RS0030

namespace RepoTickets.Storage.FileSystem.Portable;

/// <summary>
/// Any operating system, by managed APIs. Its conformance tests run on Linux only; Windows and macOS are not tested. What it cannot
/// promise:
/// <list type="bullet">
/// <item>Flushes: on Unix, .NET 10 reports none of their failures; folders cannot be flushed at all. A power loss may take acknowledged
/// commits.</item>
/// <item>Reading: a pipe planted under a ticket's name blocks the reader, and a link planted between the check and the opening is
/// followed.</item>
/// <item>Stamps carry no inode and no status change time, so a forged modification time is believed.</item>
/// <item>Locks are switched off by the environment variable <c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c> on Unix; the store tests its
/// lock.</item>
/// <item>No shared words.</item>
/// </list>
/// </summary>
internal sealed partial class PortableFileSystem : IFileSystem
{
    public string BootId => ProcessIdentity.Text;

    public FileStatus? GetStatus(string path)
    {
        RequirePath(path);
        return PortableError.Guard("stat", path, () => PortableStatus.Of(new FileInfo(path)));
    }

    public IAppendFile OpenAppendFile(string path)
    {
        RequireNoOtherThanRegular("open", path);
        return PortableError.Guard("open", path, () => new PortableAppendFile(path));
    }

    public IFileLock? TryLock(string path)
    {
        RequireNoOtherThanRegular("lock", path);
        return PortableFileLock.TryOpen(path);
    }

    public ISharedWords? OpenSharedWords(string path, int count)
    {
        RequirePath(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return null;
    }

    public string? DescribeUntrusted(string folder)
    {
        RequirePath(folder);
        return PortableError.Guard(
            "stat", folder, () => new DriveInfo(folder) is { DriveType: DriveType.Network } drive ? drive.DriveFormat : null);
    }

    private void RequireNoOtherThanRegular(string operation, string path)
    {
        if (GetStatus(path) is { Type: not FileType.Regular })
        {
            throw PortableError.NotRegular(operation, path);
        }
    }

    private static void RequirePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.IsPathFullyQualified(path) || path.Contains('\0'))
        {
            throw new ArgumentException($"'{DisplayText.Escape(path)}' is not an absolute path.", nameof(path));
        }
    }
}
