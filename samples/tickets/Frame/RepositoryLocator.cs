using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Frame;

/// <summary>Which folder a command works in.</summary>
internal static class RepositoryLocator
{
    internal const string FolderName = ".tickets";
    private static readonly string[] Marks = [".jj", ".git", ".hg"];

    /// <summary>
    /// The first folder from the given or current one upwards that has a store or is a repository. Without either, the folder itself: the store
    /// then says that it is not there.
    /// </summary>
    internal static string Locate(string? given, Terminal terminal)
    {
        var start = Path.GetFullPath(given ?? terminal.CurrentFolder);
        if (given is not null && !Directory.Exists(start))
        {
            throw CommandFailedException.NotFound($"There is no folder '{SafeText.Line(start, 300)}'. '--repo PATH' names the repository or a folder in it.");
        }

        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Join(folder, FolderName)) || Array.Exists(Marks, mark => Path.Exists(Path.Join(folder, mark))))
            {
                return folder;
            }
        }

        return start;
    }
}
