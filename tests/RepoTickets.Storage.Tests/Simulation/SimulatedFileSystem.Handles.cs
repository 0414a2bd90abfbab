using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed partial class SimulatedFileSystem
{
    public IAppendFile OpenAppendFile(string path)
    {
        RequirePath(path);
        var file = Call("open", path, changes: true, () => _world.OpenOrCreate(path, "open"));
        return new SimulatedAppendFile(this, file, path);
    }

    public IFileLock? TryLock(string path)
    {
        RequirePath(path);
        var file = Call("lock", path, changes: true, () =>
        {
            var opened = _world.OpenOrCreate(path, "lock");
            return _world.TryTakeLock(opened, this) ? opened : null;
        });
        return file is null ? null : new SimulatedFileLock(this, file, path);
    }

    public ISharedWords? OpenSharedWords(string path, int count)
    {
        RequirePath(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Call("map", path, changes: true, () =>
        {
            if (!_world.HasSharedWords)
            {
                return null;
            }

            var folder = _world.FindParent(path, "map", out var name);
            var existing = folder?.Find(name);
            if (folder is null || (existing is null && folder.DeniesWriting))
            {
                return null;
            }

            if (existing is SimulatedFile { DeniesWriting: true } fixedFile)
            {
                return fixedFile.Size < count * sizeof(long)
                    ? null
                    : new SimulatedSharedWords(this, fixedFile, path, count, isWritable: false);
            }

            var file = _world.OpenOrCreate(path, "map");
            if (file.Size < count * sizeof(long))
            {
                file.SetLength(count * sizeof(long));
                file.Touch(_world.FileTime);
            }

            return new SimulatedSharedWords(this, file, path, count, isWritable: true);
        });
    }

    internal bool IsNamed(string path, SimulatedFile file) =>
        Call("status", path, changes: false, () => _world.Find(path, "status") == file);
}
