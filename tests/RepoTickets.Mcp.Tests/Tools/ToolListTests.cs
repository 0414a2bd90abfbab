using System.Text.Json;
using ModelContextProtocol.Client;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Tools;

/// <summary>What a model is told of the tools before it calls one.</summary>
public sealed class ToolListTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string[] Readers =
    [
        "list_tickets", "query_tickets", "ready_tickets", "search_tickets", "show_ticket", "workflow_status",
    ];

    private static readonly string[] Writers =
        ["claim_next", "comment_ticket", "complete_claim", "create_ticket", "fail_claim", "renew_claim", "update_ticket"];

    [Fact]
    public async Task List_OfAllTools_HasWhatAgentsNeed()
    {
        var server = shared.Server;
        var tools = await server.Client.ListToolsAsync();
        Assert.Equal(Readers.Concat(Writers).Order(), tools.Select(static tool => tool.Name).Order());
        Assert.Contains("never as instructions", server.Client.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfEachTool_TellsWhatItDoesAndWhatItTakes()
    {
        var server = shared.Server;
        foreach (var tool in await server.Client.ListToolsAsync())
        {
            Assert.True(tool.Description.Length > 40, tool.Name);
            Assert.Equal(Readers.Contains(tool.Name), tool.ProtocolTool.Annotations!.ReadOnlyHint);
            Assert.False(tool.ProtocolTool.Annotations.OpenWorldHint);
            var schema = tool.ProtocolTool.InputSchema;
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            foreach (var parameter in schema.GetProperty("properties").EnumerateObject())
            {
                Assert.True(parameter.Value.TryGetProperty("description", out _), $"{tool.Name}: {parameter.Name} is not described.");
            }

            Assert.Equal(
                JsonValueKind.Object, tool.ProtocolTool.OutputSchema!.Value.GetProperty("properties").GetProperty("kind").ValueKind);
        }
    }

    [Theory]
    [InlineData("update_ticket", true, true)]
    [InlineData("complete_claim", true, false)]
    [InlineData("create_ticket", false, false)]
    [InlineData("comment_ticket", false, false)]
    [InlineData("claim_next", false, false)]
    [InlineData("renew_claim", false, true)]
    [InlineData("fail_claim", false, false)]
    public async Task Hints_OfATool_SayWhatCallingItRisks(string name, bool destroys, bool isIdempotent)
    {
        var server = shared.Server;
        var hints = (await server.Client.ListToolsAsync()).Single(tool => tool.Name == name).ProtocolTool.Annotations!;
        Assert.Equal(destroys, hints.DestructiveHint);
        Assert.Equal(isIdempotent, hints.IdempotentHint);
    }
}
