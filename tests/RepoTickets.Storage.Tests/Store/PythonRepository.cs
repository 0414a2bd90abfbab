namespace RepoTickets.Storage.Tests.Store;

/// <summary>Where a repository of the Python package is, if there is one: named by the environment, or beside this repository.</summary>
internal static class PythonRepository
{
    internal static string? Find()
    {
        var candidates = new List<string?> { Environment.GetEnvironmentVariable("REPOTICKETS_PYTHON_FILES") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Combine(folder.FullName, "shared", "data", "python-tickets", ".tickets"));
        }

        return candidates.Find(Directory.Exists);
    }
}
