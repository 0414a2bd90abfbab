using RepoTickets.Workflows.Tests.Support;

namespace RepoTickets.Workflows.Tests.Distribution;

public sealed class TaskDistributorTests
{
    [Fact]
    public async Task AssignManyAsync_TwentyTasksToAnAgentWithALimitOfFive_AssignsFiveInOneCommit()
    {
        // In the ancestor up to 13 were assigned and the agent's file was torn.
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(limit: 5), await world.TicketAsync());
        var before = await world.Store.Feed.GetPositionAsync();

        var result = await world.Services.Distributor.AssignManyAsync(
            [.. Enumerable.Repeat(TemporaryAgents.Request(ticket, agent: agent), 20)]);

        Assert.Equal((5, 15, false, 0.25), (result.Assigned, result.Refused, result.Success, result.SuccessRate));
        Assert.Equal(Enumerable.Range(0, 5), result.Items.Where(item => item.IsAssigned).Select(item => item.Index));
        Assert.All(result.Items.Skip(5), item => Assert.Contains("5 of at most 5", item.Reason, StringComparison.Ordinal));
        Assert.Equal(result.Position, Assert.Single(await world.CommitsAfterAsync(before)).Position);
        Assert.Equal(result.Items.Take(5).Select(item => item.Task!.Id).Order(), (await world.ReadAsync(agent)).ActiveTasks.Order());
        await Agreement.CheckAsync(world.Store, world.Services);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AutoDistributeAsync_EightTasksOverFourEqualIdleAgents_GivesTwoToEach(bool learned)
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var services = learned ? world.Services : await world.OpenAnotherAsync(new AncestorPolicy());
        for (var i = 0; i < 4; i++)
        {
            await world.AgentAsync($"Bot {i}", limit: 8);
        }

        var ticket = await world.TicketAsync();
        var result = await services.Distributor.AutoDistributeAsync([.. Enumerable.Repeat(TemporaryAgents.Request(ticket), 8)]);

