using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed partial class SimulatedFileSystem
{
    public void CreateFolder(string path)
    {
        RequirePath(path);
        Call("mkdir", path, () =>
        {
            switch (_world.Find(path, "mkdir"))
            {
                case SimulatedFolder:
                    return;
                case not null:
                    throw SimulatedError.Of(ErrorNumbers.Exists, "mkdir", path);
                default:
                    var folder = _world.RequireChangeableParent(path, "mkdir", out var name);
                    folder.Add(name, new SimulatedFolder(_world.NextNumber(), _world.FileTime));
                    folder.Touch(_world.FileTime);
                    return;
            }
        });
    }

    // Two calls, as it is in truth: a process can die between them and leave an empty file.
    public void CreateFile(string path, ReadOnlySpan<byte> bytes)
    {
        RequirePath(path);
        var copy = bytes.ToArray();
        var file = Call("create", path, changes: true, () => CreateEmpty(path));
        try
        {
            Call("write", path, () => Write(file, 0, copy, copy.Length), fault => Write(file, 0, copy, LengthBefore(fault, copy.Length)));
        }
        catch (FileSystemException)
        {
            lock (_world.Gate)
            {
                _world.FindParent(path, "unlink", out var name)?.Remove(name);
            }

            throw;
        }
    }

    // Two calls, like CreateFile: what a process that dies between them leaves has no name, so nothing is left.
    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes)
    {
        RequirePath(path);
        if (!_world.HasUnnamedFiles)
        {
            return null;
        }

        var copy = bytes.ToArray();
        var file = Call("create-unnamed", path, changes: false, () => _world.FindParent(path, "create", out _) is null
            ? null
            : new SimulatedFile(_world.NextNumber(), _world.FileTime));
        if (file is null)
        {
            return null;
        }

        Call("write", path, () => Write(file, 0, copy, copy.Length));
        return new SimulatedUnnamedFile(this, file);
    }

    public void Replace(string source, string target)
    {
        RequirePath(source);
        RequirePath(target);
        Call("rename", $"{source} to {target}", () => Move(source, target, "rename", replaces: true));
    }

    public void MoveExclusively(string source, string target)
    {
        RequirePath(source);
        RequirePath(target);
        Call("rename-exclusively", $"{source} to {target}", () => Move(source, target, "rename", replaces: false));
    }

    public bool Delete(string path)
    {
        RequirePath(path);
        return Call("unlink", path, changes: true, () =>
        {
            switch (_world.Find(path, "unlink"))
            {
                case null:
                    return false;
                case SimulatedFolder:
                    throw SimulatedError.Of(ErrorNumbers.IsAFolder, "unlink", path);
                default:
                    var folder = _world.RequireChangeableParent(path, "unlink", out var name);
                    folder.Remove(name);
                    folder.Touch(_world.FileTime);
                    return true;
            }
        });
    }

    public bool FlushFile(string path)
    {
        RequirePath(path);
        return Call(
            "flush",
            path,
            changes: true,
            () =>
            {
                var node = _world.Find(path, "flush");
                var file = node as SimulatedFile ?? (node is null ? null : throw SimulatedError.NotRegular("flush", path));
                file?.Flush();
                return file is not null;
            },
            fault => ForgetOnError(fault, () => (_world.Find(path, "flush") as SimulatedFile)?.ForgetPending()));
    }

    public void FlushFolder(string path)
    {
        RequirePath(path);
        Call(
            "flush-folder",
            path,
            () =>
            {
                var folder = FindFolder(path) ?? throw SimulatedError.Of(ErrorNumbers.NoEntry, "flush", path);
                folder.Flush();
            },
            fault => ForgetOnError(fault, () => (_world.Find(path, "flush") as SimulatedFolder)?.ForgetPending()));
    }

    /// <summary>Half of the bytes when the process dies or the space ends, an unknown part after any other error.</summary>
    internal int LengthBefore(SimulatedFault? fault, int length) =>
        fault is null or SimulatedFault.ShortWrite ? length / 2 : _world.ChooseWrittenLength(length);

    internal void Write(SimulatedFile file, int position, byte[] bytes, int length)
    {
        if (length > 0)
        {
            file.Write(position, bytes.AsSpan(0, length));
            file.Touch(_world.FileTime);
        }
    }

    /// <summary>
    /// A flush that failed has lost the pages, but only if the failure was the device's; a death in the middle flushed nothing.
    /// </summary>
    internal static void ForgetOnError(SimulatedFault? fault, Action forget)
    {
        if (fault is SimulatedFault.InputOutput or SimulatedFault.NoSpace or SimulatedFault.QuotaExceeded or SimulatedFault.ShortWrite)
        {
            forget();
        }
    }

    internal void Name(SimulatedFile file, string path)
    {
        RequirePath(path);
        Call("link", path, () =>
        {
            var folder = _world.RequireChangeableParent(path, "link", out var name);
            if (folder.Find(name) is not null)
            {
                throw SimulatedError.Of(ErrorNumbers.Exists, "link", path);
            }

            folder.Add(name, file);
            file.Changed = _world.FileTime;
            folder.Touch(_world.FileTime);
        });
    }

    private SimulatedFile CreateEmpty(string path)
    {
        var folder = _world.RequireChangeableParent(path, "create", out var name);
        return folder.Find(name) is null ? _world.CreateFile(folder, name) : throw SimulatedError.Of(ErrorNumbers.Exists, "create", path);
    }

    private void Move(string source, string target, string operation, bool replaces)
    {
        var sourceFolder = _world.RequireChangeableParent(source, operation, out var sourceName);
        var targetFolder = _world.RequireChangeableParent(target, operation, out var targetName);
        var node = sourceFolder.Find(sourceName) ?? throw SimulatedError.Of(ErrorNumbers.NoEntry, operation, source);
        var replaced = targetFolder.Find(targetName);
        if (replaced is not null && !replaces)
        {
            throw SimulatedError.Of(ErrorNumbers.Exists, operation, target);
        }

        if (replaced is SimulatedFolder && node is not SimulatedFolder)
        {
            throw SimulatedError.Of(ErrorNumbers.IsAFolder, operation, target);
        }

        if (replaced == node)
        {
            return;
        }

        if (sourceFolder == targetFolder)
        {
            sourceFolder.Rename(sourceName, targetName, node);
        }
        else
        {
            // Two folders, two changes: a crash may keep either without the other.
            targetFolder.Add(targetName, node);
            sourceFolder.Remove(sourceName);
        }

        node.Changed = _world.FileTime;
        sourceFolder.Touch(_world.FileTime);
        targetFolder.Touch(_world.FileTime);
    }
}
