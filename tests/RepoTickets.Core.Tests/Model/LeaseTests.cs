namespace RepoTickets.Core.Tests.Model;

public sealed class LeaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly Lease Good = new()
    {
        TicketId = TicketId.Parse("LOGIN-1"), Holder = "ann", Token = 1, GrantedAt = Noon, ExpiresAt = Noon.AddMinutes(1),
    };

    [Fact]
    public void Validate_Lease_ReportsEveryRuleItBreaks()
    {
        Assert.Empty(DocumentValidator.Validate(Good, new()));
        Assert.Empty(DocumentValidator.Validate(Good with { Holder = null, Token = long.MaxValue }, new()));
        var broken = new Lease { TicketId = TicketId.FromStored("../x"), Holder = " ", Token = 0, GrantedAt = Noon };
        Assert.Equal(
            ["ticket_id", "holder", "token", "expires_at"],
            DocumentValidator.Validate(broken, new()).Select(static problem => problem.Field));
    }

    [Fact]
    public void IsLiveAt_Moments_EndsAtTheEnd()
    {
        Assert.True(Good.IsLiveAt(Noon));
        Assert.False(Good.IsLiveAt(Noon.AddMinutes(1)));
        Assert.False((Good with { Holder = null }).IsLiveAt(Noon));
    }

    [Fact]
    public void IsSameGrant_OtherLeases_TellsGrantsApart()
    {
        Assert.True(Good.IsSameGrant(Good with { ExpiresAt = Noon.AddDays(1) }));
        Assert.False(Good.IsSameGrant(null));
        Assert.False(Good.IsSameGrant(Good with { Token = 2 }));
        Assert.False(Good.IsSameGrant(Good with { Holder = "bob" }));
        Assert.False(Good.IsSameGrant(Good with { Holder = null }));
        Assert.False(Good.IsSameGrant(Good with { GrantedAt = Noon.AddSeconds(-1) }));
        Assert.False(Good.IsSameGrant(Good with { TicketId = TicketId.Parse("LOGIN-2") }));
        var released = Good with { Holder = null };
        Assert.False(released.IsSameGrant(released));
    }

    [Fact]
    public void References_Lease_HasNoneThatKeepsItsTicket()
    {
        Assert.Empty(DocumentReferences.Of(Good));
        Assert.Same(Good, DocumentReferences.Remove(Good, Good.TicketId.Key));
        Assert.Equal(new DocumentKey(DocumentKind.Lease, "LOGIN-1"), Good.Key);
    }
}