        Assert.True(result.Success);
        Assert.All(result.Items.GroupBy(item => item.Task!.AgentId), group => Assert.Equal(2, group.Count()));
        Assert.All(result.Items, item => Assert.NotNull(item.Score));
        await Agreement.CheckAsync(world.Store, world.Services);
    }

    [Fact]
    public async Task AutoDistributeAsync_MoreThanAllCanTake_RefusesTheRestWithAReason()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        await world.AgentAsync("One", limit: 2);
        await world.AgentAsync("Two", limit: 1);
        await world.AgentAsync("Off", configure: agent => agent with { Status = AgentStatus.Inactive });
        await world.AgentAsync("Picky", configure: agent => agent with { PreferredTaskTypes = ["review"] });
        var ticket = await world.TicketAsync();

        var result = await world.Services.Distributor.AutoDistributeAsync([.. Enumerable.Repeat(TemporaryAgents.Request(ticket), 5)]);

        Assert.Equal(3, result.Assigned);
        Assert.All(result.Items.Skip(3), item => Assert.Equal(
            "No agent takes a task of the type 'code' now: 2 are at their limit, 1 do not take this type, 1 are not active.", item.Reason));
    }

    [Fact]
    public async Task AssignManyAsync_SomeRequestsWrong_AssignsTheOthers()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var good = TemporaryAgents.Request(ticket, agent: agent);
        var reports = new List<DistributionProgress>();

        var result = await world.Services.Distributor.AssignManyAsync(
            [
                good with { TicketId = TicketId.Parse("NONE-1") }, good with { AgentId = AgentId.Parse("NONE") },
                good with { Description = " " },
                good with { AgentId = null }, good,
            ],
            new Recorder(reports.Add));

        Assert.Equal([false, false, false, false, true], result.Items.Select(item => item.IsAssigned));
        Assert.Equal(new(5, 5, 1), reports[^1]);
        Assert.Equal(5, reports.Count);
        await Agreement.CheckAsync(world.Store, world.Services);
    }

    [Fact]
    public async Task AssignManyAsync_NothingAssigned_CommitsNothing()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var before = await world.Store.Feed.GetPositionAsync();

        var result = await world.Services.Distributor.AssignManyAsync(
            [TemporaryAgents.Request(new() { Title = "x", Id = TicketId.Parse("NONE-1") })]);

        Assert.Equal((0L, 0), (result.Position, result.Assigned));
        Assert.Equal(before, await world.Store.Feed.GetPositionAsync());
        Assert.Equal(1, (await world.Services.Distributor.AssignManyAsync([])).SuccessRate);
    }

    [Fact]
    public async Task AssignManyAsync_CancelledOrTooMany_AssignsNothing()
    {
        await using var world = await TemporaryAgents.CreateAsync(options => options.MaximumBatch = 3);
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());
        var request = TemporaryAgents.Request(ticket, agent: agent);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await world.Services.Distributor.AssignManyAsync([request, request], progress, source.Token));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await world.Services.Distributor.AssignManyAsync([.. Enumerable.Repeat(request, 4)]));

        Assert.Empty((await world.ReadAsync(agent)).ActiveTasks);
    }

    [Fact]
    public async Task AutoDistributeAsync_SeveralDistributorsInTwoStores_NeverExceedALimit()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        AgentServices[] services = [world.Services, await world.OpenAnotherAsync()];
        for (var i = 0; i < 3; i++)
        {
            await world.AgentAsync($"Bot {i}", limit: 4);
        }

        var tickets = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => world.TicketAsync($"Ticket {i}")));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            services[i % 2].Distributor.AutoDistributeAsync(
                [.. tickets.Take(5).Select(ticket => TemporaryAgents.Request(ticket))]).AsTask())));

        Assert.Equal(12, results.Sum(result => result.Assigned));
        Assert.Equal(28, results.Sum(result => result.Refused));
        await Agreement.CheckAsync(world.Store, services);
    }

    [Fact]
    public async Task CollectAsync_TasksInAllStates_TellsWhatIsThere()
    {
        // In the ancestor every answer was an error.
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var tasks = new List<AgentTaskId>();
        for (var i = 0; i < 3; i++)
        {
            tasks.Add((await world.TaskAsync(agent, ticket)).Id);
            await world.Tasks.StartAsync(tasks[i]);
        }

        await world.Tasks.CompleteAsync(tasks[0], "result");
        await world.Tasks.FailAsync(tasks[1], "broken");
        var reports = new List<DistributionProgress>();

        var result = await world.Services.Distributor.CollectAsync([.. tasks, AgentTaskId.Parse("NONE")], new Recorder(reports.Add));

        Assert.Equal((1, 1, 1, 0.5), (result.Completed, result.Failed, result.Unfinished, result.SuccessRate));
        Assert.Equal("result", result.Items[0].Task!.Output);
        Assert.Contains("does not exist", result.Items[3].Reason, StringComparison.Ordinal);
        Assert.Equal(4, reports.Max(report => report.Done));
    }

    [Fact]
    public async Task MonitorAsync_AgentAtWork_TellsWhatItDoes()
    {
        // In the ancestor the answer was always empty.
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var idle = await world.AgentAsync("Idle");
        var done = await world.TaskAsync(agent, ticket);
        await world.Tasks.StartAsync(done.Id);
        world.Time.Advance(TimeSpan.FromMinutes(20));
        await world.Tasks.CompleteAsync(done.Id);
        await world.Tasks.StartAsync((await world.TaskAsync(agent, ticket)).Id);
        await world.TaskAsync(agent, ticket);

        var activities = await world.Services.Distributor.MonitorAsync();
        var one = Assert.Single(await world.Services.Distributor.MonitorAsync([agent.Id, AgentId.Parse("NONE")]));

        Assert.Equal([agent.Id, idle.Id], activities.Select(activity => activity.AgentId));
        Assert.Equal(one, activities[0]);
        Assert.Equal((1, 1, 0, 1, 0, 20.0), (one.Assigned, one.InProgress, one.Paused, one.Completed, one.Failed, one.AverageMinutes));
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports before the call returns.</summary>
    private sealed class Recorder(Action<DistributionProgress> report) : IProgress<DistributionProgress>
    {
        private readonly Lock _turn = new();

        public void Report(DistributionProgress value)
        {
            lock (_turn)
            {
                report(value);
            }
        }
    }
}
