using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

internal sealed partial class SimulatedWorld
{
    private const int MaximumLinks = 40;

    /// <summary>The node of a path without following a final link; null when there is nothing.</summary>
    internal SimulatedNode? Find(string path, string operation)
    {
        if (IsRoot(path))
        {
            return _root;
        }

        return FindParent(path, operation, out var name)?.Find(name);
    }

    /// <summary>The folder that holds, or would hold, the path's last name; null when there is none.</summary>
    internal SimulatedFolder? FindParent(string path, string operation, out string name)
    {
        var parts = Split(path);
        name = parts[^1];
        return Walk(_root, parts.AsSpan(0, parts.Length - 1), operation, path, 0);
    }

    internal SimulatedFolder RequireParent(string path, string operation, out string name) =>
        FindParent(path, operation, out name) ?? throw SimulatedError.Of(ErrorNumbers.NoEntry, operation, path);

    internal SimulatedFolder RequireChangeableParent(string path, string operation, out string name)
    {
        var folder = RequireParent(path, operation, out name);
        return folder.DeniesWriting ? throw SimulatedError.Of(ErrorNumbers.AccessDenied, operation, path) : folder;
    }

    /// <summary>The regular file of a path, created when nothing is there.</summary>
    internal SimulatedFile OpenOrCreate(string path, string operation)
    {
        var folder = RequireParent(path, operation, out var name);
        if (folder.Find(name) is not { } node)
        {
            return CreateFile(RequireChangeableParent(path, operation, out name), name);
        }

        var file = node as SimulatedFile ?? throw SimulatedError.NotRegular(operation, path);
        return file.DeniesWriting ? throw SimulatedError.Of(ErrorNumbers.AccessDenied, operation, path) : file;
    }

    internal SimulatedFile CreateFile(SimulatedFolder folder, string name)
    {
        var file = new SimulatedFile(NextNumber(), FileTime);
        folder.Add(name, file);
        folder.Touch(FileTime);
        return file;
    }

    private SimulatedFolder? Walk(SimulatedFolder folder, ReadOnlySpan<string> parts, string operation, string path, int links)
    {
        RequireAccess(folder, operation, path);
        foreach (var part in parts)
        {
            var node = folder.Find(part);
            if (node is SimulatedSpecial { Type: FileType.Link } link)
            {
                if (links == MaximumLinks)
                {
                    throw SimulatedError.Of(ErrorNumbers.TooManyLinks, operation, path);
                }

                node = Walk(link.Target[0] == '/' ? _root : folder, Split(link.Target), operation, path, links + 1);
            }

            if (node is not SimulatedFolder next)
            {
                return null;
            }

            folder = next;
            RequireAccess(folder, operation, path);
        }

        return folder;
    }

    private static void RequireAccess(SimulatedFolder folder, string operation, string path)
    {
        if (folder.DeniesAll)
        {
            throw SimulatedError.Of(ErrorNumbers.AccessDenied, operation, path);
        }
    }

    private static bool IsRoot(string path) => path.AsSpan().Trim('/').IsEmpty;

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
