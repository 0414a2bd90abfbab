using System.Text.Json;
using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Frame;

/// <summary>What docs/cli-json.md promises of every JSON answer.</summary>
public sealed class JsonShapeTests
{
    [Theory]
    [InlineData("list", "tickets", true)]
    [InlineData("list-summary", "tickets", true)]
    [InlineData("search one", "tickets", true)]
    [InlineData("query is:open", "tickets", true)]
    [InlineData("ready", "tickets", true)]
    [InlineData("blocked", "blocked-tickets", true)]
    [InlineData("dep cycle", "dependency-cycles", true)]
    [InlineData("epic list", "epics", true)]
    [InlineData("backlog list", "backlog-items", true)]
    [InlineData("agent list", "agents", true)]
    [InlineData("agent tasks", "agent-tasks", true)]
    [InlineData("agent stats", "agent-stats", true)]
    [InlineData("agent recommend code", "agent-recommendations", true)]
    [InlineData("events history", "events", true)]
    [InlineData("verify", "findings", true)]
    [InlineData("health", "health", true)]
    [InlineData("workflow list", "workflows", true)]
    [InlineData("workflow run", "workflows", true)]
    [InlineData("workflow define --template release", "workflow-definition", false)]
    [InlineData("triage", "triage", false)]
    [InlineData("triage --check", "triage-settings", false)]
    [InlineData("show ONE-1", "ticket", false)]
    [InlineData("stats", "stats", false)]
    [InlineData("status", "status", false)]
    [InlineData("metrics", "metrics", false)]
    [InlineData("cache-stats", "cache-stats", false)]
    [InlineData("config", "config", false)]
    [InlineData("events stats", "event-stats", false)]
    [InlineData("time ONE-1", "time", false)]
    [InlineData("logs", "logs", false)]
    [InlineData("rebuild-index", "index", false)]
    [InlineData("undo --dry-run", "undo", false)]
    public async Task Json_OfACommand_StandsAloneAndHasKindAndVersion(string command, string kind, bool isList)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "One").Succeeds();
        var result = await repository.RunAsync([.. command.Split(' '), "--format", "json"]).Succeeds();
        Assert.Equal(kind, result.Json.GetProperty("kind").GetString());
        Assert.Equal(1, result.Json.GetProperty("version").GetInt32());
        Assert.All(result.Output, static character => Assert.True(char.IsAscii(character)));
        if (isList)
        {
            Assert.Equal(result.Json.GetProperty("count").GetInt32(), result.Json.GetProperty("items").GetArrayLength());
            Assert.Equal(JsonValueKind.Array, result.Json.GetProperty("faults").ValueKind);
        }
    }

    [Fact]
    public async Task JsonLines_OfAList_AreItsItems()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "One").Succeeds();
        await repository.RunAsync("create", "Two").Succeeds();
        var items = (await repository.RunAsync("list", "--format", "json").Succeeds()).Json.GetProperty("items");
        var lines = (await repository.RunAsync("list", "--format", "jsonl").Succeeds()).Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            items.EnumerateArray().Select(static item => JsonSerializer.Serialize(item)),
            lines.Select(static line => JsonSerializer.Serialize(JsonDocument.Parse(line).RootElement)));
    }
}
