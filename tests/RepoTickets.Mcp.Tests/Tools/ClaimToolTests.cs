using System.Text.Json;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Tools;

public sealed class ClaimToolTests
{
    [Fact]
    public async Task Claim_ThatIsCompleted_ClosesTheTicket()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Small", static t => t with { Priority = TicketPriority.Low });
        await repository.AddAsync("Urgent", static t => t with { Priority = TicketPriority.Critical });
        await using var server = await TestServer.StartAsync(repository);
        var claim = await server.CallAsync("claim_next", new { holder = "bot-1", minutes = 5 });
        Assert.Equal(("claimed", "URGENT-1", 1), (Text(claim, "action"), Text(claim, "id"), claim.GetProperty("token").GetInt32()));
        Assert.InRange(claim.GetProperty("expires_at").GetDateTimeOffset(), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(5.1));
        Assert.Equal(["SMALL-1"], await server.IdsAsync("ready_tickets"));

        var renewed = await server.CallAsync("renew_claim", new { id = "URGENT-1", holder = "bot-1", token = 1, minutes = 60 });
        Assert.True(
            renewed.GetProperty("expires_at").GetDateTimeOffset() > claim.GetProperty("expires_at").GetDateTimeOffset().AddMinutes(30));
        var updated = await server.CallAsync("update_ticket", new
        {
            id = "URGENT-1", expected_version = Text(renewed, "document_version"), status = "in-progress", holder = "bot-1", token = 1,
        });
        Assert.Equal("updated", Text(updated, "action"));

        await server.CallAsync("complete_claim", new { id = "URGENT-1", holder = "bot-1", token = 1, comment = "Done." });
        var ticket = await repository.ReadAsync("URGENT-1");
        Assert.Equal(TicketStatus.Closed, ticket.Status);
        Assert.Equal(("bot-1", "Done."), (ticket.Comments[0].Author, ticket.Comments[0].Content));
        Assert.Equal("SMALL-1", Text(await server.CallAsync("claim_next", new { holder = "bot-1", query = "priority:low" }), "id"));
        Assert.Equal("nothing_ready", Text(await server.CallAsync("claim_next", new { holder = "bot-1" }), "action"));
    }

    [Theory]
    [InlineData("open", true)]
    [InlineData("blocked", false)]
    public async Task Claim_ThatFails_LeavesTheTicketToOthersOrToAPerson(string status, bool isReady)
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Hard");
        await using var server = await TestServer.StartAsync(repository);
        await server.CallAsync("claim_next", new { holder = "bot-1" });
        await server.CallAsync("fail_claim", new { id = "HARD-1", holder = "bot-1", token = 1, reason = "No access.", status });
        var ticket = await repository.ReadAsync("HARD-1");
        Assert.Equal((status, "No access."), (ticket.Status.Value, ticket.Comments[0].Content));
        Assert.Equal(
            isReady ? 2 : 0,
            (await server.CallAsync("claim_next", new { holder = "bot-2" })).TryGetProperty("token", out var token) ? token.GetInt32() : 0);
        Assert.Equal(
            ["status"],
            (await server.FailAsync(
                "fail_claim", new { id = "HARD-1", holder = "bot-1", token = 1, reason = "x", status = "closed" })).Fields);
        Assert.Equal(
            ["status"],
            (await server.FailAsync(
                "fail_claim", new { id = "HARD-1", holder = "bot-1", token = 1, reason = "x", status = "in-progress" })).Fields);
        Assert.Equal(
            ["status"],
            (await server.FailAsync("fail_claim", new { id = "HARD-1", holder = "bot-1", token = 1, reason = "x", status = "??" })).Fields);
    }

    [Fact]
    public async Task SupersededHolder_WhateverItTries_IsRefused()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Race");
        await using var first = await TestServer.StartAsync(repository);
        await using var second = await TestServer.StartAsync(repository);
        await first.CallAsync("claim_next", new { holder = "slow" });
        await first.CallAsync("fail_claim", new { id = "RACE-1", holder = "slow", token = 1, reason = "Later." });
        var taken = await second.CallAsync("claim_next", new { holder = "fast" });
        Assert.Equal(2, taken.GetProperty("token").GetInt32());

        var before = await repository.ReadAsync("RACE-1");
        var late = new { id = "RACE-1", holder = "slow", token = 1 };
        var errors = new[]
        {
            await first.FailAsync("renew_claim", late),
            await first.FailAsync("complete_claim", late),
            await first.FailAsync("fail_claim", new { late.id, late.holder, late.token, reason = "x" }),
            await first.FailAsync(
                "update_ticket", new { late.id, late.holder, late.token, expected_version = before.Version.ToString(), status = "closed" }),
            await first.FailAsync("renew_claim", new { late.id, holder = "fast", token = 1 }),
            await first.FailAsync("renew_claim", new { late.id, holder = "slow", token = 2 }),
        };
        Assert.All(errors, static error => Assert.Equal("claim_lost", error.Code));
        Assert.All(errors, static error => Assert.Equal(2, error.Details.GetProperty("recorded_token").GetInt32()));
        Assert.Equal(before.Version, (await repository.ReadAsync("RACE-1")).Version);
        Assert.Equal(
            ["token"],
            (await first.FailAsync(
                "update_ticket", new { late.id, late.holder, expected_version = before.Version.ToString(), status = "closed" })).Fields);
        await second.CallAsync("complete_claim", new { late.id, holder = "fast", token = 2 });
    }

    [Fact]
    public async Task TwoClients_ClaimingAtOnce_EachTicketHasExactlyOneWinner()
    {
        const int Tickets = 12;
        using var repository = await TestRepository.CreateAsync();
        await using (var store = await repository.OpenAsync())
        {
            await store.CommitAsync(
                new([.. Enumerable.Range(0, Tickets).Select(static _ => DocumentChange.Create(new Ticket { Title = "Work" }))]));
        }

        await using var first = await TestServer.StartAsync(repository);
        await using var second = await TestServer.StartAsync(repository);
        var won = await Task.WhenAll(ClaimAllAsync(first, "one", Tickets), ClaimAllAsync(second, "two", Tickets));
        Assert.Equal(Tickets, won[0].Count + won[1].Count);
        Assert.Equal(Tickets, won[0].Concat(won[1]).Distinct().Count());
    }

    [Fact]
    public async Task Claim_OfAServerThatEnded_IsTakenUpByTheNext()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Long work");
        await using (var before = await TestServer.StartAsync(repository))
        {
            await before.CallAsync("claim_next", new { holder = "bot-1" });
        }

        await using var after = await TestServer.StartAsync(repository);
        Assert.Equal("nothing_ready", Text(await after.CallAsync("claim_next", new { holder = "bot-2" }), "action"));
        await after.CallAsync("renew_claim", new { id = "LONG-1", holder = "bot-1", token = 1 });
        await after.CallAsync("complete_claim", new { id = "LONG-1", holder = "bot-1", token = 1 });
    }

    /// <summary>Several calls at once, so that the two processes meet at the same tickets.</summary>
    private static async Task<List<string>> ClaimAllAsync(TestServer server, string holder, int atOnce)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => server.CallAsync("claim_next", new { holder })));
        return [.. answers.Where(static answer => Text(answer, "action") == "claimed").Select(static answer => Text(answer, "id"))];
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;
}
