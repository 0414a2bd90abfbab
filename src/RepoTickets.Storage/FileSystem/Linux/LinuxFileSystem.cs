namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// The file system of 64-bit Linux by its system calls. Checked on x86-64; the flags that differ on Arm are taken from the kernel's
/// headers. Names that are not UTF-8 are listed with replacement characters and cannot be opened: no name of the store has them.
/// </summary>
internal sealed partial class LinuxFileSystem : IFileSystem
{
    private const uint NewFileMode = 0x1A4; // rw-r--r--, less what the umask takes away
    private const uint NewFolderMode = 0x1ED; // rwxr-xr-x

    public string BootId { get; } = BootIdentity.Read();

    public FileStatus? GetStatus(string path)
    {
        RequirePath(path);
        if (LinuxCall.TryGetStatus(path, out var status))
        {
            return status.Status;
        }

        return ErrorNumbers.MeansNothingThere(LinuxError.Last) ? null : throw LinuxError.FromLast("statx", path);
    }

    public IAppendFile OpenAppendFile(string path)
    {
        RequirePath(path);
        return LinuxAppendFile.Open(path, NewFileMode);
    }

    public IFileLock? TryLock(string path)
    {
        RequirePath(path);
        return LinuxFileLock.TryOpen(path, NewFileMode);
    }

    public ISharedWords? OpenSharedWords(string path, int count)
    {
        RequirePath(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return LinuxSharedWords.Open(path, count, NewFileMode);
    }

    public string? DescribeUntrusted(string folder)
    {
        RequirePath(folder);
        return NetworkFileSystems.Describe(folder);
    }

    // A zero byte would silently cut the path for the kernel, and so name another file than the one that was checked.
    private static void RequirePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0 || path[0] != '/' || path.Contains('\0'))
        {
            throw new ArgumentException($"'{DisplayText.Escape(path)}' is not an absolute path.", nameof(path));
        }
    }
}
