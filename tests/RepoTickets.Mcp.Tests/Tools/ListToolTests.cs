using System.Text.Json;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Tools;

public sealed class ListToolTests
{
    [Fact]
    public async Task Lists_ByConditions_FindWhatMatches()
    {
        using var repository = await TestRepository.CreateAsync();
        await using (var store = await repository.OpenAsync())
        {
            await store.CreateAsync(
                "Login fails", static t => t with { Labels = ["bug", "web"], Priority = TicketPriority.High, Assignee = "ann" });
            await store.CreateAsync("Report", static t => t with { Labels = ["feature"], Description = "Shows every login" });
            await store.CreateAsync("Old", static t => t with { Labels = ["bug"], Status = TicketStatus.Closed });
        }

        await using var server = await TestServer.StartAsync(repository);
        Assert.Equal(["REPORT-1", "LOGIN-1"], await server.IdsAsync("list_tickets"));
        Assert.Equal(3, (await server.IdsAsync("list_tickets", new { include_closed = true })).Count);
        Assert.Equal(["OLD-1"], await server.IdsAsync("list_tickets", new { statuses = new[] { "closed" } }));
        Assert.Equal(["LOGIN-1"], await server.IdsAsync("list_tickets", new { labels = new[] { "BUG", "web" } }));
        Assert.Equal(["LOGIN-1"], await server.IdsAsync("list_tickets", new { assignee = "ann" }));
        Assert.Equal(["REPORT-1"], await server.IdsAsync("list_tickets", new { assignee = "none" }));
        Assert.Equal(["OLD-1", "LOGIN-1"], await server.IdsAsync("query_tickets", new { query = "label:bug" }));
        Assert.Equal(["LOGIN-1", "REPORT-1"], await server.IdsAsync("query_tickets", new { query = "is:open sort:priority" }));
        Assert.Equal(["REPORT-1", "LOGIN-1"], await server.IdsAsync("search_tickets", new { text = "OGI" }));
        Assert.Empty(await server.IdsAsync("search_tickets", new { text = "label:bug" }));
        Assert.Equal(["LOGIN-1", "REPORT-1"], await server.IdsAsync("ready_tickets"));
        Assert.Equal(["REPORT-1"], await server.IdsAsync("ready_tickets", new { query = "label:feature" }));
    }

    [Theory]
    [InlineData("list_tickets", "{}")]
    [InlineData("query_tickets", """{"query": "is:open"}""")]
    [InlineData("search_tickets", """{"text": "number"}""")]
    [InlineData("ready_tickets", "{}")]
    public async Task Pages_UntilThereIsNoCursor_ShowEachTicketOnce(string tool, string arguments)
    {
        const int Tickets = 23;
        using var repository = await TestRepository.CreateAsync();
        await using (var store = await repository.OpenAsync())
        {
            await store.CommitAsync(
                new([.. Enumerable.Range(0, Tickets).Select(static i => DocumentChange.Create(new Ticket { Title = $"Number {i}" }))]));
        }

        await using var server = await TestServer.StartAsync(repository);
        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var call = JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!;
            call["limit"] = 5;
            call["cursor"] = cursor;
            var page = await server.CallAsync(tool, call);
            Assert.Equal(page.GetProperty("count").GetInt32(), page.GetProperty("items").GetArrayLength());
            Assert.InRange(page.GetProperty("count").GetInt32(), 1, 5);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(5, pages);
        Assert.Equal(Tickets, seen.Distinct().Count());
        Assert.Equal(Tickets, seen.Count);
    }

    [Fact]
    public async Task List_OfLongTitles_EndsBeforeItIsTooLong()
    {
        using var repository = await TestRepository.CreateAsync();
        await using (var store = await repository.OpenAsync())
        {
            await store.CommitAsync(new([.. Enumerable.Range(0, 200).Select(static i => DocumentChange.Create(
                new Ticket { Title = $"T {new string('x', 990)}", Labels = [$"l{i}", new string('y', 900), new string('z', 900)] }))]));
        }

        await using var server = await TestServer.StartAsync(repository);
        var shown = 0;
        string? cursor = null;
        do
        {
            var page = await server.CallAsync("list_tickets", new { limit = 200, cursor });
            Assert.InRange(page.GetRawText().Length, 1_000, 300_000);
            Assert.Equal(200, page.GetProperty("total").GetInt32());
            shown += page.GetProperty("count").GetInt32();
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(200, shown);
    }

    [Fact]
    public async Task List_WithAFileThatCannotBeRead_TellsOfIt()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Fine");
        File.WriteAllText(Path.Join(repository.Folder, ".tickets", "open", "BAD-1.yaml"), "id: BAD-1\ntitle: [\n");
        await using var server = await TestServer.StartAsync(repository);
        var page = await server.CallAsync("list_tickets");
        Assert.Equal("FINE-1", page.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("open/BAD-1.yaml", page.GetProperty("faults")[0].GetProperty("path").GetString());
        Assert.Equal("unreadable", (await server.FailAsync("show_ticket", new { id = "BAD-1" })).Code);
    }

    [Fact]
    public async Task Query_ThatIsWrong_IsExplainedWithTheSyntax()
    {
        using var repository = await TestRepository.CreateAsync();
        await using var server = await TestServer.StartAsync(repository);
        var error = await server.FailAsync("query_tickets", new { query = "label:" });
        Assert.Contains("character", error.Sentence, StringComparison.Ordinal);
        Assert.Contains("priority>=high", error.Details.GetProperty("syntax").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid_arguments", (await server.FailAsync("query_tickets", new { query = "skip:3" })).Code);
        Assert.Equal("invalid_arguments", (await server.FailAsync("query_tickets", new { query = new string('(', 4000) })).Code);
    }
}
