#pragma warning disable RS0030 // see PortableFileSystem.cs

namespace RepoTickets.Storage.FileSystem.Portable;

internal sealed partial class PortableFileSystem
{
    // Readers let others replace and remove what they read; without Delete, Windows would refuse that.
    private const FileShare ShareAll = FileShare.ReadWrite | FileShare.Delete;

    public FileContent? ReadFile(string path, long maximumLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLength);

        // More than an array holds cannot be read at once, whatever the caller would allow.
        maximumLength = Math.Min(maximumLength, Array.MaxLength - 1);
        if (GetStatus(path) is not { } status)
        {
            return null;
        }

        if (status.Type != FileType.Regular)
        {
            throw PortableError.NotRegular("read", path);
        }

        return PortableError.Guard("read", path, () => ReadRegular(path, maximumLength));
    }

    public IReadOnlyList<string>? ListNames(string folder)
    {
        RequirePath(folder);
        return List(folder, entry => entry.Name);
    }

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder)
    {
        RequirePath(folder);
        return List(folder, entry => (entry.Name, Status: PortableStatus.Of(entry)))?
            .Where(entry => entry.Status is not null)
            .Select(entry => new FolderEntry(entry.Name, entry.Status!.Value))
            .ToList();
    }

    private static FileContent? ReadRegular(string path, long maximumLength)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, ShareAll);
            var modified = PortableStatus.ToNanoseconds(File.GetLastWriteTimeUtc(handle));
            var length = RandomAccess.GetLength(handle);
            if (length > maximumLength)
            {
                throw new FileSystemException(
                    FileSystemError.TooLarge, "read", path, ErrorNumbers.FileTooLarge, $"it is longer than {maximumLength} bytes");
            }

            var bytes = new byte[length];
            var done = 0;
            while (done < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(done), done) is > 0 and var count)
            {
                done += count;
            }

            return new FileContent(done == bytes.Length ? bytes : bytes[..done], new FileStamp(length, modified, modified, 0));
        }
        catch (Exception exception) when (PortableError.MeansNothingThere(exception))
        {
            return null;
        }
    }

    private static List<T>? List<T>(string folder, Func<FileSystemInfo, T> select) => PortableError.Guard("list", folder, () =>
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(select).ToList();
        }
        catch (DirectoryNotFoundException) when (!File.Exists(folder))
        {
            return null;
        }
    });
}
