namespace RepoTickets.Storage.Tests.Store;

public sealed class EpicTests
{
    [Fact]
    public async Task AddTicket_LinksBothSidesInOneCommit()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        var ticket = await temporary.Store.CreateAsync("Login");
        var position = await temporary.Store.Feed.GetPositionAsync();
        await temporary.Store.AddTicketToEpicAsync(epic.Id, ticket.Id);
        Assert.Equal(position + 1, await temporary.Store.Feed.GetPositionAsync());
        Assert.Equal([ticket.Id], (await temporary.Store.GetAsync(epic.Id))!.TicketIds);
        Assert.Equal(epic.Id, (await temporary.Store.GetAsync(ticket.Id))!.EpicId);
        await temporary.Store.AddTicketToEpicAsync(epic.Id, ticket.Id);
        Assert.Equal(position + 1, await temporary.Store.Feed.GetPositionAsync());
        Assert.Equal(["LOGIN-1"], (await temporary.Store.QueryAsync("epic:AUTH-1")).Tickets.Select(static t => t.Id.Value));
    }

    [Fact]
    public async Task AddTicket_OfAnotherEpic_MovesIt()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var first = await temporary.Store.CreateAsync(new Epic { Title = "First" });
        var second = await temporary.Store.CreateAsync(new Epic { Title = "Second" });
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.Store.AddTicketToEpicAsync(first.Id, ticket.Id);
        await temporary.Store.AddTicketToEpicAsync(second.Id, ticket.Id);
        Assert.Empty((await temporary.Store.GetAsync(first.Id))!.TicketIds);
        Assert.Equal([ticket.Id], (await temporary.Store.GetAsync(second.Id))!.TicketIds);
        Assert.Equal(second.Id, (await temporary.Store.GetAsync(ticket.Id))!.EpicId);
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task RemoveTicket_UnlinksBothSides()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.Store.AddTicketToEpicAsync(epic.Id, ticket.Id);
        Assert.True(await temporary.Store.RemoveTicketFromEpicAsync(epic.Id, ticket.Id));
        Assert.False(await temporary.Store.RemoveTicketFromEpicAsync(epic.Id, ticket.Id));
        Assert.Null((await temporary.Store.GetAsync(ticket.Id))!.EpicId);
        Assert.Empty((await temporary.Store.GetAsync(epic.Id))!.TicketIds);
    }

    [Fact]
    public async Task AddTicket_WhatIsNotThere_ChangesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        var ticket = await temporary.Store.CreateAsync("Login");
        var before = temporary.Snapshot();
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await temporary.Store.AddTicketToEpicAsync(epic.Id, TicketId.Parse("NO-1")));
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await temporary.Store.AddTicketToEpicAsync(EpicId.Parse("NO-1"), ticket.Id));
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await temporary.Store.RemoveTicketFromEpicAsync(EpicId.Parse("NO-1"), ticket.Id));
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task AddTicket_ManyAtOnceToOneEpic_LosesNone()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.Durability = Durability.Buffered);
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        var result = await temporary.Store.CommitAsync(
            new ChangeSet([.. Enumerable.Range(0, 6).Select(static _ => DocumentChange.Create(new Ticket { Title = "T" }))]));
        await Task.WhenAll(result.Documents.Select(document => Task.Run(async () =>
        {
            var added = false;
            while (!added)
            {
                try
                {
                    await temporary.Store.AddTicketToEpicAsync(epic.Id, ((Ticket)document!).Id);
                    added = true;
                }
                catch (VersionConflictException)
                {
                    // Everybody writes the same epic: a bounded retry may end with the conflict, and says so.
                }
            }
        })));
        Assert.Equal(6, (await temporary.Store.GetAsync(epic.Id))!.TicketIds.Count);
    }
}
