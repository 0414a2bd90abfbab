using System.Text.Json;
using ModelContextProtocol;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Policy;

/// <summary>A limited client cannot do more than it may, and cannot tell what is hidden from what is not there.</summary>
public sealed class PolicyTests(LimitedServer limited) : IClassFixture<LimitedServer>
{
    private const string NobodyId = "NOBODY-1";

    [Fact]
    public async Task Tools_ThatAreNotAllowed_AreNeitherListedNorCalled()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Login fails");
        await using var server = await TestServer.StartAsync(
            repository, "--tools", "list_tickets, show_ticket,create_ticket", "--read-only");
        Assert.Equal(["list_tickets", "show_ticket"], (await server.Client.ListToolsAsync()).Select(static tool => tool.Name).Order());
        await Assert.ThrowsAnyAsync<McpException>(() => server.TryAsync("create_ticket", new { title = "No" }));
        await Assert.ThrowsAnyAsync<McpException>(() => server.TryAsync("claim_next", new { holder = "a" }));
        Assert.Equal(["LOGIN-1"], await server.IdsAsync("list_tickets"));
    }

    [Fact]
    public async Task ReadOnly_OfAStoreInUse_SeesWhatOthersChange()
    {
        using var repository = await TestRepository.CreateAsync();
        await using var server = await TestServer.StartAsync(repository, "--read-only");
        Assert.DoesNotContain(
            (await server.Client.ListToolsAsync()), static tool => tool.ProtocolTool.Annotations!.ReadOnlyHint is not true);
        Assert.Empty(await server.IdsAsync("ready_tickets"));
        await repository.AddAsync("Later");
        Assert.Equal(["LATER-1"], await server.IdsAsync("ready_tickets"));
        Assert.Equal(["LATER-1"], await server.IdsAsync("list_tickets"));
        await server.CallAsync("show_ticket", new { id = "LATER-1" });
    }

    [Fact]
    public async Task Resources_WithoutShowTicket_AreNotOffered()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Login fails");
        await using var server = await TestServer.StartAsync(repository, "--tools", "list_tickets");
        Assert.Null(server.Client.ServerCapabilities.Resources);
        await Assert.ThrowsAnyAsync<Exception>(async () => await server.Client.ReadResourceAsync("ticket://LOGIN-1"));
    }

    [Fact]
    public async Task Lists_WhereLabelsLimit_HaveNothingElse()
    {
        using var repository = await HiddenAndSeen.CreateAsync();
        File.WriteAllText(Path.Join(repository.Folder, ".tickets", "open", "BAD-1.yaml"), "id: BAD-1\nlabels: [bug]\ntitle: [\n");
        await using var server = await TestServer.StartAsync(repository, "--labels", "bug,web");
        Assert.Equal(["SEEN-1"], await server.IdsAsync("list_tickets", new { include_closed = true }));
        Assert.Equal(
            ["SEEN-1"], await server.IdsAsync("query_tickets", new { query = "id:SEEN-1 or id:HIDDEN-1 or label:none or secret" }));
        Assert.Empty(await server.IdsAsync("query_tickets", new { query = "not label:bug" }));
        Assert.Empty(await server.IdsAsync("search_tickets", new { text = "secret" }));
        Assert.Equal(["SEEN-1"], await server.IdsAsync("ready_tickets", new { query = "status:open or secret" }));
        var listed = await server.CallAsync("list_tickets");
        Assert.Equal((1, 0), (listed.GetProperty("total").GetInt32(), listed.GetProperty("faults_total").GetInt32()));
        Assert.Equal(["ticket://SEEN-1"], (await server.Client.ListResourcesAsync()).Select(static resource => resource.Uri));
        Assert.Equal("not_found", (await server.FailAsync("show_ticket", new { id = "BAD-1" })).Code);
    }

    [Theory]
    [InlineData("show_ticket", "{}")]
    [InlineData("comment_ticket", """{"text": "x"}""")]
    [InlineData("update_ticket", """{"expected_version": "00112233445566778899aabbccddeeff", "status": "closed"}""")]
    [InlineData("update_ticket", """{"expected_version": "00112233445566778899aabbccddeeff", "title": "", "labels": ["other"]}""")]
    [InlineData(
        "update_ticket", """{"expected_version": "00112233445566778899aabbccddeeff", "status": "closed", "holder": "other", "token": 1}""")]
    [InlineData("renew_claim", """{"holder": "other", "token": 1}""")]
    [InlineData("complete_claim", """{"holder": "other", "token": 1}""")]
    [InlineData("fail_claim", """{"holder": "other", "token": 1, "reason": "x"}""")]
    public async Task HiddenTicket_WhateverIsTried_IsAnsweredAsOneThatDoesNotExist(string tool, string arguments)
    {
        var (repository, server) = (limited.Repository, limited.Server);
        var before = await repository.ReadAsync("HIDDEN-1");
        var hidden = await server.FailAsync(tool, With(arguments, "HIDDEN-1"));
        var unknown = await server.FailAsync(tool, With(arguments, NobodyId));
        Assert.Equal("not_found", hidden.Code);
        Assert.Equal(unknown.Sentence.Replace(NobodyId, "HIDDEN-1", StringComparison.Ordinal), hidden.Sentence);
        Assert.Equal(unknown.Details.GetRawText(), hidden.Details.GetRawText());
        Assert.Equal(before.Version, (await repository.ReadAsync("HIDDEN-1")).Version);
    }

    [Fact]
    public async Task HiddenTicket_AsAResource_IsAnsweredAsOneThatDoesNotExist()
    {
        var server = limited.Server;
        var hidden = await Assert.ThrowsAnyAsync<McpException>(async () => await server.Client.ReadResourceAsync("ticket://HIDDEN-1"));
        var unknown = await Assert.ThrowsAnyAsync<McpException>(async () => await server.Client.ReadResourceAsync($"ticket://{NobodyId}"));
        Assert.Equal(unknown.Message.Replace(NobodyId, "HIDDEN-1", StringComparison.Ordinal), hidden.Message);
        await server.Client.ReadResourceAsync("ticket://SEEN-1");
    }

    [Fact]
    public async Task Claims_WhereLabelsLimit_AreOfThoseTicketsAlone()
    {
        using var repository = await HiddenAndSeen.CreateAsync();
        await using var server = await TestServer.StartAsync(repository, "--labels", "BUG");
        Assert.Equal("SEEN-1", (await server.CallAsync("claim_next", new { holder = "a" })).GetProperty("id").GetString());
        Assert.Equal(
            "nothing_ready",
            (await server.CallAsync("claim_next", new { holder = "a", query = "not label:bug or id:HIDDEN-1" }))
                .GetProperty("action")
                .GetString());
        await using var store = await repository.OpenAsync();
        Assert.Null(await store.GetLeaseAsync(TicketId.Parse("HIDDEN-1")));
    }

    [Fact]
    public async Task Changes_WhereLabelsLimit_KeepALabel()
    {
        using var repository = await HiddenAndSeen.CreateAsync();
        await using var server = await TestServer.StartAsync(repository, "--labels", "bug,web");
        var error = await server.FailAsync("create_ticket", new { title = "None", priority = "??" });
        Assert.Equal(["labels", "priority"], error.Fields.Order());
        Assert.Contains("bug, web", error.Sentence, StringComparison.Ordinal);
        Assert.Equal(["labels"], (await server.FailAsync("create_ticket", new { title = "Other", labels = new[] { "debug" } })).Fields);
        await server.CallAsync("create_ticket", new { title = "Mine", labels = new[] { "x", "Web" } });

        var version = await server.VersionAsync("SEEN-1");
        Assert.Equal(
            ["labels"],
            (await server.FailAsync("update_ticket", new { id = "SEEN-1", expected_version = version, labels = new[] { "x" } })).Fields);
        Assert.Equal(
            ["labels"],
            (await server.FailAsync(
                "update_ticket", new { id = "SEEN-1", expected_version = version, labels = Array.Empty<string>() })).Fields);
        await server.CallAsync("update_ticket", new { id = "SEEN-1", expected_version = version, labels = new[] { "web" } });
        Assert.Equal(["web"], (await repository.ReadAsync("SEEN-1")).Labels);
    }

    [Fact]
    public async Task Show_OfATicketWithLinks_LeavesOutThoseThatAreHidden()
    {
        using var repository = await HiddenAndSeen.CreateAsync();
        await using (var store = await repository.OpenAsync())
        {
            await store.UpdateAsync(TicketId.Parse("SEEN-1"), static t => t with
            {
                RelatedTo = [TicketId.Parse("HIDDEN-1"), TicketId.Parse("ALSO-1")],
                BlockedBy = [TicketId.Parse("HIDDEN-1")],
                ParentTicketId = TicketId.Parse("HIDDEN-1"),
                JournalEntries =
                [
                    new() { Id = "00000001", Author = "ann", Content = "Waits", Dependencies =
                    [
                        "HIDDEN-1", " hidden-1 ", "ALSO-1", "the network",
                    ] },
                ],
            });
            await store.CreateAsync("Also", static t => t with { Labels = ["bug"] });
        }

        await using (var bounded = await TestServer.StartAsync(repository, "--labels", "bug"))
        {
            var shown = await bounded.CallAsync("show_ticket", new { id = "SEEN-1" });
            Assert.Equal("""["ALSO-1"]""", shown.GetProperty("item").GetProperty("related_to").GetRawText());
            Assert.Equal(
                """["ALSO-1","the network"]""",
                shown.GetProperty("item").GetProperty("journal_entries")[0].GetProperty("dependencies").GetRawText());
            Assert.DoesNotContain("HIDDEN-1", shown.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }

        await using var unlimited = await TestServer.StartAsync(repository);
        Assert.Equal(
            "HIDDEN-1", (await unlimited.CallAsync("show_ticket", new { id = "SEEN-1" }))
                .GetProperty("item")
                .GetProperty("parent_ticket_id")
                .GetString());
    }

    [Fact]
    public async Task PolicyFile_WithOptions_AllowsWhatBothAllow()
    {
        using var repository = await HiddenAndSeen.CreateAsync();
        var path = repository.Write("policy.json", """
            {
              // Agents of this repository.
              "version": 1,
              "tools": ["list_tickets", "show_ticket", "create_ticket"],
              "labels": ["bug", "secret"],
            }
            """);
        await using (var server = await TestServer.StartAsync(repository, "--policy", path))
        {
            Assert.Equal(["HIDDEN-1", "SEEN-1"], (await server.IdsAsync("list_tickets")).Order());
        }

        await using var narrowed = await TestServer.StartAsync(
            repository, "--policy", path, "--labels", "Bug,web", "--tools", "list_tickets,query_tickets");
        Assert.Equal(["list_tickets"], (await narrowed.Client.ListToolsAsync()).Select(static tool => tool.Name));
        Assert.Equal(["SEEN-1"], await narrowed.IdsAsync("list_tickets"));
    }

    private static Dictionary<string, object?> With(string arguments, string id)
    {
        var call = JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!;
        call["id"] = id;
        return call;
    }
}
