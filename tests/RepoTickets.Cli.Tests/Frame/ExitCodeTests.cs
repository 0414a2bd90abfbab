using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Frame;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(ExitCodes.Usage, "nonsense")]
    [InlineData(ExitCodes.Usage, "")]
    [InlineData(ExitCodes.Usage, "epic")]
    [InlineData(ExitCodes.Usage, "create")]
    [InlineData(ExitCodes.Usage, "create X --priority not~a~priority")]
    [InlineData(ExitCodes.Usage, "create X --priority unheard-of")]
    [InlineData(ExitCodes.Usage, "create X --points minus")]
    [InlineData(ExitCodes.Usage, "create X --points -1")]
    [InlineData(ExitCodes.Usage, "create X --estimate NaN")]
    [InlineData(ExitCodes.Usage, "list --format xml")]
    [InlineData(ExitCodes.Usage, "list --status zz")]
    [InlineData(ExitCodes.Usage, "list-summary --status zz")]
    [InlineData(ExitCodes.Usage, "list-summary --priority zz")]
    [InlineData(ExitCodes.Usage, "show ../../etc/passwd")]
    [InlineData(ExitCodes.Usage, "query status:")]
    [InlineData(ExitCodes.Usage, "update A-1")]
    [InlineData(ExitCodes.Usage, "time A-1 --start --stop")]
    [InlineData(ExitCodes.NotFound, "show A-1")]
    [InlineData(ExitCodes.NotFound, "update A-1 -t x")]
    [InlineData(ExitCodes.NotFound, "epic show A-1")]
    [InlineData(ExitCodes.NotFound, "batch create missing.json")]
    [InlineData(ExitCodes.NotFound, "undo")]
    [InlineData(ExitCodes.NotFound, "workflow show WF-1")]
    [InlineData(ExitCodes.NotFound, "workflow start nowhere")]
    [InlineData(ExitCodes.NotFound, "workflow graph nowhere")]
    [InlineData(ExitCodes.NotFound, "workflow define missing.yaml")]
    [InlineData(ExitCodes.NotFound, "workflow define --template nowhere")]
    [InlineData(ExitCodes.NotFound, "triage missing.log")]
    [InlineData(ExitCodes.NotFound, "workflow start bug-fix --ticket NONE-1")]
    [InlineData(ExitCodes.Usage, "workflow define")]
    [InlineData(ExitCodes.Usage, "workflow start bug-fix")]
    [InlineData(ExitCodes.Usage, "workflow start release --param")]
    [InlineData(ExitCodes.Usage, "workflow start release --param version")]
    [InlineData(ExitCodes.Usage, "workflow start release --param none=1")]
    [InlineData(ExitCodes.Usage, "workflow show ../../etc/passwd")]
    [InlineData(ExitCodes.Usage, "workflow run a~b")]
    [InlineData(ExitCodes.Usage, "workflow signal WF-1 go --value {")]
    [InlineData(ExitCodes.Usage, "triage --workers 21")]
    [InlineData(ExitCodes.Usage, "triage --check --profile nowhere")]
    [InlineData(ExitCodes.Usage, "triage --team web")]
    [InlineData(ExitCodes.NotFound, "--repo /nowhere/at/all list")]
    [InlineData(ExitCodes.Success, "--help")]
    [InlineData(ExitCodes.Success, "epic create --help")]
    [InlineData(ExitCodes.Success, "--version")]
    public async Task Command_WithTheseArguments_AnswersWithItsCode(int exitCode, string arguments)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var result = await repository.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Answers(exitCode);
        if (exitCode != ExitCodes.Success)
        {
            Assert.Empty(result.Output);
            Assert.StartsWith("tickets: ", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("list")]
    [InlineData("create One")]
    [InlineData("events history")]
    [InlineData("cache-stats --clear")]
    [InlineData("watch")]
    [InlineData("agent list")]
    [InlineData("logs --level info")]
    public async Task Command_WithoutAStore_SaysHowToMakeOne(string command)
    {
        using var repository = new TestRepository();
        Assert.Contains(
            "tickets init", (await repository.RunAsync(command.Split(' ')).Answers(ExitCodes.NotFound)).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Tickets));
    }

    [Fact]
    public async Task Verify_OfADamagedTicket_AnswersWithFaultsFound()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Whole").Succeeds();
        await File.WriteAllTextAsync(
            Path.Join(repository.Tickets, "open", "BROKEN-1.yaml"), "id: BROKEN-1\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n");
        var listed = await repository.RunAsync("list", "--format", "json").Succeeds();
        Assert.Equal(["WHOLE-1"], listed.Ids);
        Assert.Equal(1, listed.Json.GetProperty("faults").GetArrayLength());
        Assert.Contains("BROKEN-1.yaml", listed.Error, StringComparison.Ordinal);
        await repository.RunAsync("verify").Answers(ExitCodes.FaultsFound);
        await repository.RunAsync("show", "BROKEN-1").Answers(ExitCodes.FaultsFound);
    }

    [Theory]
    [InlineData("y", ExitCodes.Success)]
    [InlineData("YES", ExitCodes.Success)]
    [InlineData("n", ExitCodes.Failure)]
    [InlineData("", ExitCodes.Failure)]
    public async Task Delete_Asked_DoesWhatTheAnswerSays(string answer, int exitCode)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Old").Succeeds();
        (await TestRun.RunAsync(repository.Folder, ["delete", "OLD-1"], answer)).Answers(exitCode);
        Assert.Equal(
            exitCode != ExitCodes.Success, (await repository.RunAsync("list", "--format", "json").Succeeds()).Ids.Contains("OLD-1"));
    }

    [Fact]
    public async Task Create_WithATitleThatBeginsWithAnAtSign_TakesItAsText()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "@everyone reads this").Succeeds();
        Assert.Contains("@everyone", (await repository.RunAsync("list").Succeeds()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_WithoutATerminal_AreOff()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "One").Succeeds();
        Assert.DoesNotContain('\u001b', (await repository.RunAsync("list").Succeeds()).Output);
        Assert.Contains('\u001b', (await TestRun.RunAsync(repository.Folder, ["list"], colours: true)).Output);
    }
}
