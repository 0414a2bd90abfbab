namespace RepoTickets.Storage.Tests.Store;

public sealed class DeletionTests
{
    [Fact]
    public async Task Delete_WhatOthersReferTo_IsRefusedWithTheWholeList()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await FillAsync(temporary);
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<DanglingReferenceException>(
            async () => await temporary.Store.DeleteAsync(TicketId.Parse("TARGET-1")));
        Assert.Equal("Ticket TARGET-1", exception.Key.ToString());
        Assert.Equal(
            [
                "AgentTask 0000000A (ticket_id)", "BacklogItem ITEM-1 (ticket_id)", "Epic EPIC-1 (ticket_ids)", "Ticket REF-1 (blocked_by)",
                "Ticket REF-1 (blocks)",
                "Ticket REF-1 (child_ticket_ids)", "Ticket REF-1 (journal_entries[0].dependencies)", "Ticket REF-1 (parent_ticket_id)",
                "Ticket REF-1 (related_to)",
            ],
            exception.References.Select(static reference => reference.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task Delete_EveryKind_IsRefusedWhileReferredTo()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await FillAsync(temporary);
        await RefusedAsync(EpicId.Parse("EPIC-1").Key, "BacklogItem ITEM-1 (epic_id)", "Ticket REF-1 (epic_id)");
        await RefusedAsync(BacklogItemId.Parse("ITEM-1").Key, "BacklogItem ITEM-2 (dependencies)");
        await RefusedAsync(AgentId.Parse("AGENT-BOT").Key, "AgentTask 0000000A (agent_id)", "Ticket REF-1 (assigned_agent)");
        await RefusedAsync(AgentTaskId.Parse("0000000A").Key, "Agent AGENT-BOT (active_tasks)", "Ticket REF-1 (agent_tasks)");

        async Task RefusedAsync(DocumentKey key, params string[] references)
        {
            var exception = await Assert.ThrowsAsync<DanglingReferenceException>(async () => await temporary.Store.DeleteAsync(key));
            Assert.Equal(references, exception.References.Select(static reference => reference.ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Delete_WithCleaning_RemovesEveryReferenceInTheSameCommit()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.DeletionPolicy = DeletionPolicy.Clean);
        await FillAsync(temporary, withTask: false);
        var position = await temporary.Store.Feed.GetPositionAsync();
        Assert.True(await temporary.Store.DeleteAsync(TicketId.Parse("TARGET-1")));
        Assert.Equal(position + 1, await temporary.Store.Feed.GetPositionAsync());
        var ticket = (await temporary.Store.GetAsync(TicketId.Parse("REF-1")))!;
        Assert.Equal((0, 0, 0, 0), (ticket.BlockedBy.Count, ticket.Blocks.Count, ticket.RelatedTo.Count, ticket.ChildTicketIds.Count));
        Assert.Null(ticket.ParentTicketId);
        Assert.Equal(["someone else"], ticket.JournalEntries[0].Dependencies);
        Assert.Empty((await temporary.Store.GetAsync(EpicId.Parse("EPIC-1")))!.TicketIds);
        Assert.Null((await temporary.Store.GetAsync(BacklogItemId.Parse("ITEM-1")))!.TicketId);
        Assert.True(await temporary.Store.DeleteAsync(EpicId.Parse("EPIC-1").Key));
        Assert.True(await temporary.Store.DeleteAsync(BacklogItemId.Parse("ITEM-1").Key));
        Assert.True(await temporary.Store.DeleteAsync(AgentId.Parse("AGENT-BOT").Key));
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Delete_WithCleaning_StillRefusesWhatATaskCannotBeWithout()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.DeletionPolicy = DeletionPolicy.Clean);
        await FillAsync(temporary);
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<DanglingReferenceException>(
            async () => await temporary.Store.DeleteAsync(TicketId.Parse("TARGET-1")));
        Assert.Equal("AgentTask 0000000A (ticket_id)", Assert.Single(exception.References).ToString());
        Assert.Contains("Complete, fail or cancel the task first", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("policy", exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<DanglingReferenceException>(async () => await temporary.Store.DeleteAsync(AgentId.Parse("AGENT-BOT").Key));
        Assert.Equal("AgentTask 0000000A (agent_id)", Assert.Single(exception.References).ToString());
        Assert.Equal(before, temporary.Snapshot());
        Assert.True(await temporary.Store.DeleteAsync(AgentTaskId.Parse("0000000A").Key));
        Assert.True(await temporary.Store.DeleteAsync(AgentId.Parse("AGENT-BOT").Key));
    }

    [Theory]
    [InlineData(AgentTaskStatus.Completed)]
    [InlineData(AgentTaskStatus.Failed)]
    [InlineData(AgentTaskStatus.Cancelled)]
    public async Task Delete_WithCleaning_TakesTasksThatHaveEndedAlong(AgentTaskStatus ended)
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.DeletionPolicy = DeletionPolicy.Clean);
        await FillAsync(temporary);
        var task = AgentTaskId.Parse("0000000A");
        await temporary.Store.UpdateAsync<AgentTask>(task.Key, document => document with { Status = ended });
        var position = await temporary.Store.Feed.GetPositionAsync();
        Assert.True(await temporary.Store.DeleteAsync(TicketId.Parse("TARGET-1")));
        Assert.Equal(position + 1, await temporary.Store.Feed.GetPositionAsync());
        Assert.Null(await temporary.Store.GetAsync(task));
        Assert.Empty((await temporary.Store.GetAsync(TicketId.Parse("REF-1")))!.AgentTasks);
        Assert.Empty((await temporary.Store.GetAsync(AgentId.Parse("AGENT-BOT")))!.ActiveTasks);
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Delete_AgentAndTicketTogetherWithCleaning_TakesTheEndedTaskAlong()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.DeletionPolicy = DeletionPolicy.Clean);
        await FillAsync(temporary);
        var task = AgentTaskId.Parse("0000000A");
        await temporary.Store.UpdateAsync<AgentTask>(task.Key, static document => document with { Status = AgentTaskStatus.Completed });
        await Assert.ThrowsAsync<DanglingReferenceException>(async () => await temporary.Store.DeleteAsync(AgentId.Parse("AGENT-BOT").Key));
        var agent = (await temporary.Store.GetAsync(AgentId.Parse("AGENT-BOT")))!;
        var ticket = (await temporary.Store.GetAsync(TicketId.Parse("TARGET-1")))!;
        await temporary.Store.CommitAsync(new(DocumentChange.Delete(agent), DocumentChange.Delete(ticket)));
        Assert.Null(await temporary.Store.GetAsync(task));
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Delete_ReferrerAndReferredTogether_IsAllowed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await FillAsync(temporary);
        var keys = new[]
        {
            new DocumentKey(DocumentKind.Ticket, "TARGET-1"), new(DocumentKind.Ticket, "REF-1"), new(DocumentKind.Epic, "EPIC-1"),
            new(DocumentKind.BacklogItem, "ITEM-1"), new(DocumentKind.BacklogItem, "ITEM-2"), new(DocumentKind.AgentTask, "0000000A"),
            new(DocumentKind.Agent, "AGENT-BOT"),
        };
        var changes = new List<DocumentChange>();
        foreach (var key in keys)
        {
            changes.Add(DocumentChange.Delete((await temporary.Store.GetAsync(key))!));
        }

        await temporary.Store.CommitAsync(new ChangeSet([.. changes]));
        Assert.Equal(
            (0, 0), ((await temporary.Store.GetStatisticsAsync()).Total, (await temporary.Store.ListAsync<Epic>()).Documents.Count));
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Delete_TogetherWithTheUpdateThatDropsTheReference_IsAllowed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var target = await temporary.Store.CreateAsync("Target");
        var referrer = await temporary.Store.CreateAsync("Ref", t => t with { BlockedBy = [target.Id] });
        await temporary.Store.CommitAsync(
            new ChangeSet(DocumentChange.Delete(target), DocumentChange.Update(referrer with { BlockedBy = [] })));
        Assert.Null(await temporary.Store.GetAsync(target.Id));
    }

    [Fact]
    public async Task Delete_WhileTheSameSetCreatesAReference_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var target = await temporary.Store.CreateAsync("Target");
        await Assert.ThrowsAsync<DanglingReferenceException>(async () => await temporary.Store.CommitAsync(new ChangeSet(
            DocumentChange.Delete(target), DocumentChange.Create(new Ticket { Title = "Ref", BlockedBy = [target.Id] }))));
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Delete_ReferredToByAHandEdit_IsRefusedOnceTheEditIsKnown()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var target = await temporary.Store.CreateAsync("Target");
        temporary.Write("open/HAND-1.yaml", TicketText.Minimal("HAND-1") + "blocked_by: [TARGET-1]\n");
        await temporary.Store.RefreshAsync();
        await Assert.ThrowsAsync<DanglingReferenceException>(async () => await temporary.Store.DeleteAsync(target.Id));
        temporary.Write("open/HAND-1.yaml", TicketText.Minimal("HAND-1") + "blocked_by: []\n");
        await temporary.Store.RefreshAsync();
        Assert.True(await temporary.Store.DeleteAsync(target.Id));
    }

