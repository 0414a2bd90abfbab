namespace RepoTickets.Storage.Tests.Store;

public sealed class BacklogTests
{
    [Fact]
    public async Task Convert_TakesEverythingOverAndLinksAllThree()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        var item = await temporary.Store.CreateAsync(new BacklogItem
        {
            Title = "Remember me", Description = "For a month.", Priority = TicketPriority.High, Labels = ["feature"], StoryPoints = 3,
            EpicId = epic.Id, AssignedTo = "ada", AcceptanceCriteria = ["Survives a restart", new string('x', 60)],
        });
        var position = await temporary.Store.Feed.GetPositionAsync();
        var ticket = await temporary.Store.ConvertToTicketAsync(item.Id, new SeededIds(), TimeProvider.System);
        Assert.Equal(position + 1, await temporary.Store.Feed.GetPositionAsync());
        Assert.Equal(("REMEMBER-1", "For a month.", "ada", 3), (ticket.Id.Value, ticket.Description, ticket.Assignee, ticket.StoryPoints));
        Assert.Equal(["AC: Survives a restart", $"AC: {new string('x', 50)}..."], ticket.Requirements.Select(static r => r.Title));
        Assert.Equal(2, ticket.Requirements.Select(static r => r.Id).Distinct().Count());
        var converted = (await temporary.Store.GetAsync(item.Id))!;
        Assert.Equal((ticket.Id, BacklogStatus.InProgress), (converted.TicketId, converted.Status));
        Assert.Equal([ticket.Id], (await temporary.Store.GetAsync(epic.Id))!.TicketIds);
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Create_ItemThatDiffersFromAnotherInCaseAlone_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new BacklogItem { Id = BacklogItemId.Parse("ab-1"), Title = "Lower case is a name like others" });
        var exception = await RefusedAsync("AB-1");
        Assert.Contains("ab-1", exception.Message, StringComparison.Ordinal);
        await RefusedAsync("cd-1", "CD-1");
        Assert.Equal("AB-2", (await temporary.Store.CreateAsync(new BacklogItem { Title = "Ab" })).Id.Value);
        await temporary.Store.DeleteAsync(BacklogItemId.Parse("ab-1").Key);
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);

        async Task<InvalidDocumentException> RefusedAsync(params string[] ids) => await Assert.ThrowsAsync<InvalidDocumentException>(async () =>
            await temporary.Store.CommitAsync(new([.. ids.Select(static id => DocumentChange.Create(new BacklogItem { Id = BacklogItemId.Parse(id), Title = "x" }))])));
    }

    [Fact]
    public async Task Verify_ItemsWhoseNamesDifferInCaseAlone_Warns()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        foreach (var id in new[] { "AB-1", "ab-1", "cd-1" })
        {
            temporary.Write($"backlog/{id}.yaml", $"id: {id}\ntitle: Item\n");
        }

        if (Directory.GetFiles(temporary.PathOf("backlog"), "*.yaml").Length < 3)
        {
            // This file system ignores case: it has no such pairs.
            return;
        }

        await temporary.Store.RefreshAsync();
        var finding = Assert.Single((await temporary.Maintenance.VerifyAsync()).Findings);
        Assert.Equal(("same-but-for-case", FindingSeverity.Warning, "backlog/AB-1.yaml"), (finding.Code, finding.Severity, finding.Path));
        Assert.Contains("backlog/ab-1.yaml", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_Twice_IsRefusedTheSecondTime()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var item = await temporary.Store.CreateAsync(new BacklogItem { Title = "Story" });
        await temporary.Store.ConvertToTicketAsync(item.Id, new SeededIds(), TimeProvider.System);
        var exception = await Assert.ThrowsAsync<InvalidChangeSetException>(async () =>
            await temporary.Store.ConvertToTicketAsync(item.Id, new SeededIds(), TimeProvider.System));
        Assert.Contains("STORY-1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Convert_FromTwoStoresAtOnce_MakesOneTicket()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await using var other = await temporary.OpenAnotherAsync();
        var item = await temporary.Store.CreateAsync(new BacklogItem { Title = "Story" });
        var attempts = await Task.WhenAll(new[] { temporary.Store, other, temporary.Store, other }.Select(store => Task.Run(async () =>
        {
            try
            {
                return await store.ConvertToTicketAsync(item.Id, new IdentifierGenerator(), TimeProvider.System);
            }
            catch (InvalidChangeSetException)
            {
                return null;
            }
        })));
        Assert.Single(attempts, static ticket => ticket is not null);
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Convert_WhatIsNotThere_SaysSo()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await Assert.ThrowsAsync<DocumentNotFoundException>(async () =>
            await temporary.Store.ConvertToTicketAsync(BacklogItemId.Parse("NO-1"), new SeededIds(), TimeProvider.System));
    }

    [Fact]
    public async Task BacklogItem_WithAnIdentifierOfAnotherScript_IsRead()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("backlog/ПРИВЕТ-1.yaml", "id: ПРИВЕТ-1\ntitle: Привет\n");
        var item = Assert.Single((await temporary.Store.ListAsync<BacklogItem>()).Documents);
        Assert.Equal("Привет", item.Title);
        Assert.Equal("x", (await temporary.Store.UpdateAsync<BacklogItem>(item.Key, static i => i with { Theme = "x" })).Theme);
    }
}
