using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Frame;

/// <summary>Which folder a command works in.</summary>
internal static class RepositoryLocator
{
    /// <summary>The given or current folder, or the one above it that has a store or is a repository.</summary>
    internal static string Locate(string? given, Terminal terminal)
    {
        var start = Path.GetFullPath(given ?? terminal.CurrentFolder);
        return given is null || Directory.Exists(start)
            ? RepositoryFolder.FindFrom(start)
            : throw CommandFailedException.NotFound(
                $"There is no folder '{SafeText.Line(start, 300)}'. '--repo PATH' names the repository or a folder in it.");
    }
}
