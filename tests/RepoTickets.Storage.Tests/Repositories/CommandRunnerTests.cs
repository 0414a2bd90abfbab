using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.Tests.Repositories;

public sealed class CommandRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Arguments_ReachTheProgramAsTheyAre()
    {
        string[] hostile = ["$(touch planted)", "a b", "", "'\"`;|&", "-rf"];

        var output = await RunAsync(["printf", "%s\\n", .. hostile]);

        Assert.Equal(hostile, output!.TrimEnd('\n').Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task RunAsync_ProgramMissingOrFailing_ReturnsNull()
    {
        Assert.Null(await RunAsync(["no-such-program-here"]));
        Assert.Null(await RunAsync(["false"]));
        Assert.Null(await new CommandRunner(TimeProvider.System).RunAsync("true", [], _folder.Path + "/missing", CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_TooMuchOutput_ReturnsNull() => Assert.Null(await RunAsync(["head", "-c", "70000", "/dev/zero"]));

    [Fact]
    public async Task RunAsync_MuchOnTheErrorStream_DoesNotBlock() =>
        Assert.Equal("done\n", await RunAsync(["sh", "-c", "head -c 300000 /dev/zero >&2; echo done"]));

    [Fact]
    public async Task RunAsync_TakesTooLong_ReturnsNullAndEndsIt()
    {
        var runner = new CommandRunner(
            TimeProvider.System, TimeSpan.FromMilliseconds(50), name => ProgramFinder.Find(name, "/usr/bin:/bin"));

        Assert.Null(await runner.RunAsync("sh", ["-c", "sleep 60; true"], _folder.Path, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_Environment_NamesNoOtherRepository()
    {
        var environment = new Dictionary<string, string?>
        {
            ["GIT_DIR"] = "/elsewhere/.git",
            ["GIT_WORK_TREE"] = "/elsewhere",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_GLOBAL"] = "/home/user/.gitconfig",
            ["PATH"] = "/usr/bin",
        };

        RepositoryEnvironment.Prepare(environment, "/src/repository/");

        Assert.Equal(
            ["GIT_CEILING_DIRECTORIES=/src", "GIT_CONFIG_GLOBAL=/home/user/.gitconfig", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0"],
            environment.Where(variable => variable.Key.StartsWith("GIT_", StringComparison.Ordinal))
                .Select(variable => $"{variable.Key}={variable.Value}")
                .Order(StringComparer.Ordinal));
        Assert.Contains("GIT_OPTIONAL_LOCKS=0", await RunAsync(["env"]), StringComparison.Ordinal);
    }

    [Fact]
    public void ProgramFinder_RelativeFoldersAndPlainFiles_AreNotTaken()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has no executable bit
        }

        File.WriteAllText(Path.Combine(_folder.Path, "tool"), "");
        Assert.Null(ProgramFinder.Find("tool", $".:bin::{_folder.Path}"));
        Assert.Null(ProgramFinder.Find("tool", null));

        File.SetUnixFileMode(Path.Combine(_folder.Path, "tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(Path.Combine(_folder.Path, "tool"), ProgramFinder.Find("tool", $".::{_folder.Path}"));
    }

    private async Task<string?> RunAsync(string[] command) =>
        await new CommandRunner(TimeProvider.System).RunAsync(command[0], command[1..], _folder.Path, CancellationToken.None);
}
