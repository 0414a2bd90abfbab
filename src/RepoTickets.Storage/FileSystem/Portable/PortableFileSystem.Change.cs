#pragma warning disable RS0030 // see PortableFileSystem.cs

namespace RepoTickets.Storage.FileSystem.Portable;

internal sealed partial class PortableFileSystem
{
    public void CreateFolder(string path)
    {
        RequirePath(path);
        PortableError.Guard("mkdir", path, () =>
        {
            // The managed call would make the parents too.
            var parent = Path.GetDirectoryName(path);
            if (parent is not null && !Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException($"its parent folder '{parent}' does not exist");
            }

            if (File.Exists(path))
            {
                throw new FileSystemException(FileSystemError.AlreadyExists, "mkdir", path, ErrorNumbers.Exists, "a file has that name");
            }

            Directory.CreateDirectory(path);
        });
    }

    public void CreateFile(string path, ReadOnlySpan<byte> bytes)
    {
        RequirePath(path);
        var handle = PortableError.Guard("create", path, () => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));
        try
        {
            using (handle)
            {
                RandomAccess.Write(handle, bytes, 0);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
            throw PortableError.Translate("write", path, exception);
        }
    }

    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes) => null;

    public void Replace(string source, string target)
    {
        RequirePath(source);
        RequirePath(target);
        PortableError.Guard("rename", target, () => File.Move(source, target, overwrite: true));
    }

    public void MoveExclusively(string source, string target)
    {
        RequirePath(source);
        RequirePath(target);
        PortableError.Guard("rename", target, () =>
        {
            if (OperatingSystem.IsWindows())
            {
                File.Move(source, target, overwrite: false);
                return;
            }

            // On Unix the managed move looks first and renames then, so two could win. Creating is exclusive: the name is claimed by an
            // empty file, which a reader may see for a moment and a crash may leave.
            if (!File.Exists(source))
            {
                throw new FileNotFoundException($"'{source}' does not exist");
            }

            File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
            File.Move(source, target, overwrite: true);
        });
    }

    public bool Delete(string path)
    {
        if (GetStatus(path) is not { } status)
        {
            return false;
        }

        if (status.Type == FileType.Folder)
        {
            throw PortableError.NotRegular("delete", path);
        }

        PortableError.Guard("delete", path, () => File.Delete(path));
        return true;
    }

    public bool FlushFile(string path)
    {
        if (GetStatus(path) is not { } status)
        {
            return false;
        }

        if (status.Type != FileType.Regular)
        {
            throw PortableError.NotRegular("flush", path);
        }

        return PortableError.Guard("flush", path, () =>
        {
            try
            {
                // Windows flushes only what is opened for writing.
                using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write, ShareAll);
                RandomAccess.FlushToDisk(handle);
                return true;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
        });
    }

    // No managed API opens a folder. NTFS journals its names by itself; on Unix a power loss may lose them.
    public void FlushFolder(string path)
    {
        if (GetStatus(path) is not { Type: FileType.Folder })
        {
            throw new FileSystemException(FileSystemError.NotFound, "flush", path, ErrorNumbers.NoEntry, "there is no such folder");
        }
    }
}