    [Fact]
    public async Task Delete_EpicReferredToByAnEpicFileEditedMeanwhile_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var target = await temporary.Store.CreateAsync("Target");
        var other = await temporary.Store.CreateAsync("Other");
        await temporary.Store.DeleteAsync(other.Id);
        temporary.Write("epics/HAND-1.yaml", "id: HAND-1\ntitle: By hand\nticket_ids: [TARGET-1]\n");
        await temporary.Store.RefreshAsync();
        await Assert.ThrowsAsync<DanglingReferenceException>(async () => await temporary.Store.DeleteAsync(target.Id));
    }

    private static async Task FillAsync(TemporaryStore temporary, bool withTask = true)
    {
        var (target, epic, agent, task) =
            (TicketId.Parse("TARGET-1"), EpicId.Parse("EPIC-1"), AgentId.Parse("AGENT-BOT"), AgentTaskId.Parse("0000000A"));
        var changes = new List<DocumentChange>
        {
            DocumentChange.Create(new Ticket { Id = target, Title = "Target" }),
            DocumentChange.Create(new Ticket
            {
                Id = TicketId.Parse("REF-1"), Title = "Referrer", BlockedBy = [target], Blocks = [target], RelatedTo = [target],
                ParentTicketId = target,
                ChildTicketIds = [target], EpicId = epic, AssignedAgent = agent, AgentTasks = withTask ? [task] : [],
                JournalEntries = [new() { Id = "0b6c5912", Author = "a", Content = "c", Dependencies = ["TARGET-1", "someone else"] }],
            }),
            DocumentChange.Create(new Epic { Id = epic, Title = "Epic", TicketIds = [target] }),
            DocumentChange.Create(new BacklogItem { Id = BacklogItemId.Parse("ITEM-1"), Title = "Item", EpicId = epic, TicketId = target }),
            DocumentChange.Create(
                new BacklogItem { Id = BacklogItemId.Parse("ITEM-2"), Title = "Item", Dependencies = [BacklogItemId.Parse("ITEM-1")] }),
            DocumentChange.Create(new Agent { Id = agent, Name = "Bot", ActiveTasks = withTask ? [task] : [] }),
        };
        if (withTask)
        {
            changes.Add(
                DocumentChange.Create(
                    new AgentTask { Id = task, TicketId = target, AgentId = agent, TaskType = "code", Description = "d" }));
        }

        await temporary.Store.CommitAsync(new ChangeSet([.. changes]));
    }
}
