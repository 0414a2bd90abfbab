using System.Text.Json;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Tools;

public sealed class TicketToolTests
{
    [Fact]
    public async Task Create_WithAllFields_IsInTheStore()
    {
        using var repository = await TestRepository.CreateAsync();
        await using var server = await TestServer.StartAsync(repository);
        var change = await server.CallAsync("create_ticket", new
        {
            title = "Login fails",
            description = "Line one\nline two",
            priority = "high",
            assignee = "ann",
            labels = new[] { "bug", "web" },
            estimated_hours = 2.5,
            story_points = 3,
        });
        Assert.Equal("created", change.GetProperty("action").GetString());
        Assert.Equal("LOGIN-1", change.GetProperty("id").GetString());
        var ticket = await repository.ReadAsync("LOGIN-1");
        Assert.Equal("Line one\nline two", ticket.Description);
        Assert.Equal((TicketPriority.High, "ann", 2.5, 3), (ticket.Priority, ticket.Assignee, ticket.EstimatedHours, ticket.StoryPoints));
        Assert.Equal(["bug", "web"], ticket.Labels);
        Assert.Equal(ticket.Version.ToString(), change.GetProperty("document_version").GetString());
        await using var store = await repository.OpenAsync();
        Assert.Equal("mcp", (await store.Feed.ReadAsync(0))[^1].Source);
    }

    [Fact]
    public async Task Show_OfATicket_HasAllKeysOfItsFile()
    {
        using var repository = await TestRepository.CreateAsync();
        var ticket = await repository.AddAsync("Login fails", static t => t with { Description = "Über \"quotes\" \u202E" });
        await using var server = await TestServer.StartAsync(repository);
        var shown = await server.CallAsync("show_ticket", new { id = " login-1 " });
        Assert.Equal(ticket.Version.ToString(), shown.GetProperty("document_version").GetString());
        Assert.Equal("Über \"quotes\" \u202E", shown.GetProperty("item").GetProperty("description").GetString());
        Assert.Equal(JsonValueKind.Array, shown.GetProperty("item").GetProperty("gherkin_scenarios").ValueKind);
        Assert.Empty(shown.GetProperty("cut").EnumerateArray());
    }

    [Fact]
    public async Task Show_OfLongTexts_CutsThemAndSaysSo()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Long", static t => t with
        {
            Description = new string('d', 99) + "😀" + new string('e', 50_000),
            Comments = [.. Enumerable.Range(0, 60).Select(static i => new Comment { Id = $"{i:x8}", Author = "a", Content = $"c{i}" })],
        });
        await using var server = await TestServer.StartAsync(repository);
        var shown = await server.CallAsync("show_ticket", new { id = "LONG-1", text_limit = 100 });
        Assert.Equal(new string('d', 99), shown.GetProperty("item").GetProperty("description").GetString());
        var comments = shown.GetProperty("item").GetProperty("comments");
        Assert.Equal("c59", comments[comments.GetArrayLength() - 1].GetProperty("content").GetString());
        Assert.Equal(50, comments.GetArrayLength());
        Assert.Equal(
            ["description", "comments"],
            shown.GetProperty("cut").EnumerateArray().Select(static cut => cut.GetProperty("path").GetString()));
        var whole = await server.CallAsync("show_ticket", new { id = "LONG-1", text_limit = 262_144, list_limit = 10_000 });
        Assert.Empty(whole.GetProperty("cut").EnumerateArray());
        Assert.Equal(60, whole.GetProperty("item").GetProperty("comments").GetArrayLength());
    }

    [Fact]
    public async Task Update_WithTheRightVersion_ChangesWhatIsGivenAlone()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Login fails", static t => t with { Assignee = "ann", Labels = ["bug"], Description = "Stays" });
        await using var server = await TestServer.StartAsync(repository);
        var change = await server.CallAsync("update_ticket", new
        {
            id = "LOGIN-1",
            expected_version = await server.VersionAsync("LOGIN-1"),
            status = "in-progress",
            assignee = "",
            labels = Array.Empty<string>(),
        });
        var ticket = await repository.ReadAsync("LOGIN-1");
        Assert.Equal((TicketStatus.InProgress, null, "Stays"), (ticket.Status, ticket.Assignee, ticket.Description));
        Assert.Empty(ticket.Labels);
        Assert.Equal(ticket.Version.ToString(), change.GetProperty("document_version").GetString());
    }

    [Fact]
    public async Task Update_OfATicketThatSomebodyChanged_GivesTheVersionThatIsThere()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Login fails");
        await using var server = await TestServer.StartAsync(repository);
        var seen = await server.VersionAsync("LOGIN-1");
        await using (var store = await repository.OpenAsync())
        {
            await store.UpdateAsync(TicketId.Parse("LOGIN-1"), static t => t with { Priority = TicketPriority.Low });
        }

        var error = await server.FailAsync("update_ticket", new { id = "LOGIN-1", expected_version = seen, priority = "critical" });
        Assert.Equal("version_conflict", error.Code);
        Assert.Equal((await repository.ReadAsync("LOGIN-1")).Version.ToString(), error.Details.GetProperty("current_version").GetString());
        Assert.Equal(TicketPriority.Low, (await repository.ReadAsync("LOGIN-1")).Priority);
        await server.CallAsync(
            "update_ticket",
            new { id = "LOGIN-1", expected_version = error.Details.GetProperty("current_version").GetString(), priority = "critical" });
    }

    [Fact]
    public async Task Update_OfWrongFields_NamesAllOfThemAndChangesNothing()
    {
        using var repository = await TestRepository.CreateAsync();
        var before = await repository.AddAsync("Login fails");
        await using var server = await TestServer.StartAsync(repository);
        var version = await server.VersionAsync("LOGIN-1");
        var error = await server.FailAsync("update_ticket", new
        {
            id = "LOGIN-1",
            expected_version = version,
            title = new string('x', 10_000),
            status = "somewhere",
            priority = "Sky High",
            estimated_hours = -1,
        });
        Assert.Equal("invalid_arguments", error.Code);
        Assert.Equal(["estimated_hours", "priority", "status", "title"], error.Fields.Order());
        Assert.Equal(
            "invalid_arguments", (await server.FailAsync("update_ticket", new { id = "LOGIN-1", expected_version = version })).Code);
        Assert.Equal(
            ["expected_version"],
            (await server.FailAsync("update_ticket", new { id = "LOGIN-1", expected_version = "latest", status = "closed" })).Fields);
        Assert.Equal(["expected_version"], (await server.FailAsync("update_ticket", new { id = "LOGIN-1", status = "closed" })).Fields);
        Assert.Equal(before.Version, (await repository.ReadAsync("LOGIN-1")).Version);
    }

    [Fact]
    public async Task Comment_ByAnAuthor_StandsAtTheEnd()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Login fails");
        await using var server = await TestServer.StartAsync(repository);
        await server.CallAsync("comment_ticket", new { id = "LOGIN-1", text = "First", author = "bot-1" });
        var change = await server.CallAsync("comment_ticket", new { id = "LOGIN-1", text = "Second\nline" });
        var ticket = await repository.ReadAsync("LOGIN-1");
        Assert.Equal(["First", "Second\nline"], ticket.Comments.Select(static comment => comment.Content));
        Assert.Equal("bot-1", ticket.Comments[0].Author);
        Assert.Equal(ticket.Comments[1].Id, change.GetProperty("comment_id").GetString());
        Assert.Equal(["text"], (await server.FailAsync("comment_ticket", new { id = "LOGIN-1", text = " \n" })).Fields);
    }
}
