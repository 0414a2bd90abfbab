namespace RepoTickets.Samples.LogTriage;

/// <summary>
/// The repository that tickets go to, found before anything is opened, so that it can be said: a store opens the repository that a folder
/// lies in, which need not be the folder that one had in mind.
/// </summary>
/// <param name="Folder">The folder that holds <c>.tickets</c>, or will.</param>
/// <param name="Reason">Why it is this one.</param>
/// <param name="IsOwn">It was made for this run.</param>
internal sealed record Repository(string Folder, string Reason, bool IsOwn)
{
    private const string TicketsFolder = ".tickets";
    private static readonly string[] Marks = [".jj", ".git", ".hg"];

    /// <summary>
    /// What <c>--repo</c> names; without it the repository around the current folder, and for a log of its own making a new folder.
    /// </summary>
    internal static Repository Choose(Arguments arguments)
    {
        if (arguments.Repository is { } given)
        {
            return new(FindRoot(given), "named by --repo", IsOwn: false);
        }

        return arguments.File is null
            ? Make()
            : new(FindRoot(arguments.CurrentFolder), "the current folder lies in it; --repo names another", IsOwn: false);
    }

    private static Repository Make()
    {
        // With .tickets in it the folder is a place of its own, also where the folder for temporary files lies in a repository.
        var folder = Directory.CreateTempSubdirectory("log-triage-").FullName;
        Directory.CreateDirectory(Path.Join(folder, TicketsFolder));
        return new(folder, "new, for a log of its own making", IsOwn: true);
    }

    /// <summary>As the store finds it: this folder when it holds <c>.tickets</c>, else the first repository from here upwards.</summary>
    private static string FindRoot(string folder)
    {
        var start = Path.GetFullPath(folder);
        if (Directory.Exists(Path.Join(start, TicketsFolder)))
        {
            return start;
        }

        for (var root = start; root is not null; root = Path.GetDirectoryName(root))
        {
            if (Array.Exists(Marks, mark => Path.Exists(Path.Join(root, mark))))
            {
                return root;
            }
        }

        return start;
    }
}
