using System.Text.Json;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Tools;

/// <summary>What models, and those who write for them, may send.</summary>
public sealed class HostileArgumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("list_tickets", """{"limit": 0}""", "limit")]
    [InlineData("list_tickets", """{"limit": 1e99}""", "limit")]
    [InlineData("list_tickets", """{"limit": "ten", "lables": ["bug"], "include_closed": 1}""", "include_closed,lables,limit")]
    [InlineData("list_tickets", """{"labels": "bug", "statuses": [null, 7, {}]}""", "labels,statuses[0],statuses[1],statuses[2]")]
    [InlineData("list_tickets", """{"cursor": "-1"}""", "cursor")]
    [InlineData("list_tickets", """{"cursor": "99999999999999999999"}""", "cursor")]
    [InlineData("search_tickets", """{"text": ""}""", "text")]
    [InlineData("search_tickets", "{}", "text")]
    [InlineData("show_ticket", """{"id": "../../etc/passwd"}""", "id")]
    [InlineData("show_ticket", """{"id": ""}""", "id")]
    [InlineData("show_ticket", """{"id": null}""", "id")]
    [InlineData("show_ticket", """{"id": ["LOGIN-1"]}""", "id")]
    [InlineData("show_ticket", """{"id": "LOGIN-1\u0000.yaml"}""", "id")]
    [InlineData("show_ticket", """{"id": "-rf"}""", "id")]
    [InlineData("show_ticket", """{"id": "CON"}""", "id")]
    [InlineData("show_ticket", """{"id": "LOGIN-1", "text_limit": 1}""", "text_limit")]
    [InlineData("create_ticket", """{"title": ""}""", "title")]
    [InlineData("create_ticket", """{"title": 7, "story_points": -1, "labels": [7]}""", "labels[0],story_points,title")]
    [InlineData("create_ticket", """{"title": "x", "story_points": 99999999999}""", "story_points")]
    [InlineData("create_ticket", """{"title": "x", "id": "CHOSEN-1"}""", "id")]
    [InlineData("claim_next", """{"holder": "a", "minutes": 0}""", "minutes")]
    [InlineData("claim_next", """{"holder": ""}""", "holder")]
    [InlineData("claim_next", """{"holder": "  "}""", "holder")]
    [InlineData("list_tickets", """{"statuses": ["a b!"]}""", "statuses")]
    [InlineData("workflow_status", """{"id": "WF/../.."}""", "id")]
    [InlineData("workflow_status", """{"status": "gone"}""", "status")]
    public async Task Arguments_ThatAreWrong_AreAllNamed(string tool, string arguments, string fields)
    {
        var server = shared.Server;
        var error = await server.FailAsync(tool, JsonElement.Parse(arguments));
        Assert.Equal("invalid_arguments", error.Code);
        Assert.Equal(fields, string.Join(',', error.Fields.Order(StringComparer.Ordinal)));
        Assert.DoesNotContain(error.Sentence, static character => char.IsControl(character));
        Assert.Empty(await server.IdsAsync("list_tickets"));
    }

    [Fact]
    public async Task Arguments_WithVeryManyProblems_AreAnsweredInFewWords()
    {
        const int Many = 1_000_000;
        var error = await shared.Server.FailAsync("list_tickets", new { labels = new string?[Many] });
        Assert.Equal("invalid_arguments", error.Code);
        Assert.Equal(20, error.Fields.Count());
        Assert.InRange(error.Details.GetProperty("problems_total").GetInt32(), Many, Many + 1);
        Assert.Contains("the first 20 of 100000", error.Sentence, StringComparison.Ordinal);
        Assert.InRange(error.Sentence.Length + error.Details.GetRawText().Length, 1, 10_000);
    }

    [Theory]
    [InlineData("""{"holder": "   "}""")]
    [InlineData("""{"holder": "a", "query": "((("}""")]
    public async Task Claim_ThatIsWrong_IsRefused(string arguments)
    {
        var server = shared.Server;
        Assert.Equal("invalid_arguments", (await server.FailAsync("claim_next", JsonElement.Parse(arguments))).Code);
    }

    [Theory]
    [InlineData("show_ticket", "{}")]
    [InlineData("comment_ticket", """{"text": "x"}""")]
    [InlineData("update_ticket", """{"expected_version": "00112233445566778899aabbccddeeff", "status": "closed"}""")]
    [InlineData("renew_claim", """{"holder": "a", "token": 1}""")]
    [InlineData("complete_claim", """{"holder": "a", "token": 1}""")]
    [InlineData("fail_claim", """{"holder": "a", "token": 1, "reason": "x"}""")]
    public async Task AnyTool_OfAnUnknownTicket_SaysSoAndWhatToDo(string tool, string arguments)
    {
        var server = shared.Server;
        var call = JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!;
        call["id"] = "NOBODY-1";
        var error = await server.FailAsync(tool, call);
        Assert.Equal("not_found", error.Code);
        Assert.Contains("NOBODY-1", error.Sentence, StringComparison.Ordinal);
        Assert.Contains("Lists answer", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_ThatLooksLikeAnythingElse_StaysText()
    {
        const string Text = "*/ $(touch owned) `id` {{7*7}} <script> \u202E ../.. no: [\u001b]0;owned\u0007";
        using var repository = await TestRepository.CreateAsync();
        await using var server = await TestServer.StartAsync(repository);
        var id = (await server.CallAsync(
            "create_ticket",
            new { title = "Odd " + Text, description = Text, labels = new[] { "a: b", "- c" } })).GetProperty("id").GetString()!;
        await server.CallAsync("comment_ticket", new { id, text = Text });
        var item = (await server.CallAsync("show_ticket", new { id })).GetProperty("item");
        Assert.Equal("Odd " + Text, item.GetProperty("title").GetString());
        Assert.Equal(Text, item.GetProperty("description").GetString());
        Assert.Equal(Text, item.GetProperty("comments")[0].GetProperty("content").GetString());
        Assert.Equal([id], await server.IdsAsync("search_tickets", new { text = "$(touch" }));
        await repository.AssertWholeAsync();
    }

    [Fact]
    public async Task UnknownTool_WhenCalled_IsRefusedByTheProtocol()
    {
        var server = shared.Server;
        await Assert.ThrowsAnyAsync<ModelContextProtocol.McpException>(() => server.TryAsync("delete_ticket", new { id = "A-1" }));
        Assert.Empty(await server.IdsAsync("list_tickets"));
    }
}
