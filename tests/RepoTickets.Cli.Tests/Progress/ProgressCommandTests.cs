using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Progress;

/// <summary>Commands that read or write everything show on a terminal that they are at work, and nowhere else.</summary>
public sealed class ProgressCommandTests
{
    [Theory]
    [InlineData("checking files", "verify")]
    [InlineData("mending", "repair")]
    [InlineData("reading tickets", "rebuild-index")]
    [InlineData("reading tickets", "report", "--no-open")]
    [InlineData("reading tickets", "metrics")]
    [InlineData("reading tickets", "status")]
    [InlineData("exporting", "export", "--output", "all.json")]
    [InlineData("planning", "import", "tickets.json", "--dry-run")]
    [InlineData("planning", "import", "--from", "github-json", "issues.json", "--dry-run")]
    [InlineData("planning", "batch", "create", "tickets.json", "--dry-run")]
    [InlineData("planning", "batch", "update", "updates.json", "--dry-run")]
    [InlineData("planning", "batch", "delete", "ONE-1", "--dry-run")]
    [InlineData("reading tickets", "dep", "cycle")]
    [InlineData("reading tickets", "dep", "tree", "ONE-1")]
    [InlineData("reading tickets", "blocked")]
    [InlineData("reading tickets", "ready")]
    [InlineData("reading files", "epic", "list")]
    [InlineData("reading files", "backlog", "list")]
    [InlineData("reading files", "agent", "list")]
    [InlineData("reading files", "agent", "tasks")]
    [InlineData("reading tasks", "agent", "stats")]
    [InlineData("reading tasks", "agent", "recommend", "coding")]
    [InlineData("reading files", "workflow", "list")]
    [InlineData("advancing workflows", "workflow", "run")]
    [InlineData("reading events", "events", "stats")]
    [InlineData("reading events", "events", "history")]
    [InlineData("opening the store", "list")]
    public async Task Command_TakesLong_ShowsItOnATerminalAloneAndErasesIt(string what, params string[] arguments)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "One").Succeeds();
        repository.Write("tickets.json", """[{"title":"Two"}]""");
        repository.Write("updates.json", """{"ONE-1":{"assignee":"ann"}}""");
        repository.Write("issues.json", """[{"number":1,"title":"Issue"}]""");
        await repository.RunAsync("events", "stats").Succeeds();

        var seen = await RunAsync(repository, arguments, errorIsTerminal: true).Succeeds();
        var unseen = await RunAsync(repository, arguments, errorIsTerminal: false).Succeeds();

        Assert.Contains($"\r{what}, 0 s", seen.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', unseen.Error);
        Assert.DoesNotContain('\r', seen.Output);
        Assert.Equal(unseen.Error, ShownText.Of(seen.Error));
        Assert.DoesNotContain('\e', seen.Error);
    }

    [Fact]
    public async Task Command_Logs_ShowsNoLineThatTheLogWouldGoInto()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("logs", "--level", "debug").Succeeds();
        var run = await RunAsync(repository, ["verify"], errorIsTerminal: true).Succeeds();
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain('\r', run.Error);
    }

    [Fact]
    public async Task Command_Fails_ErasesTheLineBeforeItSaysWhy()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "One").Succeeds();
        repository.Write("tickets.json", """[{"id":"ONE-1","title":"Two"}]""");
        var run = await RunAsync(repository, ["import", "tickets.json"], errorIsTerminal: true).Answers(ExitCodes.Usage);
        Assert.StartsWith("tickets: ", ShownText.Of(run.Error), StringComparison.Ordinal);
    }

    private static Task<RunResult> RunAsync(TestRepository repository, string[] arguments, bool errorIsTerminal) =>
        TestRun.RunAsync(repository.Folder, arguments, time: new ImpatientTime(), errorIsTerminal: errorIsTerminal);
}
