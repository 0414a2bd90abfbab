using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed partial class SimulatedFileSystem
{
    public FileStatus? GetStatus(string path)
    {
        RequirePath(path);
        return Call("status", path, changes: false, () => _world.Find(path, "status")?.Status);
    }

    public FileContent? ReadFile(string path, long maximumLength)
    {
        RequirePath(path);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLength);
        return Call<FileContent?>("read", path, changes: false, () => _world.Find(path, "read") switch
        {
            null => null,
            SimulatedFile file when file.Size > maximumLength => throw SimulatedError.Of(ErrorNumbers.FileTooLarge, "read", path),
            SimulatedFile file => new FileContent(file.Bytes.ToArray(), file.Status.Stamp),
            _ => throw SimulatedError.NotRegular("read", path),
        });
    }

    public IReadOnlyList<string>? ListNames(string folder)
    {
        RequirePath(folder);
        return Call("list", folder, changes: false, () => FindFolder(folder)?.Entries.Keys.ToList());
    }

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder)
    {
        RequirePath(folder);
        return Call(
            "list", folder, changes: false,
            () => FindFolder(folder)?.Entries.Select(entry => new FolderEntry(entry.Key, entry.Value.Status)).ToList());
    }

    public string? DescribeUntrusted(string folder)
    {
        RequirePath(folder);
        return Call("statfs", folder, changes: false, () => _world.UntrustedName);
    }

    private SimulatedFolder? FindFolder(string path)
    {
        var node = _world.Find(path, "list");
        return node switch
        {
            null => null,
            SimulatedFolder { DeniesAll: true } => throw SimulatedError.Of(ErrorNumbers.AccessDenied, "list", path),
            SimulatedFolder folder => folder,
            _ => throw SimulatedError.Of(ErrorNumbers.NotAFolder, "list", path),
        };
    }
}
