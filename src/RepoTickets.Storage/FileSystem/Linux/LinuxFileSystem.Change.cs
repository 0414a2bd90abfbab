namespace RepoTickets.Storage.FileSystem.Linux;

internal sealed partial class LinuxFileSystem
{
    public void CreateFolder(string path)
    {
        RequirePath(path);
        if (LibC.MakeFolder(path, NewFolderMode) != LinuxCall.Failed)
        {
            return;
        }

        var failure = LinuxError.FromLast("mkdir", path);
        if (failure.Error != FileSystemError.AlreadyExists || GetStatus(path)?.Type != FileType.Folder)
        {
            throw failure;
        }
    }

    public void CreateFile(string path, ReadOnlySpan<byte> bytes)
    {
        RequirePath(path);
        const int flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive;
        var descriptor = LinuxCall.TryOpen(path, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExecute, NewFileMode);
        if (descriptor == LinuxCall.Failed)
        {
            throw LinuxError.FromLast("create", path);
        }

        try
        {
            WriteAndClose(descriptor, bytes, path);
        }
        catch (FileSystemException)
        {
            // Half a file must not stay. When it cannot be removed either, the failure that is reported remains the first one.
            _ = LibC.Unlink(path);
            throw;
        }
    }

    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes)
    {
        RequirePath(path);
        return LinuxUnnamedFile.TryCreate(path, bytes, NewFileMode);
    }

    public void Replace(string source, string target)
    {
        RequirePath(source);
        RequirePath(target);
        while (LibC.Rename(source, target) == LinuxCall.Failed)
        {
            LinuxCall.ThrowUnlessInterrupted("rename", target);
        }
    }

    public void MoveExclusively(string source, string target)
    {
        RequirePath(source);
        RequirePath(target);
        LinuxExclusiveMove.Move(source, target);
    }

    public bool Delete(string path)
    {
        RequirePath(path);
        while (LibC.Unlink(path) == LinuxCall.Failed)
        {
            if (ErrorNumbers.MeansNothingThere(LinuxError.Last))
            {
                return false;
            }

            LinuxCall.ThrowUnlessInterrupted("unlink", path);
        }

        return true;
    }

    public bool FlushFile(string path)
    {
        RequirePath(path);
        var descriptor = LinuxCall.TryOpen(path, OpenFlags.ReadOnly | OpenFlags.Careful);
        if (descriptor == LinuxCall.Failed)
        {
            return ErrorNumbers.MeansNothingThere(LinuxError.Last) ? false : throw LinuxError.FromLast("open", path);
        }

        FlushAndClose(descriptor, path);
        return true;
    }

    public void FlushFolder(string path)
    {
        RequirePath(path);
        var descriptor = LinuxFolder.TryOpen(path);
        if (descriptor == LinuxCall.Failed)
        {
            throw LinuxError.FromLast("open", path);
        }

        FlushAndClose(descriptor, path);
    }

    private static void FlushAndClose(int descriptor, string path)
    {
        try
        {
            LinuxCall.Flush(descriptor, path);
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    private static void WriteAndClose(int descriptor, ReadOnlySpan<byte> bytes, string path)
    {
        var isClosed = false;
        try
        {
            LinuxCall.WriteAll(descriptor, bytes, path);

            // Network file systems report a full disk here. Linux closes the descriptor even when a signal interrupted the call.
            isClosed = true;
            if (LibC.Close(descriptor) == LinuxCall.Failed)
            {
                LinuxCall.ThrowUnlessInterrupted("close", path);
            }
        }
        finally
        {
            if (!isClosed)
            {
                _ = LibC.Close(descriptor);
            }
        }
    }
}
