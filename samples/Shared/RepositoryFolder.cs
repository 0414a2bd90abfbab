namespace RepoTickets.Samples;

/// <summary>Which folder a host works in.</summary>
internal static class RepositoryFolder
{
    /// <summary>The folder of the store in a repository.</summary>
    internal const string StoreName = ".tickets";

    private static readonly string[] Marks = [".jj", ".git", ".hg"];

    /// <summary>
    /// The first folder from <paramref name="start"/> upwards that has a store or is a repository. Without either, the folder itself: the
    /// store then says that it is not there.
    /// </summary>
    internal static string FindFrom(string start)
    {
        start = Path.GetFullPath(start);
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Join(folder, StoreName)) || Array.Exists(Marks, mark => Path.Exists(Path.Join(folder, mark))))
            {
                return folder;
            }
        }

        return start;
    }
}
