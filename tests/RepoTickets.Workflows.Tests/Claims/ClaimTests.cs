using static RepoTickets.Workflows.Tests.Claims.ClaimWorld;

namespace RepoTickets.Workflows.Tests.Claims;

public sealed class ClaimTests
{
    [Fact]
    public async Task TryClaimAsync_FreeTicket_RecordsTheLeaseBesideNothingThatGitSees()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute);
        Assert.NotNull(claim);
        Assert.Equal(
            (1L, "ann", ticket.Id, world.Clock.GetUtcNow() + Minute), (claim.Token, claim.Holder, claim.TicketId, claim.ExpiresAt));
        var lease = await world.Store.GetLeaseAsync(ticket.Id);
        Assert.Equal(("ann", 1L), (lease!.Holder, lease.Token));
        Assert.True(File.Exists(Path.Join(world.Folder, ".tickets", ".sdk", "leases", $"{ticket.Id}.json")));
        Assert.Contains(
            "\n*\n", await File.ReadAllTextAsync(Path.Join(world.Folder, ".tickets", ".sdk", ".gitignore")), StringComparison.Ordinal);
        Assert.Equal(ticket, await world.Store.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task TryClaimAsync_ClaimedTicket_IsRefusedToEverybodyAlsoTheHolder()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute);
        var (_, other, _) = await world.OpenAsync();
        Assert.Null(await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute));
        Assert.Null(await other.TryClaimAsync(ticket.Id, "bob", Minute));
    }

    [Fact]
    public async Task TryClaimAsync_WhatCannotBeClaimed_SaysWhy()
    {
        await using var world = await CreateAsync();
        var closed = await world.AddAsync("Old", static t => t with { Status = TicketStatus.Closed });
        Assert.Null(await world.Claims.TryClaimAsync(closed.Id, "ann", Minute));
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await world.Claims.TryClaimAsync(TicketId.Parse("NONE-1"), "ann", Minute));
        await Assert.ThrowsAsync<ArgumentException>(async () => await world.Claims.TryClaimAsync(closed.Id, " ", Minute));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await world.Claims.TryClaimAsync(closed.Id, new string('x', 1_001), Minute));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await world.Claims.TryClaimAsync(closed.Id, "ann", TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await world.Claims.ClaimNextAsync("ann", null, TimeSpan.FromDays(31)));
    }

    [Fact]
    public async Task CommitAsync_SupersededHolder_IsRefusedAndNothingIsWritten()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var late = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        world.Clock.Advance(Minute);
        var (_, other, _) = await world.OpenAsync();
        var next = (await other.TryClaimAsync(ticket.Id, "bob", Minute))!;
        Assert.Equal(2, next.Token);
        var position = await world.Store.Feed.GetPositionAsync();

        var lost = await Assert.ThrowsAsync<ClaimLostException>(
            async () => await late.UpdateTicketAsync(static t => t with { Title = "Late" }));
        Assert.Contains("token 2 was granted to bob", lost.Message, StringComparison.Ordinal);
        Assert.True(late.Lost.IsCancellationRequested);
        await Assert.ThrowsAsync<ClaimLostException>(async () => await late.CommitAsync(new(DocumentChange.Delete(ticket)), release: true));
        await Assert.ThrowsAsync<ClaimLostException>(async () => await late.RenewAsync());
        Assert.False(await late.ReleaseAsync());
        await late.DisposeAsync();
        Assert.Equal(position, await world.Store.Feed.GetPositionAsync());

        Assert.Equal("Now", (await next.UpdateTicketAsync(static t => t with { Title = "Now" })).Title);
    }

    [Fact]
    public async Task CommitAsync_SupersededByGrantThatWasGivenBack_IsRefused()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var late = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        world.Clock.Advance(Minute);
        await using (await world.Claims.TryClaimAsync(ticket.Id, "bob", Minute))
        {
        }

        var lost = await Assert.ThrowsAsync<ClaimLostException>(
            async () => await late.UpdateTicketAsync(static t => t with { Title = "Late" }));
        Assert.Contains("token 2 was granted since and given back", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitAsync_RunOutButNotTakenOver_IsAcceptedAndRenewable()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        world.Clock.Advance(Minute * 3);
        Assert.Equal([ticket.Id.Value], await world.ReadyIdsAsync());
        await claim.UpdateTicketAsync(static t => t with { Title = "Slow" });
        await claim.RenewAsync();
        Assert.Equal(world.Clock.GetUtcNow() + Minute, claim.ExpiresAt);
        Assert.Empty(await world.ReadyIdsAsync());
        Assert.Null(await world.Claims.TryClaimAsync(ticket.Id, "bob", Minute));
    }

    [Fact]
    public async Task CommitAsync_WithRelease_ChangesTicketAndLeaseInOneCommit()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = (await world.Claims.ClaimNextAsync("ann", null, Minute))!;
        var position = await world.Store.Feed.GetPositionAsync();
        var done = await claim.UpdateTicketAsync(static t => t with { Status = TicketStatus.Closed }, release: true);
        Assert.Equal(position + 1, await world.Store.Feed.GetPositionAsync());
        Assert.Equal(done, await world.Store.GetAsync(ticket.Id));
        var lease = await world.Store.GetLeaseAsync(ticket.Id);
        Assert.Equal((null, 1L), (lease!.Holder, lease.Token));
        var lost = await Assert.ThrowsAsync<ClaimLostException>(async () => await claim.RenewAsync());
        Assert.Contains("it was given back", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitAsync_SeveralDocuments_AnswersForThoseOfTheCaller()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        var result = await claim.CommitAsync(new(
            DocumentChange.Update(ticket with { Title = "A" }), DocumentChange.Create(new Ticket { Title = "Follow" })));
        Assert.Equal(["A", "Follow"], result.Documents.Select(static document => ((Ticket)document!).Title));
        await Assert.ThrowsAsync<InvalidChangeSetException>(
            async () => await claim.CommitAsync(new(DocumentChange.Require(Lease.KeyOf(ticket.Id), default))));
        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await claim.CommitAsync(new(DocumentChange.Update(ticket with { Title = "Stale" }))));
    }

    [Fact]
    public async Task UpdateTicketAsync_EditByAnOutsider_IsKept()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        var edited = false;
        var after = await claim.UpdateTicketAsync(t =>
        {
            if (!edited)
            {
                edited = true;
                world.Store.UpdateAsync(ticket.Id, static o => o with { Description = "outsider" }).AsTask().GetAwaiter().GetResult();
            }

            return t with { Title = "holder" };
        });
        Assert.Equal(("holder", "outsider"), (after.Title, after.Description));
    }

    [Fact]
    public async Task ReleaseAsync_ThenClaim_GoesOnCounting()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        for (var token = 1; token <= 3; token++)
        {
            var claim = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
            Assert.Equal(token, claim.Token);
            Assert.True(await claim.ReleaseAsync());
            Assert.False(await claim.ReleaseAsync());
        }
    }

    [Fact]
    public async Task DeleteAsync_ClaimedTicket_KeepsTheTokenForATicketOfThatName()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var late = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        Assert.True(await world.Store.DeleteAsync(ticket.Id));
        await Assert.ThrowsAsync<DocumentNotFoundException>(async () => await late.UpdateTicketAsync(static t => t));
        world.Clock.Advance(Minute);
        await world.Store.CommitAsync(
            new(DocumentChange.Create(new Ticket { Id = ticket.Id, Title = "Again" })) { MayReuseIdentifiers = true });
        Assert.Equal(2, (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!.Token);
        await Assert.ThrowsAsync<ClaimLostException>(async () => await late.UpdateTicketAsync(static t => t with { Title = "Late" }));
    }

    [Fact]
    public async Task ResumeAsync_RecordedGrant_GoesOn()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute))!;
        var (_, other, _) = await world.OpenAsync();
        var resumed = (await other.ResumeAsync(ticket.Id, "ann", claim.Token))!;
        await resumed.UpdateTicketAsync(static t => t with { Title = "Resumed" });
        Assert.Null(await other.ResumeAsync(ticket.Id, "ann", 2));
        Assert.Null(await other.ResumeAsync(ticket.Id, "bob", 1));
        Assert.Null(await other.ResumeAsync(TicketId.Parse("NONE-1"), "ann", 1));
    }

    [Fact]
    public async Task TryClaimAsync_ClockSetBackAfterALeaseRanOut_DoesNotReviveIt()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute);
        world.Clock.Advance(Minute);
        Assert.Equal([ticket.Id.Value], await world.ReadyIdsAsync());
        world.Clock.Advance(TimeSpan.FromHours(-1));
        Assert.Equal([ticket.Id.Value], await world.ReadyIdsAsync());
        var next = (await world.Claims.ClaimNextAsync("bob", null, Minute))!;
        Assert.Equal(2, next.Token);
        await next.RenewAsync();
        Assert.Equal(world.Clock.GetUtcNow() + Minute, next.ExpiresAt);
        world.Clock.Advance(TimeSpan.FromHours(-1));
        await next.RenewAsync();
        Assert.True(next.ExpiresAt > world.Clock.GetUtcNow());
    }

    [Fact]
    public async Task RenewAutomatically_UntilSuperseded_KeepsTheLeaseAndStops()
    {
        await using var world = await CreateAsync();
        var ticket = await world.AddAsync();
        var claim = (await world.Claims.TryClaimAsync(ticket.Id, "ann", Minute, new() { RenewAutomatically = true }))!;
        for (var i = 0; i < 6; i++)
        {
            await world.Clock.NextTimerAsync();
            world.Clock.Advance(Minute / 3);
        }

        await world.Clock.NextTimerAsync();
        Assert.Equal(world.Clock.GetUtcNow() + Minute, claim.ExpiresAt);

        // Somebody takes over before the next renewal: as after a pause that was longer than the lease.
        var lease = (await world.Store.GetLeaseAsync(ticket.Id))!;
        await world.Store.CommitAsync(new(DocumentChange.Update(lease with { Holder = "bob", Token = lease.Token + 1 })));
        var lost = new TaskCompletionSource();
        await using var registration = claim.Lost.Register(lost.SetResult);
        world.Clock.Advance(Minute / 3);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await claim.DisposeAsync();
        Assert.Equal("bob", (await world.Store.GetLeaseAsync(ticket.Id))!.Holder);
    }

    [Fact]
    public async Task Lease_FileThatCannotBeRead_IsReportedAndOtherWorkGoesOn()
    {
        await using var world = await CreateAsync();
        var first = await world.AddAsync("Login", static t => t with { Priority = TicketPriority.Critical });
        var second = await world.AddAsync("Other");
        var path = Path.Join(world.Folder, ".tickets", ".sdk", "leases", $"{first.Id}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "{ \"ticket_id\": ");
        await Assert.ThrowsAsync<DocumentFaultException>(async () => await world.Claims.TryClaimAsync(first.Id, "ann", Minute));
        Assert.Equal(second.Id, (await world.Claims.ClaimNextAsync("ann", null, Minute))!.TicketId);
        var report = await ((IStoreMaintenance)world.Store).VerifyAsync();
        Assert.Contains(report.Findings, finding => finding.Code == "unreadable-file" && finding.Path == $".sdk/leases/{first.Id}.json");
        Assert.Contains(await world.Store.GetFaultsAsync(), fault => fault.Path == $".sdk/leases/{first.Id}.json");
    }
}
