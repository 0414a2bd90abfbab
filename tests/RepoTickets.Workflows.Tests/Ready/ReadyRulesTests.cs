using RepoTickets.Workflows.Tests.Claims;

namespace RepoTickets.Workflows.Tests.Ready;

public sealed class ReadyRulesTests
{
    private static readonly Dictionary<string, (Ticket[] Tickets, string Ready)> Cases = new()
    {
        ["plain"] = (
            [T("A-1"), T("A-2") with { Status = TicketStatus.InProgress }, T("A-3") with { Status = TicketStatus.Closed }], "A-1 A-2"),
        ["marked blocked"] = ([T("A-1") with { Status = TicketStatus.Blocked }], ""),
        ["blocked by an open one"] = ([T("A-1") with { BlockedBy = [Id("A-2")] }, T("A-2")], "A-2"),
        ["blocked by a closed one"] =
            ([T("A-1") with { BlockedBy = [Id("A-2")] }, T("A-2") with { Status = TicketStatus.Cancelled }], "A-1"),
        ["blocked by a missing one"] = ([T("A-1") with { BlockedBy = [Id("A-2")] }], "A-1"),
        ["the other side says so"] = ([T("A-1"), T("A-2") with { Blocks = [Id("A-1")] }], "A-2"),
        ["blocked by itself"] = ([T("A-1") with { BlockedBy = [Id("A-1")], ParentTicketId = Id("A-1") }], "A-1"),
        ["a circle"] = ([T("A-1") with { BlockedBy = [Id("A-2")] }, T("A-2") with { BlockedBy = [Id("A-1")] }], ""),
        ["parts first"] = ([T("A-1"), T("A-2") with { ParentTicketId = Id("A-1") }], "A-2"),
        ["parts named by the whole"] = ([T("A-1") with { ChildTicketIds = [Id("A-2")] }, T("A-2")], "A-2"),
        ["whole blocked"] = ([T("A-1") with { BlockedBy = [Id("A-3")] }, T("A-2") with { ParentTicketId = Id("A-1") }, T("A-3")], "A-3"),
        ["whole blocked by its part"] = ([T("A-1") with { BlockedBy = [Id("A-2")] }, T("A-2") with { ParentTicketId = Id("A-1") }], "A-2"),
        ["whole marked blocked"] = ([T("A-1") with { Status = TicketStatus.Blocked }, T("A-2") with { ParentTicketId = Id("A-1") }], ""),
        ["whole closed"] =
            ([T("A-1") with { Status = TicketStatus.Closed, BlockedBy = [Id("A-3")] }, T("A-2") with
            {
                ParentTicketId = Id("A-1"),
            }, T("A-3")], "A-2 A-3"),
        ["order"] = (
            [T("A-1") with { Priority = TicketPriority.Low }, T("A-2"), T("A-3") with
            {
                CreatedAt = Day(1),
            }, T("A-4") with { Priority = TicketPriority.Critical }],
            "A-4 A-3 A-2 A-1"),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetAsync_Tickets_GivesThoseThatCanBeWorked(string name)
    {
        var (tickets, expected) = Cases[name];
        await using var world = await ClaimWorld.CreateAsync();
        Assert.Empty(await world.ReadyIdsAsync());
        foreach (var ticket in tickets)
        {
            await world.Store.CreateAsync(ticket);
        }

        var (_, _, fresh) = await world.OpenAsync();
        Assert.True(expected == string.Join(' ', await world.ReadyIdsAsync()), name);
        Assert.True(expected == string.Join(' ', (await fresh.GetAsync()).Tickets.Select(static ticket => ticket.Id)), name);
    }

    [Fact]
    public async Task GetAsync_CancelledEpic_HoldsItsTicketsBack()
    {
        await using var world = await ClaimWorld.CreateAsync();
        await world.Store.CreateAsync(T("A-1") with { EpicId = EpicId.Parse("E-1") });
        await world.Store.CreateAsync(T("A-2"));
        var epic = await world.Store.CreateAsync(new Epic { Id = EpicId.Parse("E-1"), Title = "Epic", TicketIds = [Id("A-2")] });
        Assert.Equal(["A-1", "A-2"], await world.ReadyIdsAsync());
        await world.Store.UpdateAsync<Epic>(epic.Key, static e => e with { Status = EpicStatus.Cancelled });
        Assert.Empty(await world.ReadyIdsAsync());
    }

    [Fact]
    public async Task GetAsync_TicketThatCannotBeRead_BlocksUntilItIsMended()
    {
        await using var world = await ClaimWorld.CreateAsync();
        await world.Store.CreateAsync(T("A-1") with { BlockedBy = [Id("A-2")] });
        await world.Store.CreateAsync(T("A-2"));
        Assert.Equal(["A-2"], await world.ReadyIdsAsync());
        await File.WriteAllTextAsync(Path.Join(world.Folder, ".tickets", "open", "A-2.yaml"), "<<<<<<< HEAD\n");
        await world.Store.RefreshAsync();
        Assert.Empty(await world.ReadyIdsAsync());
        var (_, _, fresh) = await world.OpenAsync();
        Assert.Empty((await fresh.GetAsync()).Tickets);
        await File.WriteAllTextAsync(Path.Join(world.Folder, ".tickets", "open", "A-2.yaml"), "id: A-2\ntitle: mended\nstatus: closed\n");
        await world.Store.RefreshAsync();
        Assert.Equal(["A-1"], await world.ReadyIdsAsync());
    }

    [Fact]
    public async Task GetAsync_Take_BoundsTheAnswer()
    {
        await using var world = await ClaimWorld.CreateAsync();
        await world.Store.CreateAsync(T("A-1"));
        await world.Store.CreateAsync(T("A-2"));
        Assert.Equal("A-1", Assert.Single((await world.Ready.GetAsync(take: 1)).Tickets).Id.Value);
        Assert.Empty((await world.Ready.GetAsync(take: 0)).Tickets);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await world.Ready.GetAsync(take: -1));
    }

    private static Ticket T(string id) => new() { Id = Id(id), Title = id, CreatedAt = Day(2) };

    private static TicketId Id(string id) => TicketId.Parse(id);

    private static DateTimeOffset Day(int day) => DateTimeOffset.UnixEpoch.AddDays(day);
}
