namespace RepoTickets.Storage.Repositories;

/// <summary>
/// Finds programs in the folders of the search path and nowhere else. Starting a process by its bare name looks into the current folder
/// too, which may be a repository from a stranger with a file called git.
/// </summary>
internal static class ProgramFinder
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path; null when it is nowhere. Relative folders of the search path are left out.</summary>
    internal static string? Find(string name, string? searchPath)
    {
        var fileName = OperatingSystem.IsWindows() ? name + ".exe" : name;
        foreach (var folder in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.IsPathFullyQualified(folder))
            {
                var path = Path.Join(folder, fileName);
                if (File.Exists(path) && IsExecutable(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

    private static bool IsExecutable(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0;
}
