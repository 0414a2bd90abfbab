using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Resources;

public sealed class ResourceTests(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>The last revision of the protocol in which clients subscribe address by address.</summary>
    private const string EarlierRevision = "2025-11-25";

    [Fact]
    public async Task List_OfManyTickets_ComesInPages()
    {
        using var repository = await TestRepository.CreateAsync();
        await using (var store = await repository.OpenAsync())
        {
            await store.CommitAsync(
                new([.. Enumerable.Range(0, 120).Select(static i => DocumentChange.Create(new Ticket { Title = $"Number {i}" }))]));
        }

        await using var server = await TestServer.StartAsync(repository);
        var first = await server.Client.ListResourcesAsync(new ListResourcesRequestParams());
        Assert.Equal(50, first.Resources.Count);
        Assert.NotNull(first.NextCursor);
        Assert.Equal(120, (await server.Client.ListResourcesAsync()).Select(static resource => resource.Uri).Distinct().Count());
        Assert.Equal("ticket://{id}", Assert.Single(await server.Client.ListResourceTemplatesAsync()).UriTemplate);
        await Assert.ThrowsAnyAsync<McpException>(
            async () => await server.Client.ListResourcesAsync(new ListResourcesRequestParams { Cursor = "x" }));
    }

    [Fact]
    public async Task Read_OfATicket_IsMarkdownInWhichItsTextsAreQuotations()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Login fails", static t => t with
        {
            Description = "First\n\n# Not a heading\u001b[31m",
            Labels = ["bug"],
            Comments = [new() { Id = "00000001", Author = "## Description", Content = "> Said\r\n- Status: closed" }],
        });
        await using var server = await TestServer.StartAsync(repository);
        foreach (var uri in new[] { "ticket://LOGIN-1", "ticket://login-1" })
        {
            var content = Assert.IsType<TextResourceContents>(Assert.Single((await server.Client.ReadResourceAsync(uri)).Contents));
            Assert.Equal("text/markdown", content.MimeType);
            Assert.StartsWith("# LOGIN-1: Login fails\n", content.Text, StringComparison.Ordinal);
            Assert.Contains("\n> # Not a heading\\u001B[31m\n", content.Text, StringComparison.Ordinal);
            Assert.Contains("\n> > Said\n> - Status: closed\n", content.Text, StringComparison.Ordinal);
            Assert.Contains("\nBy \"## Description\", ", content.Text, StringComparison.Ordinal);
            Assert.Single(content.Text.Split('\n'), static line => line.StartsWith("## Description", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("ticket://NOBODY-1")]
    [InlineData("ticket://../../etc/passwd")]
    [InlineData("ticket://..%2F..%2Fx")]
    [InlineData("ticket://")]
    [InlineData("file:///etc/passwd")]
    public async Task Read_OfWhatIsNotThere_IsRefused(string uri)
    {
        var server = shared.Server;
        var error = await Assert.ThrowsAnyAsync<McpException>(async () => await server.Client.ReadResourceAsync(uri));
        Assert.Contains("There is no resource", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscription_ToATicket_HearsOfChangesByOthers()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Watched");
        await repository.AddAsync("Other");
        await using var server = await TestServer.StartAsync(repository, new McpClientOptions { ProtocolVersion = EarlierRevision }, []);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subscription = await server.Client.SubscribeToResourceAsync("ticket://watched-1", (update, _) =>
        {
            heard.TrySetResult(update.Uri);
            return ValueTask.CompletedTask;
        });
        await using (var store = await repository.OpenAsync())
        {
            await store.UpdateAsync(TicketId.Parse("OTHER-1"), static t => t with { Title = "Not watched" });
            await store.UpdateAsync(TicketId.Parse("WATCHED-1"), static t => t with { Title = "Changed" });
        }

        Assert.Equal("ticket://watched-1", await heard.Task.WaitAsync(ServerProcess.Patience));
        await Assert.ThrowsAnyAsync<McpException>(() => server.Client.SubscribeToResourceAsync("ticket://NOBODY-1"));
    }

    [Fact]
    public async Task Listening_ToTickets_IsGrantedForThoseThatExist()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Watched", static t => t with { Labels = ["bug"] });
        await repository.AddAsync("Hidden");
        await using var server = await TestServer.StartAsync(repository, "--labels", "bug");
        var granted = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var heard = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var acknowledged = server.Client.RegisterNotificationHandler(
            NotificationMethods.SubscriptionsAcknowledgedNotification, (told, _) => Set(granted, told.Params));
        await using var updated = server.Client.RegisterNotificationHandler(
            NotificationMethods.ResourceUpdatedNotification, (told, _) => Set(heard, told.Params));
        using var end = new CancellationTokenSource();
        var listening = server.Client.SendRequestAsync(
            new JsonRpcRequest
            {
                Method = RequestMethods.SubscriptionsListen,
                Params = JsonSerializer.SerializeToNode(
                    new { notifications = new { resourceSubscriptions = new[]
                    {
                        "ticket://WATCHED-1", "ticket://HIDDEN-1", "ticket://NOBODY-1",
                    } } }),
            },
            end.Token);
        var grant = await granted.Task.WaitAsync(ServerProcess.Patience);
        Assert.Equal("""["ticket://WATCHED-1"]""", grant["notifications"]!["resourceSubscriptions"]!.ToJsonString());
        await using (var store = await repository.OpenAsync())
        {
            await store.UpdateAsync(TicketId.Parse("HIDDEN-1"), static t => t with { Title = "Still hidden" });
            await store.UpdateAsync(TicketId.Parse("WATCHED-1"), static t => t with { Labels = [] });
        }

        var update = await heard.Task.WaitAsync(ServerProcess.Patience);
        Assert.Equal("ticket://WATCHED-1", (string?)update["uri"]);
        Assert.True(JsonNode.DeepEquals(grant["_meta"], update["_meta"]));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
        Assert.Empty(await server.IdsAsync("list_tickets"));
    }

    private static ValueTask Set(TaskCompletionSource<JsonNode> source, JsonNode? told)
    {
        source.TrySetResult(told!);
        return ValueTask.CompletedTask;
    }
}
