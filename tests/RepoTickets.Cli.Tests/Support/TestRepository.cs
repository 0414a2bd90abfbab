namespace RepoTickets.Cli.Tests.Support;

/// <summary>A folder of its own that stands for a repository, removed afterwards.</summary>
internal sealed class TestRepository : IDisposable
{
    internal TestRepository()
    {
        // The mark of a repository: discovery ends here, whatever the temporary folder lies in.
        Directory.CreateDirectory(Path.Join(Folder, ".hg"));
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("tickets-cli-").FullName;

    internal string Tickets => Path.Join(Folder, ".tickets");

    /// <summary>There is what the Python package wrote, on this machine.</summary>
    internal static bool HasPythonData => PythonFiles() is not null;

    /// <summary>A copy of what the Python package wrote; null where there is none on this machine.</summary>
    internal static TestRepository? OfPython()
    {
        if (PythonFiles() is not { } source)
        {
            return null;
        }

        var repository = new TestRepository();
        Copy(new(source), repository.Tickets);
        return repository;
    }

    /// <summary>Where outputs of the Python package's command line are recorded.</summary>
    internal static string Recorded(string name) => Path.Join(Path.GetDirectoryName(PythonFiles()!), "extras", name);

    internal static async Task<TestRepository> WithStoreAsync()
    {
        var repository = new TestRepository();
        await repository.RunAsync("init").Succeeds();
        return repository;
    }

    internal Task<RunResult> RunAsync(params string[] arguments) => TestRun.RunAsync(Folder, arguments);

    internal string Write(string name, string text)
    {
        var path = Path.Join(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Makes it a repository of git in which this is the user, whoever runs the test.</summary>
    internal void MakeGit(string name, string email)
    {
        Directory.Delete(Path.Join(Folder, ".hg"));
        Directory.CreateDirectory(Path.Join(Folder, ".git", "objects"));
        Directory.CreateDirectory(Path.Join(Folder, ".git", "refs"));
        Write(Path.Join(".git", "HEAD"), "ref: refs/heads/main\n");
        Write(Path.Join(".git", "config"), $"[core]\n\trepositoryformatversion = 0\n[user]\n\tname = {name}\n\temail = {email}\n");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string? PythonFiles()
    {
        var candidates = new List<string?> { Environment.GetEnvironmentVariable("REPOTICKETS_SAMPLES") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Join(folder.FullName, "shared", "data", "python-tickets", ".tickets"));
        }

        return candidates.Find(Directory.Exists) is { } found ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(found)) : null;
    }

    private static void Copy(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in source.EnumerateFiles())
        {
            File.WriteAllBytes(Path.Join(target, file.Name), File.ReadAllBytes(file.FullName));
        }

        foreach (var folder in source.EnumerateDirectories())
        {
            Copy(folder, Path.Join(target, folder.Name));
        }
    }
}
