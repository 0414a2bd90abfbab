using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Workflows.Claims;
using static RepoTickets.Workflows.Tests.Claims.ClaimWorld;

namespace RepoTickets.Workflows.Tests.Claims;

/// <summary>What happens between a holder's look at its lease and its commit.</summary>
public sealed class FenceTests
{
    [Fact]
    public async Task CommitAsync_TakenOverBetweenLookAndCommit_IsRefused()
    {
        await using var world = await CreateAsync();
        var (store, claim, ticket) = await ClaimAsync(world);
        world.Clock.Advance(Minute);
        store.BeforeNextCommit = async () => Assert.NotNull(await world.Claims.TryClaimAsync(ticket.Id, "bob", Minute));
        await Assert.ThrowsAsync<ClaimLostException>(async () => await claim.UpdateTicketAsync(static t => t with { Title = "Late" }));
        Assert.Equal("Login", (await world.Store.GetAsync(ticket.Id))!.Title);
    }

    [Fact]
    public async Task CommitAsync_TakenOverAndGivenBackBetweenLookAndCommit_IsRefused()
    {
        await using var world = await CreateAsync();
        var (store, claim, ticket) = await ClaimAsync(world);
        world.Clock.Advance(Minute);
        store.BeforeNextCommit = async () => await (await world.Claims.TryClaimAsync(ticket.Id, "bob", Minute))!.ReleaseAsync();
        await Assert.ThrowsAsync<ClaimLostException>(
            async () => await claim.UpdateTicketAsync(static t => t with { Status = TicketStatus.Closed }, release: true));
        Assert.Equal(
            (null, 2L), ((await world.Store.GetLeaseAsync(ticket.Id))!.Holder, (await world.Store.GetLeaseAsync(ticket.Id))!.Token));
    }

    [Fact]
    public async Task CommitAsync_RenewedBetweenLookAndCommit_IsRepeated()
    {
        await using var world = await CreateAsync();
        var (store, claim, ticket) = await ClaimAsync(world);
        var same = (await world.Claims.ResumeAsync(ticket.Id, "ann", claim.Token))!;
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        store.BeforeNextCommit = async () => await same.RenewAsync();
        Assert.Equal("Done", (await claim.UpdateTicketAsync(static t => t with { Title = "Done" })).Title);
    }

    [Fact]
    public async Task TryClaimAsync_TicketClosedBetweenLookAndCommit_IsNotGranted()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var (store, claims) = Interfere(world);
        store.BeforeNextCommit = async () => await world.Store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Closed });
        Assert.Null(await claims.TryClaimAsync(ticket.Id, "ann", Minute));
        Assert.Null(await world.Store.GetLeaseAsync(ticket.Id));
    }

    private static async Task<(InterferingStore Store, IClaim Claim, Ticket Ticket)> ClaimAsync(ClaimWorld world)
    {
        var ticket = await world.AddAsync();
        var (store, claims) = Interfere(world);
        return (store, (await claims.TryClaimAsync(ticket.Id, "ann", Minute))!, ticket);
    }

    private static (InterferingStore Store, IClaims Claims) Interfere(ClaimWorld world)
    {
        var store = new InterferingStore(world.Store);
        return (store, new StoreClaims(new(store, new LeaseExpiry(world.Clock), world.Clock, NullLogger.Instance), world.Ready));
    }
}
