using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.Cli.Tests.Store;

/// <summary>What is wrong, where, and what to do about it is told as a whole, and in the words of this command line.</summary>
public sealed class FindingTests
{
    [Fact]
    public async Task Verify_FileThatCannotBeRead_TellsTheWholeReasonOnceAndThePathOnce()
    {
        using var repository = await TestRepository.WithStoreAsync();
        repository.Write(".tickets/open/BAD-1.yaml", "id: BAD-1\ntitle: x\n<<<<<<< HEAD\n");
        var finding = (await repository.RunAsync("verify", "--format", "json").Answers(ExitCodes.FaultsFound)).Json.GetProperty("items")[0];
        var message = finding.GetProperty("message").GetString()!;
        Assert.StartsWith("open/BAD-1.yaml(3,1): ", message, StringComparison.Ordinal);
        var table = (await repository.RunAsync("verify").Answers(ExitCodes.FaultsFound)).Output;
        Assert.Contains(
            $"  open/BAD-1.yaml  line 3, column 1: {message["open/BAD-1.yaml(3,1): ".Length..]}\n", table, StringComparison.Ordinal);
        Assert.Equal(2, table.Split("BAD-1").Length);
    }

    [Fact]
    public async Task Verify_DanglingReference_SaysWhatToDo()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        repository.Write(
            ".tickets/open/LOGIN-1.yaml",
            (await File.ReadAllTextAsync(Path.Join(repository.Tickets, "open/LOGIN-1.yaml"))).Replace(
                "blocked_by: []", "blocked_by: [GONE-1]", StringComparison.Ordinal));
        Assert.Contains(
            "GONE-1, which does not exist or cannot be read. Take it out", (await repository.RunAsync("verify").Succeeds()).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_OfThePackages_NameCommandsInstead()
    {
        using var repository = new TestRepository();
        var error = (await repository.RunAsync("list").Answers(ExitCodes.NotFound)).Error;
        Assert.DoesNotContain("CreateIfMissing", error, StringComparison.Ordinal);
        Assert.Contains("'tickets init'", error, StringComparison.Ordinal);

        await repository.RunAsync("init").Succeeds();
        await repository.RunAsync("create", "Login").Succeeds();
        await repository.RunAsync("create", "Search").Succeeds();
        await repository.RunAsync("dep", "add", "SEARCH-1", "LOGIN-1").Succeeds();
        error = (await repository.RunAsync("delete", "LOGIN-1", "--yes").Answers(ExitCodes.Conflict)).Error;
        Assert.DoesNotContain("policy", error, StringComparison.Ordinal);
        Assert.Contains("'--clean'", error, StringComparison.Ordinal);

        error = (await repository.RunAsync("list", "--status", "zz").Answers(ExitCodes.Usage)).Error;
        Assert.Contains("'zz' is no status of this repository. Its statuses are open, in-progress,", error, StringComparison.Ordinal);

        error = (await repository.RunAsync("list", "--format", "zz").Answers(ExitCodes.Usage)).Error;
        Assert.DoesNotContain("\\u", error, StringComparison.Ordinal);
        Assert.Contains("'table', 'json'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_StatusThatOnlyATicketHas_ListsIt()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        var path = Path.Join(repository.Tickets, "open/LOGIN-1.yaml");
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("status: open", "status: parked", StringComparison.Ordinal));
        Assert.Equal(["LOGIN-1"], (await repository.RunAsync("list", "--status", "parked", "--format", "json").Succeeds()).Ids);
    }

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("a abcdefghij b", 4, "a|abcd|efgh|ij b")]
    [InlineData("", 4, "")]
    public void Wrap_Text_DividesAtBlanksAndDropsNothing(string text, int width, string lines) =>
        Assert.Equal(lines.Split('|'), CellWidth.Wrap(text, width));

    [Theory]
    [InlineData(true, "A  LONG\n1  one two three four five six seven eight\n   nine\n")]
    [InlineData(false, "A  LONG\n1  one two three four five six seven eight nine\n")]
    public void WriteWhole_LongCell_IsNeverCut(bool wraps, string expected)
    {
        var output = new StringWriter();
        new TableWriter(output, usesColour: false, width: 20).WriteWhole(
            ["A", "LONG"], [["1", "one two three four five six seven eight nine"]], wraps);
        Assert.Equal(expected, output.ToString());
    }

    [Theory]
    [InlineData("200", 200)]
    [InlineData("", 120)]
    [InlineData(null, 120)]
    [InlineData("wide", 120)]
    [InlineData("0", 120)]
    public void WidthOfPipe_Columns_AreFollowed(string? columns, int width) => Assert.Equal(width, Terminal.WidthOfPipe(columns));
}
