using RepoTickets.Workflows.Tests.Support;

namespace RepoTickets.Workflows.Tests.Registry;

public sealed class AgentRegistryTests
{
    [Fact]
    public async Task RegisterAsync_NewAgent_IsSeenNowAndListed()
    {
        await using var world = await TemporaryAgents.CreateAsync();

        var agent = await world.AgentAsync("Code Bot", configure: agent => agent.AddCapability(new() { Name = "Code" }));

        Assert.Equal("AGENT-CODE-BOT", agent.Id.Value);
        Assert.Equal(world.Time.Now, agent.LastSeen);
        Assert.Equal([agent.Id], (await world.Services.Registry.ListAsync(AgentStatus.Active, "code")).Select(found => found.Id));
        Assert.Empty(await world.Services.Registry.ListAsync(AgentStatus.Busy));
        Assert.Empty(await world.Services.Registry.ListAsync(capability: "test"));
    }

    [Fact]
    public async Task RegisterAsync_UnderTheNameOfNobody_IsRefused()
    {
        await using var world = await TemporaryAgents.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => world.AgentAsync(configure: agent => agent with { Id = TaskHolder.Nobody }));
    }

    [Fact]
    public async Task HeartbeatAsync_Often_IsWrittenOnceAnInterval()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var agent = await world.AgentAsync();
        var before = await world.Store.Feed.GetPositionAsync();

        for (var i = 0; i < 130; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.Services.Registry.HeartbeatAsync(agent.Id).AsTask()));
        }

        Assert.Equal(before + 2, await world.Store.Feed.GetPositionAsync());
        Assert.Equal(world.Time.Now - TimeSpan.FromSeconds(10), (await world.ReadAsync(agent)).LastSeen);
    }

    [Fact]
    public async Task UpdateAsync_WorkAndMetrics_AreNotChanged()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var agent = await world.AgentAsync();
        var task = await world.TaskAsync(agent, await world.TicketAsync());

        var updated = await world.Services.Registry.UpdateAsync(
            agent.Id, found => found with { Name = "New", ActiveTasks = [], Metrics = found.Metrics with { TasksCompleted = 9 } });

        Assert.Equal("New", updated.Name);
        Assert.Equal([task.Id], updated.ActiveTasks);
        Assert.Equal(0, updated.Metrics.TasksCompleted);
        await Assert.ThrowsAsync<ArgumentException>(async () => await world.Services.Registry.UpdateAsync(agent.Id, _ => null!));
    }

    [Fact]
    public async Task RemoveAsync_AgentWithWorkOrHistory_IsRefusedUnlessAskedFor()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (agent, ticket) = (await world.AgentAsync(), await world.TicketAsync());
        var done = await world.TaskAsync(agent, ticket);
        await world.Tasks.StartAsync(done.Id);
        await world.Tasks.CompleteAsync(done.Id);
        var open = await world.TaskAsync(agent, ticket);
        var registry = world.Services.Registry;

        var held = await Assert.ThrowsAsync<AgentHoldsWorkException>(async () => await registry.RemoveAsync(agent.Id));
        var history = await Assert.ThrowsAsync<AgentHasHistoryException>(
            async () => await registry.RemoveAsync(agent.Id, new() { HandBackWork = true }));
        var before = await world.Store.Feed.GetPositionAsync();
        var removed = await registry.RemoveAsync(agent.Id, new() { HandBackWork = true, DeleteHistory = true });

        Assert.Equal([open.Id], held.Tasks);
        Assert.Equal([done.Id], history.Tasks);
        Assert.True(removed);
        Assert.Equal(4, Assert.Single(await world.CommitsAfterAsync(before)).Changes.Count);
        Assert.Null(await registry.FindAsync(agent.Id));
        Assert.Null(await world.Store.GetAsync(done.Id));
        Assert.Equal(TaskHolder.Nobody, (await world.ReadAsync(open)).AgentId);
        Assert.Null((await world.ReadAsync(ticket)).AssignedAgent);
        Assert.True((await ((IStoreMaintenance)world.Store).VerifyAsync()).IsClean);
        Assert.False(await registry.RemoveAsync(agent.Id));
        await Agreement.CheckAsync(world.Store, world.Services);
    }

    [Fact]
    public async Task MarkSilentAsync_AgentWithoutSignOfLife_LosesItsTasksToOthers()
    {
        await using var world = await TemporaryAgents.CreateAsync();
        var (silent, alive, ticket) = (await world.AgentAsync("Silent"), await world.AgentAsync("Alive"), await world.TicketAsync());
        var never = await world.Store.CreateAsync(new Agent { Name = "Never" });
        var task = await world.TaskAsync(silent, ticket);
        await world.Tasks.StartAsync(task.Id);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await world.Services.Registry.MarkSilentAsync(world.Time.Now));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.Services.Registry.HeartbeatAsync(alive.Id);
        await world.Services.Registry.UpdateAsync(never.Id, agent => agent with { Status = AgentStatus.Inactive });
        var before = await world.Store.Feed.GetPositionAsync();

        var marked = await world.Services.Registry.MarkSilentAsync(world.Time.Now);

        Assert.Equal([silent.Id], marked.Select(agent => agent.Id));
        Assert.Equal(3, Assert.Single(await world.CommitsAfterAsync(before)).Changes.Count);
        Assert.Equal(AgentStatus.Error, (await world.ReadAsync(silent)).Status);
        Assert.Empty(await world.Services.Registry.MarkSilentAsync(world.Time.Now));
        var given = await world.Services.Distributor.DistributeWaitingAsync();
        Assert.Equal(alive.Id, Assert.Single(given.Items).Task!.AgentId);
        await Agreement.CheckAsync(world.Store, world.Services);
    }
}
