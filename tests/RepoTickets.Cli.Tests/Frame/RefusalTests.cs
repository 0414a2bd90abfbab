using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Frame;

/// <summary>What is refused says what is wrong in words of this program, and what to do.</summary>
public sealed class RefusalTests
{
    public static TheoryData<int, string, string[]> Refused => new()
    {
        { ExitCodes.Usage, "The comment is empty", ["comment", "LOGIN-1", ""] },
        { ExitCodes.Usage, "The entry is empty", ["journal", "LOGIN-1", " "] },
        { ExitCodes.Usage, "--assignee is empty", ["list", "-a", ""] },
        { ExitCodes.Usage, "--minutes is 0", ["agent", "claim", "x", "--minutes", "0"] },
        { ExitCodes.Usage, "HOLDER is empty", ["agent", "claim", ""] },
        { ExitCodes.Usage, "The task type is empty", ["agent", "recommend", ""] },
        { ExitCodes.Usage, "The title is empty", ["requirements", "add", "LOGIN-1", "--title", ""] },
        { ExitCodes.NotFound, "EPIC-9", ["backlog", "add", "Item", "--epic-id", "EPIC-9"] },
        { ExitCodes.NotFound, "NOPE-1", ["journal", "LOGIN-1", "x", "-d", "NOPE-1"] },
        { ExitCodes.Usage, "BAD ID", ["journal", "LOGIN-1", "x", "-d", "bad id"] },
        { ExitCodes.Usage, "'nosuch' is no status of this repository. Its statuses are open,", ["query", "status:nosuch"] },
        { ExitCodes.Usage, "'hihg' is no priority of this repository", ["query", "login or -priority:hihg"] },
        { ExitCodes.Usage, "'hihg' is no priority of this repository", ["query", "priority>=hihg"] },
        { ExitCodes.Usage, "'nosuch' is no status of this repository", ["ready", "status:nosuch"] },
        { ExitCodes.Usage, "'nosuch' is no status of this repository", ["export", "status:nosuch"] },
        { ExitCodes.Usage, "'nosuch' is no status of this repository", ["agent", "claim", "x", "--query", "status:nosuch"] },
        { ExitCodes.NotFound, "NOPE-1", ["batch", "delete", "NOPE-1", "--yes"] },
        { ExitCodes.NotFound, "NOPE-1", ["batch", "delete", "NOPE-1", "--dry-run"] },
        { ExitCodes.NotFound, "NOPE-1", ["batch", "delete", "NOPE-1", "--yes", "--no-atomic"] },
        { ExitCodes.NotFound, "NOPE-1", ["batch", "delete", "NOPE-1", "LOGIN-1", "--yes"] },
        { ExitCodes.Failure, "NOPE-1", ["batch", "delete", "NOPE-1", "LOGIN-1", "--yes", "--no-atomic"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Command_ThatIsRefused_SaysWhy(int exitCode, string message, string[] arguments)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();

        var result = await repository.RunAsync(arguments).Answers(exitCode);

        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Actual value", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_OfATicketThatSomebodyHas_SaysWho()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        await repository.RunAsync("agent", "claim", "bot-1", "LOGIN-1").Succeeds();

        var held = await repository.RunAsync("agent", "claim", "bot-2", "LOGIN-1").Answers(ExitCodes.Conflict);
        await repository.RunAsync("close", "LOGIN-1").Succeeds();
        var closed = await repository.RunAsync("agent", "claim", "bot-2", "LOGIN-1").Answers(ExitCodes.Conflict);

        Assert.Contains("bot-1 has LOGIN-1 until ", held.Error, StringComparison.Ordinal);
        Assert.Contains("LOGIN-1 is closed. 'tickets reopen LOGIN-1'", closed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_OfAStepThatIsNotThere_ListsTheSteps()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("workflow", "define", repository.Write("ship.yaml", WorkflowTexts.ShipIt)).Succeeds();
        var id = (await repository.RunAsync("workflow", "start", "ship-it", "-p", "version=1", "--format", "json").Succeeds()).Json.GetProperty("id").GetString()!;

        Assert.Contains("its approvals are ask.", (await repository.RunAsync("workflow", "approve", id, "nosuch").Answers(ExitCodes.Conflict)).Error, StringComparison.Ordinal);
        Assert.Contains("its steps are ask, shipped.", (await repository.RunAsync("workflow", "retry", id, "nosuch").Answers(ExitCodes.Conflict)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_OfAnItemThatIsATicket_IsAConflict()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var id = (await repository.RunAsync("backlog", "add", "Item", "--format", "json").Succeeds()).Json.GetProperty("id").GetString()!;
        await repository.RunAsync("backlog", "convert", id).Succeeds();
        Assert.Contains("has been converted already", (await repository.RunAsync("backlog", "convert", id).Answers(ExitCodes.Conflict)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"title": "Right"}, {"titel": "Wrong"}]""", "--atomic")]
    [InlineData("""[{"title": "Right"}, {"titel": "Wrong"}]""", "--no-atomic")]
    [InlineData("""[{"titel": "Wrong"}]""", "--no-atomic")]
    [InlineData("""[{"title": "Right"}, {"id": "LOGIN-1", "title": "There already"}]""", "--atomic")]
    [InlineData("""[{"title": "Right"}, {"id": "LOGIN-1", "title": "There already"}]""", "--no-atomic")]
    [InlineData("[{\"title\": \"Torn", "--no-atomic")]
    public async Task Import_OfWhatFails_AnswersTheSameWhenItIsDry(string text, string mode)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        var file = repository.Write("all.json", text);

        var dry = await repository.RunAsync("import", file, mode, "--dry-run");
        var real = await repository.RunAsync("import", file, mode);

        Assert.NotEqual(ExitCodes.Success, real.ExitCode);
        Assert.Equal(real.ExitCode, dry.ExitCode);
        Assert.DoesNotContain('✓', dry.Output);
        Assert.StartsWith("Dry run with faults, nothing was written", dry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchCreate_NotAtomicWithOneThatIsWrong_CreatesTheOthers()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var result = await repository.RunAsync("batch", "create", repository.Write("all.json", """[{"title": "Right"}, {"titel": "Wrong"}]"""), "--no-atomic").Answers(ExitCodes.Failure);
        Assert.Contains("Partly committed: 1 created", result.Output, StringComparison.Ordinal);
        Assert.Equal(["RIGHT-1"], (await repository.RunAsync("list", "--format", "json").Succeeds()).Ids);
    }
}
