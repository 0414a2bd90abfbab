using System.Diagnostics;

namespace RepoTickets.Storage.Tests.Repositories;

/// <summary>A real git repository in a temporary folder.</summary>
internal sealed class GitRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal GitRepository()
    {
        Root = Path.Combine(_folder.Path, "repository");
        Directory.CreateDirectory(Root);
        Run("init", "--quiet", "--initial-branch=trunk");
        Run("config", "user.name", "Ada Lovelace");
        Run("config", "user.email", "ada@example.org");
    }

    internal string Root { get; }

    /// <summary>A folder beside the repository.</summary>
    internal string Beside(string name) => Path.Combine(_folder.Path, name);

    internal void Commit() => Run("commit", "--quiet", "--allow-empty", "--message", "A commit");

    internal void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    public void Dispose() => _folder.Dispose();
}
