using System.Text;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Tests.Documents;

namespace RepoTickets.Storage.Tests.Store;

public sealed class LeaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);

    private static readonly Lease Lease = new()
    {
        TicketId = TicketId.Parse("LOGIN-1"), Holder = "ann", Token = 1L << 40, GrantedAt = Noon, ExpiresAt = Noon.AddMinutes(45),
    };

    [Fact]
    public async Task CommitAsync_Lease_IsReadBackListedAndFollowed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var stored = await store.CreateAsync(Lease with { GrantedAt = Noon.AddTicks(7) });
        Assert.Equal(Lease, stored);
        Assert.Equal(stored, await store.GetLeaseAsync(Lease.TicketId));
        Assert.Equal([stored], (await store.ListAsync<Lease>()).Documents);
        var released = await store.UpdateAsync<Lease>(Lease.Key, static lease => lease with { Holder = null });
        Assert.Null(released.Holder);
        var commits = await store.Feed.ReadAsync(0);
        Assert.Equal(
            [(null, stored), (stored, released)],
            commits.Select(static commit => ((Lease?)commit.Changes[0].Before, (Lease?)commit.Changes[0].After)));
        Assert.True(await store.DeleteAsync(Lease.Key));
        Assert.Null(await store.GetLeaseAsync(Lease.TicketId));
        Assert.True((await ((IStoreMaintenance)store).VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task CommitAsync_StaleLease_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var stored = await temporary.Store.CreateAsync(Lease);
        await temporary.Store.UpdateAsync<Lease>(Lease.Key, static lease => lease with { Token = lease.Token + 1 });
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await temporary.Store.CommitAsync(new(DocumentChange.Require(stored.Key, stored.Version))));
        await Assert.ThrowsAsync<VersionConflictException>(async () => await temporary.Store.CreateAsync(Lease));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.UpdateAsync<Lease>(Lease.Key, static lease => lease with { Token = 0 }));
        await Assert.ThrowsAsync<InvalidChangeSetException>(
            async () => await temporary.Store.CreateAsync(Lease with { TicketId = default }));
    }

    [Fact]
    public async Task CommitAsync_LeaseWithATicketOfThatSet_KeepsBoth()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var placeholder = TicketId.Placeholder("new");
        await temporary.Store.CommitAsync(new(
            DocumentChange.Create(new Ticket { Id = placeholder, Title = "Login" }),
            DocumentChange.Create(new Ticket { Title = "Other", BlockedBy = [placeholder] }),
            DocumentChange.Create(Lease)));
        Assert.Equal(Lease, await temporary.Store.GetLeaseAsync(Lease.TicketId));
    }

    [Fact]
    public void Create_AnyZone_WritesTimesThatMeanTheSameInAll()
    {
        // In this hour the clocks of Berlin show every time twice.
        var berlin = Formats.Berlin;
        var utc = Formats.Utc;
        var bytes = berlin.Create(Lease);
        Assert.Equal(
            "{\n  \"ticket_id\": \"LOGIN-1\",\n  \"holder\": \"ann\",\n  \"token\": 1099511627776,\n  \"granted_at\": " +
            "\"2026-10-25T00:30:00.000000Z\",\n  \"expires_at\": \"2026-10-25T01:15:00.000000Z\"\n}",
            Encoding.UTF8.GetString(bytes).TrimEnd());
        foreach (var format in (DocumentFormat[])[berlin, utc])
        {
            Assert.True(format.TryRead(Lease.Key, "x", bytes, out var read, out var fault), fault?.ToString());
            Assert.Equal(Lease, read);
        }
    }

    [Theory]
    [InlineData("{}", "ticket_id")]
    [InlineData("{\"ticket_id\": \"LOGIN-1\", \"granted_at\": \"2026-01-01\", \"expires_at\": \"2026-01-01\"}", "token")]
    [InlineData("{\"ticket_id\": \"LOGIN-1\", \"token\": 1.5, \"granted_at\": \"2026-01-01\", \"expires_at\": \"2026-01-01\"}", "token")]
    [InlineData(
        "{\"ticket_id\": \"LOGIN-1\", \"token\": 99999999999999999999, \"granted_at\": \"2026-01-01\", \"expires_at\": \"2026-01-01\"}",
        "token")]
    [InlineData("{\"ticket_id\": \"LOGIN-1\", \"token\": 1, \"granted_at\": null, \"expires_at\": \"2026-01-01\"}", "granted_at")]
    [InlineData("{\"ticket_id\": \"OTHER-1\", \"token\": 1, \"granted_at\": \"2026-01-01\", \"expires_at\": \"2026-01-01\"}", "OTHER-1")]
    public void TryRead_BadLease_SaysWhat(string text, string expected)
    {
        var format = Formats.Utc;
        Assert.False(format.TryRead(Lease.Key, "x", Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshAsync_LeaseEditedByHand_IsNoNewsInTheFeed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(Lease);
        await temporary.Store.RefreshAsync();
        var position = await temporary.Store.Feed.GetPositionAsync();
        var path = Path.Combine(temporary.Root, ".sdk", "leases", "LOGIN-1.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("ann", "eve", StringComparison.Ordinal));
        await temporary.Store.RefreshAsync();
        Assert.Equal(position, await temporary.Store.Feed.GetPositionAsync());
    }
}
