using System.Diagnostics;
using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests.Git;

/// <summary>A real git repository in a folder of its own.</summary>
internal sealed class GitFolder : IDisposable
{
    internal GitFolder()
    {
        Run("init", "--quiet", "--initial-branch=left");
        Run("config", "user.name", "Ada Lovelace");
        Run("config", "user.email", "ada@example.org");
        Run("config", "gc.auto", "0");
    }

    internal TestFolder Folder { get; } = new();

    internal void Run(params string[] arguments)
    {
        var error = TryRun(arguments);
        Assert.True(error is null, $"git {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>Null when git succeeded, else what it said.</summary>
    internal string? TryRun(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors;
    }

    internal string[] Ask(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    internal void CommitAll(string message)
    {
        Run("add", "--all");
        Run("commit", "--quiet", "--message", message);
    }

    public void Dispose() => Folder.Dispose();

    private Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("git", arguments)
    {
        WorkingDirectory = Folder.Path,
        RedirectStandardError = true,
        RedirectStandardOutput = arguments[0] is "diff" or "status",
    })!;
}
