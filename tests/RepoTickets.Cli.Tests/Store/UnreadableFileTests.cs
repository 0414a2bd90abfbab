using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Store;

/// <summary>A file that cannot be read is missing in the results, and every command that lists or counts says so.</summary>
public sealed class UnreadableFileTests
{
    private const string Broken = "id: BROKEN-1\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n";

    [Theory]
    [InlineData("list")]
    [InlineData("list-summary")]
    [InlineData("search whole")]
    [InlineData("query is:open")]
    [InlineData("ready")]
    [InlineData("blocked")]
    [InlineData("dep cycle")]
    [InlineData("metrics")]
    [InlineData("status")]
    [InlineData("epic list", "epics/BROKEN-1.yaml")]
    [InlineData("backlog list", "backlog/BROKEN-1.yaml")]
    [InlineData("agent list", "agents/BROKEN-1.json")]
    [InlineData("agent stats", "agents/BROKEN-1.json")]
    [InlineData("agent recommend code", "agents/BROKEN-1.json")]
    [InlineData("agent tasks", "tasks/BROKEN-1.json")]
    [InlineData("status", "tasks/BROKEN-1.json")]
    public async Task List_WithAFileThatCannotBeRead_TellsOfIt(string command, string file = "open/BROKEN-1.yaml")
    {
        using var repository = await WithBrokenAsync(file);
        var arguments = command.Split(' ');

        var told = await repository.RunAsync(arguments).Succeeds();
        var json = await repository.RunAsync([.. arguments, "--format", "json"]).Succeeds();

        Assert.Contains("because it cannot be read", told.Error, StringComparison.Ordinal);
        Assert.Contains(file, told.Error, StringComparison.Ordinal);
        Assert.Contains(file, json.Error, StringComparison.Ordinal);
        Assert.Equal(file, Assert.Single(json.Json.GetProperty("faults").EnumerateArray()).GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task Export_WithAFileThatCannotBeRead_TellsOfItAndAnswersWithFaultsFound(string format)
    {
        using var repository = await WithBrokenAsync("open/BROKEN-1.yaml");

        var shown = await repository.RunAsync("export", "--format", format).Answers(ExitCodes.FaultsFound);
        var written = await repository.RunAsync("export", "--format", format, "-o", "out").Answers(ExitCodes.FaultsFound);

        Assert.Contains("WHOLE-1", shown.Output, StringComparison.Ordinal);
        Assert.All([shown, written], static result => Assert.Contains("not exported, because it cannot be read: open/BROKEN-1.yaml", result.Error, StringComparison.Ordinal));
        Assert.Contains("WHOLE-1", await File.ReadAllTextAsync(Path.Join(repository.Folder, "out")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DepTree_WithAFileThatCannotBeRead_TellsOfIt()
    {
        using var repository = await WithBrokenAsync("open/BROKEN-1.yaml");
        Assert.Contains("not shown, because it cannot be read: open/BROKEN-1.yaml", (await repository.RunAsync("dep", "tree", "WHOLE-1").Succeeds()).Error, StringComparison.Ordinal);
    }

    private static async Task<TestRepository> WithBrokenAsync(string file)
    {
        var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Whole").Succeeds();
        var path = Path.Join(repository.Tickets, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, Broken);
        return repository;
    }
}
