using System.Text;

namespace RepoTickets.Storage.Tests.Store;

public sealed class AgentSecretTests
{
    private const string Key = "sk-live-0123456789abcdef";
    private const string File = "agents/AGENT-OLD.json";

    private const string Text = $$"""
        {
          "id": "AGENT-OLD",
          "name": "Old bot",
          "api_key": "{{Key}}",
          "max_concurrent_tasks": 2
        }
        """;

    [Fact]
    public async Task Update_OfAnAgentWithAClearKey_LeavesItByteForByte()
    {
        await using var temporary = await OpenAsync();
        var agent = (await temporary.Store.GetAsync(AgentId.Parse("AGENT-OLD")))!;
        Assert.True(agent.HasClearApiKey);
        Assert.Null(agent.ApiKeySecretName);
        await temporary.Store.UpdateAsync<Agent>(agent.Key, static a => a with { MaxConcurrentTasks = 3, LastSeen = null });
        var lines = temporary.Lines(File);
        Assert.Contains($"  \"api_key\": \"{Key}\",", lines);
        Assert.Contains(lines, static line => line.Contains("\"max_concurrent_tasks\": 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClearKey_IsReportedByVerifyAndPrintedNowhere()
    {
        await using var temporary = await OpenAsync();
        var agent = (await temporary.Store.GetAsync(AgentId.Parse("AGENT-OLD")))!;
        var updated = await temporary.Store.UpdateAsync<Agent>(agent.Key, static a => a with { Description = "x" });
        var report = await temporary.Maintenance.VerifyAsync();
        Assert.Contains(report.Findings, static finding => finding is { Code: "clear-api-key", Path: File });
        var position = await temporary.Store.Feed.GetPositionAsync();
        var commit = (await temporary.Store.Feed.ReadAsync(position - 1))[0];
        var said = string.Join(
            '\n',
            [agent.ToString(), updated.ToString(), commit.ToString(), .. commit.Changes.Select(
                static c => $"{c} {c.Before} {c.After}"), .. report.Findings.Select(static f => f.ToString())]);
        Assert.Contains("AGENT-OLD", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, said, StringComparison.Ordinal);
        await temporary.CloseAsync();
        foreach (var path in new[] { "index.yaml", ".sdk/index", ".sdk/index.text" }.Select(temporary.PathOf).Where(System.IO.File.Exists))
        {
            Assert.DoesNotContain(Key, Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(path)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ClearKey_ReplacedByASecretName_IsGoneFromTheFile()
    {
        await using var temporary = await OpenAsync();
        var agent = await temporary.Store.UpdateAsync<Agent>(
            AgentId.Parse("AGENT-OLD").Key, static a => a with { ApiKeySecretName = "bots/old" });
        Assert.Equal((false, "bots/old"), (agent.HasClearApiKey, agent.ApiKeySecretName));
        Assert.DoesNotContain(Key, temporary.Read(File), StringComparison.Ordinal);
        Assert.Contains("\"api_key\": \"secret:bots/old\"", temporary.Read(File), StringComparison.Ordinal);
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Create_AnAgentCopiedFromOneWithAClearKey_WritesNoKey()
    {
        await using var temporary = await OpenAsync();
        var old = (await temporary.Store.GetAsync(AgentId.Parse("AGENT-OLD")))!;
        var copy = await temporary.Store.CreateAsync(old with { Id = default, Name = "New bot" });
        Assert.False(copy.HasClearApiKey);
        Assert.Contains("\"api_key\": null", temporary.Read("agents/AGENT-NEW-BOT.json"), StringComparison.Ordinal);
        await temporary.ReopenAsync();
        Assert.Equal(copy, await temporary.Store.GetAsync(copy.Id));
    }

    [Fact]
    public async Task Create_WithAKeyWhereItsNameBelongs_IsRefusedWithoutShowingIt()
    {
        await using var temporary = await OpenAsync();
        var exception = await Assert.ThrowsAsync<InvalidDocumentException>(async () =>
            await temporary.Store.CreateAsync(new Agent { Name = "x", ApiKeySecretName = "sk live+secret=" }));
        Assert.DoesNotContain("sk live", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClearKey_OfTheWrongType_IsNotShownEither()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write(File, Text.Replace($"\"{Key}\"", $"[\"{Key}\"]", StringComparison.Ordinal));
        var listed = await temporary.Store.ListAsync<Agent>();
        Assert.DoesNotContain(
            Key,
            string.Join(' ', [.. listed.Documents.Select(static d => d.ToString()), .. listed.Faults.Select(static f => f.ToString())]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task LearningProfiles_AmongTheAgents_AreNoAgent()
    {
        await using var temporary = await OpenAsync();
        temporary.Write("agents/learning_profiles.json", "{}");
        var listed = await temporary.Store.ListAsync<Agent>();
        Assert.Equal((1, 0), (listed.Documents.Count, listed.Faults.Count));
    }

    private static async Task<TemporaryStore> OpenAsync()
    {
        var temporary = await TemporaryStore.CreateAsync();
        temporary.Write(File, Text);
        return temporary;
    }
}
