namespace RepoTickets.Storage.Repositories;

/// <summary>
/// The environment that tools run in. A process started by a git hook inherits variables that name the hook's repository; they would make
/// git answer for that one instead of the folder that was asked about.
/// </summary>
internal static class RepositoryEnvironment
{
    // These say where the user's own settings are, not which repository is meant.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_EXEC_PATH",
    };

    internal static void Prepare(IDictionary<string, string?> environment, string folder)
    {
        foreach (var name in environment.Keys.Where(IsForeign).ToList())
        {
            environment.Remove(name);
        }

        // Not beyond the folder upwards, no questions, no locks taken for mere reading, plain output in one language.
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { } parent)
        {
            environment["GIT_CEILING_DIRECTORIES"] = parent;
        }

        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["HGPLAIN"] = "1";
        environment["LC_ALL"] = "C.UTF-8";
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) && !Kept.Contains(name);
}
