using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Documents;

/// <summary>The rules of the Python package for all files of a store.</summary>
internal static class PythonContractFolder
{
    private static readonly string[] Folders = ["open", "closed", "epics", "backlog", "agents", "tasks"];

    /// <summary>Every rule that a file breaks.</summary>
    /// <param name="root">The folder <c>.tickets</c>.</param>
    /// <param name="exceptFor">Names of files, without their ending, that somebody else wrote.</param>
    internal static List<string> Check(string root, IReadOnlySet<string> exceptFor)
    {
        var problems = new List<string>();
        var files = PlatformFileSystem.Create();
        foreach (var folder in Folders)
        {
            var path = Path.Join(root, folder);
            if (files.GetStatus(path) is not { Type: FileType.Folder })
            {
                continue;
            }

            foreach (var name in files.ListNames(path) ?? [])
            {
                var isDocument = name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal);
                if (isDocument && !exceptFor.Contains(Path.GetFileNameWithoutExtension(name)) && files.GetStatus(Path.Join(path, name)) is { Type: FileType.Regular })
                {
                    problems.AddRange(CheckFile($"{folder}/{name}", File.ReadAllBytes(Path.Join(path, name))).Select(problem => $"{folder}/{name}: {problem}"));
                }
            }
        }

        return problems;
    }

    private static List<string> CheckFile(string path, byte[] bytes)
    {
        try
        {
            return PythonContractChecker.Check(path, bytes);
        }
#pragma warning disable CA1031 // Whatever a parser says of a file that we wrote is a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return [exception.Message];
        }
    }
}
