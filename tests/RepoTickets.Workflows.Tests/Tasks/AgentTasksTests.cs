using RepoTickets.Workflows.Tests.Support;

namespace RepoTickets.Workflows.Tests.Tasks;

public sealed class AgentTasksTests
{
    [Fact]
    public async Task CreateAsync_WithAnAgent_ChangesTaskAgentAndTicketInOneCommit()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var before = await world.Store.Feed.GetPositionAsync();

        var task = await world.TaskAsync(agent, ticket);

        var commit = Assert.Single(await world.CommitsAfterAsync(before));
        Assert.Equal(3, commit.Changes.Count);
        Assert.Equal([task.Id], (await world.ReadAsync(agent)).ActiveTasks);
        Assert.Equal([task.Id], (await world.ReadAsync(ticket)).AgentTasks);
        Assert.Equal(agent.Id, (await world.ReadAsync(ticket)).AssignedAgent);
        Assert.Equal(AgentTaskStatus.Assigned, task.Status);
        Assert.False(task.Id.IsPlaceholder);
    }

    [Fact]
    public async Task CompleteAsync_StartedTask_CountsItAndFreesAgentAndTicketInOneCommit()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var task = await world.TaskAsync(agent, ticket);
        await world.Tasks.StartAsync(task.Id, agent.Id);
        world.Time.Advance(TimeSpan.FromMinutes(7));
        var before = await world.Store.Feed.GetPositionAsync();

        var ended = await world.Tasks.CompleteAsync(task.Id, "done", ["a.txt"], agent.Id);

        Assert.Equal(3, Assert.Single(await world.CommitsAfterAsync(before)).Changes.Count);
        var after = await world.ReadAsync(agent);
        Assert.Empty(after.ActiveTasks);
        Assert.Equal(
            (1, 0, 7, 1.0),
            (after.Metrics.TasksCompleted, after.Metrics.TasksFailed, after.Metrics.TotalExecutionTimeMinutes, after.Metrics.SuccessRate));
        Assert.Empty((await world.ReadAsync(ticket)).AgentTasks);
        Assert.Null((await world.ReadAsync(ticket)).AssignedAgent);
        Assert.Equal(("done", AgentTaskStatus.Completed), (ended.Output, ended.Status));
        Assert.Equal(["a.txt"], ended.Artifacts);
    }

    [Fact]
    public async Task FailAsync_FinishedTask_IsRefusedAndCountsNothing()
    {
        // In the ancestor one task could be completed once and failed twice.
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var task = await world.TaskAsync(agent, ticket);
        await world.Tasks.StartAsync(task.Id);
        await world.Tasks.CompleteAsync(task.Id);
        var before = await world.Store.Feed.GetPositionAsync();

        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.FailAsync(task.Id, "late"));
        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.CancelAsync(task.Id));
        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.CompleteAsync(task.Id));
        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.HandBackAsync(task.Id));

        Assert.Equal(before, await world.Store.Feed.GetPositionAsync());
        Assert.Equal((1, 0), ((await world.ReadAsync(agent)).Metrics.TasksCompleted, (await world.ReadAsync(agent)).Metrics.TasksFailed));
    }

    [Theory]
    [InlineData("complete", false)]
    [InlineData("pause", false)]
    [InlineData("resume", false)]
    [InlineData("start", true)]
    [InlineData("resume", true)]
    public async Task Step_FromAStateThatDoesNotAllowIt_IsRefused(string step, bool started)
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var task = await world.TaskAsync(await world.AgentAsync(), await world.TicketAsync());
        if (started)
        {
            await world.Tasks.StartAsync(task.Id);
        }

        var exception = await Assert.ThrowsAsync<InvalidTransitionException>(async () => await RunAsync(world.Tasks, task.Id, step));

        Assert.Equal(step, exception.Step);
    }

    [Fact]
    public async Task PauseAndResume_TaskInProgress_KeepItWithItsAgent()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var task = await world.TaskAsync(agent, ticket);
        await world.Tasks.StartAsync(task.Id);

        Assert.Equal(AgentTaskStatus.Paused, (await world.Tasks.PauseAsync(task.Id)).Status);
        Assert.Equal([task.Id], (await world.ReadAsync(agent)).ActiveTasks);
        Assert.Equal(AgentTaskStatus.InProgress, (await world.Tasks.ResumeAsync(task.Id)).Status);
    }

    [Fact]
    public async Task HandBackAsync_ThenAssignAsync_GivesItToAnotherAndRefusesTheFirst()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (first, second, ticket) = (await world.AgentAsync("One"), await world.AgentAsync("Two"), await world.TicketAsync());
        var task = await world.TaskAsync(first, ticket);
        await world.Tasks.StartAsync(task.Id, first.Id);

        var waiting = await world.Tasks.HandBackAsync(task.Id);
        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.StartAsync(task.Id));
        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.FailAsync(task.Id, "no"));
        Assert.Equal((TaskHolder.Nobody, AgentTaskStatus.Assigned, null), (waiting.AgentId, waiting.Status, waiting.StartedAt));
        Assert.Empty((await world.ReadAsync(first)).ActiveTasks);
        Assert.Null((await world.ReadAsync(ticket)).AssignedAgent);
        Assert.Equal([task.Id], (await world.ReadAsync(ticket)).AgentTasks);
        Assert.Equal([task.Id], (await world.Tasks.ListAsync(TaskHolder.Nobody)).Select(found => found.Id));

        await world.Tasks.AssignAsync(task.Id, second.Id);
        await world.Tasks.StartAsync(task.Id, second.Id);

        Assert.Equal(second.Id, (await world.ReadAsync(ticket)).AssignedAgent);
        await Assert.ThrowsAsync<TaskNotHeldException>(async () => await world.Tasks.CompleteAsync(task.Id, by: first.Id));
        await Assert.ThrowsAsync<InvalidTransitionException>(async () => await world.Tasks.AssignAsync(task.Id, first.Id));
        await world.Tasks.CompleteAsync(task.Id, by: second.Id);
        Assert.Equal(0, (await world.ReadAsync(first)).Metrics.TasksCompleted);
        Assert.Equal(1, (await world.ReadAsync(second)).Metrics.TasksCompleted);
    }

    [Fact]
    public async Task CompleteAsync_TicketWithAnotherAgentsTask_GoesOverToThatAgent()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (first, second, ticket) = (await world.AgentAsync("One"), await world.AgentAsync("Two"), await world.TicketAsync());
        var task = await world.TaskAsync(first, ticket);
        var other = await world.TaskAsync(second, ticket, "review");
        Assert.Equal(first.Id, (await world.ReadAsync(ticket)).AssignedAgent);

        await world.Tasks.CancelAsync(task.Id, "not needed");

        Assert.Equal(second.Id, (await world.ReadAsync(ticket)).AssignedAgent);
        Assert.Equal([other.Id], (await world.ReadAsync(ticket)).AgentTasks);
        Assert.Equal(0, (await world.ReadAsync(first)).Metrics.TasksFailed);
    }

    [Fact]
    public async Task CreateAsync_WhatTheAgentDoesNotTake_IsRefusedAndLeavesNothing()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var picky = await world.AgentAsync("Picky", configure: agent => agent with { PreferredTaskTypes = ["review"] });
        var off = await world.AgentAsync("Off", configure: agent => agent with { Status = AgentStatus.Maintenance });
        var ticket = await world.TicketAsync();
        var before = await world.Store.Feed.GetPositionAsync();

        await Assert.ThrowsAsync<AgentNotSuitableException>(async () => await world.TaskAsync(picky, ticket));
        await Assert.ThrowsAsync<AgentUnavailableException>(async () => await world.TaskAsync(off, ticket));
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await world.TaskAsync(picky with { Id = AgentId.Parse("NONE") }, ticket));
        await Assert.ThrowsAsync<DocumentNotFoundException>(
            async () => await world.TaskAsync(picky, ticket with { Id = TicketId.Parse("NONE-1") }, "review"));
        await Assert.ThrowsAsync<InvalidDocumentException>(async () => await world.TaskAsync(await world.AgentAsync(), ticket, " "));

        Assert.Empty(await world.Tasks.ListAsync());
        Assert.Equal(before + 1, await world.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task CreateAsync_TwentyAgentsAtOnceOnOneTicket_LoseNothing()
    {
        // In the ancestor 19 were reported as assigned and 6 stood on the ticket.
        await using var world = await TemporaryAgents.CreateAsync();
        var ticket = await world.TicketAsync();
        var agents = new List<Agent>();
        for (var i = 0; i < 20; i++)
        {
            agents.Add(await world.AgentAsync($"Bot {i}"));
        }

        var tasks = await Task.WhenAll(agents.Select(agent => world.TaskAsync(agent, ticket)));

        Assert.Equal(tasks.Select(task => task.Id).Order(), (await world.ReadAsync(ticket)).AgentTasks.Order());
    }

    private static async Task RunAsync(IAgentTasks tasks, AgentTaskId id, string step) => _ = step switch
    {
        "start" => await tasks.StartAsync(id),
        "pause" => await tasks.PauseAsync(id),
        "resume" => await tasks.ResumeAsync(id),
        _ => await tasks.CompleteAsync(id),
    };
}
