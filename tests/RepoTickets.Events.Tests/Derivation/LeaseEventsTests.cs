using RepoTickets.Events.Derivation;
using static RepoTickets.Events.Tests.Derivation.Commits;

namespace RepoTickets.Events.Tests.Derivation;

public sealed class LeaseEventsTests
{
    private static readonly Lease Held = new()
    {
        TicketId = TicketId.Parse("LOGIN-1"), Holder = "ann", Token = 3, GrantedAt = Noon, ExpiresAt = Noon.AddMinutes(1),
    };

    private static readonly Lease Free = Held with { Holder = null };

    private static readonly Lease Taken = Held with
    {
        Holder = "bob",
        Token = 4,
        GrantedAt = Noon.AddMinutes(2),
        ExpiresAt = Noon.AddMinutes(3),
    };

    public static TheoryData<string, Lease?, Lease?, string> Changes() => new()
    {
        { "first grant", null, Held, "lease.granted" },
        { "renewal", Held, Held with { ExpiresAt = Noon.AddMinutes(9) }, "lease.renewed" },
        { "release", Held, Free, "lease.released" },
        { "grant after release", Free, Taken, "lease.granted" },
        { "takeover", Held, Taken, "lease.expired lease.granted" },
        { "nothing", Held, Held with { }, "" },
        { "nothing while free", Free, Free with { ExpiresAt = Noon }, "" },
        { "removed", Held, null, "lease.released" },
        { "removed while free", Free, null, "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Derive_Change_GivesTheseTypes(string name, Lease? before, Lease? after, string expected)
    {
        var events = CommitEvents.Derive(Of(new CommittedChange(Held.Key, before, after)));
        Assert.True(expected == Types(events), $"{name}: {Types(events)}");
        Assert.All(events, static made => Assert.Equal(Held.Key, made.Subject));
    }

    [Fact]
    public void Derive_Takeover_NamesBothHolders()
    {
        var events = CommitEvents.Derive(Of(Update(Held, Taken)));
        Assert.Equal(new LeaseExpired(Held.TicketId, "ann", 3), The<LeaseExpired>(events));
        Assert.Equal(new LeaseGranted(Held.TicketId, "bob", 4, Noon.AddMinutes(3)), The<LeaseGranted>(events));
    }
}
