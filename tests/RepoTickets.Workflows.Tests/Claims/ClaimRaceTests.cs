using System.Collections.Concurrent;
using static RepoTickets.Workflows.Tests.Claims.ClaimWorld;

namespace RepoTickets.Workflows.Tests.Claims;

public sealed class ClaimRaceTests
{
    [Fact]
    public async Task TryClaimAsync_ManyAtOnce_HasOneWinner()
    {
        await using var world = await CreateAsync();
        var (_, other, _) = await world.OpenAsync();
        for (var round = 0; round < 10; round++)
        {
            var ticket = await world.AddAsync();
            var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
                async () => await (i % 2 == 0 ? world.Claims : other).TryClaimAsync(ticket.Id, $"holder {i}", Minute))));
            var winner = Assert.Single(claims, static claim => claim is not null)!;
            Assert.Equal(winner.Holder, (await world.Store.GetLeaseAsync(ticket.Id))!.Holder);
        }
    }

    [Fact]
    public async Task ClaimNextAsync_ManyAtOnce_GivesEachTicketOnceAndNobodyGoesWithout()
    {
        const int Tickets = 60;
        await using var world = await CreateAsync();
        var (_, other, _) = await world.OpenAsync();
        for (var i = 0; i < Tickets; i++)
        {
            await world.AddAsync();
        }

        var won = new ConcurrentBag<TicketId>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            while (await (i % 2 == 0 ? world.Claims : other).ClaimNextAsync($"holder {i}", null, Minute) is { } claim)
            {
                won.Add(claim.TicketId);
            }
        })));
        Assert.Equal(Tickets, won.Count);
        Assert.Equal(Tickets, won.Distinct().Count());
        Assert.Empty(await world.ReadyIdsAsync());
    }

    [Fact]
    public async Task ClaimNextAsync_Query_TakesTheMostUrgentThatMatches()
    {
        await using var world = await CreateAsync();
        await world.AddAsync("Top", static t => t with { Priority = TicketPriority.Critical });
        await world.AddAsync("Old", static t => t with { Labels = ["bug"] });
        var urgent = await world.AddAsync("Urgent", static t => t with { Labels = ["bug"], Priority = TicketPriority.High });
        var query = TicketQuery.Parse("label:bug");
        Assert.Equal(urgent.Id, (await world.Claims.ClaimNextAsync("ann", query, Minute))!.TicketId);
        Assert.Equal("OLD-1", (await world.Claims.ClaimNextAsync("ann", query, Minute))!.TicketId.Value);
        Assert.Null(await world.Claims.ClaimNextAsync("ann", query, Minute));
    }
}
