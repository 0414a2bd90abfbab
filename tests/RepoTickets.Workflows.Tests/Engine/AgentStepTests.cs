using RepoTickets.Workflows.Tests.Support;
using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class AgentStepTests
{
    private static readonly WorkflowDefinition TwoTasks = Define(
        new AgentTaskStep { Id = "fix", TaskType = "code", Instructions = "Fix ${ticket.id}" },
        new AgentTaskStep { Id = "check", TaskType = "test", DependsOn = ["fix"], TimeOut = TimeSpan.FromHours(1) });

    [Fact]
    public async Task RunAsync_AgentDoesItsTask_GoesOnWithTheNext()
    {
        await using var world = await CreateAsync();
        using var agents = AgentServices.Create(world.Store, new() { TimeZone = TimeZoneInfo.Utc }, timeProvider: world.Clock);
        var bot = await agents.Registry.RegisterAsync(new Agent { Name = "Bot" });
        var ticket = await world.Store.CreateAsync("Login");
        var waiting = await world.RunAsync(TwoTasks, new() { TicketId = ticket.Id });
        var task = (await world.Store.GetAsync(waiting.FindStep("fix")!.TaskId!.Value))!;
        Assert.Equal((bot.Id, $"Fix {ticket.Id}", "test: fix"), (task.AgentId, task.Instructions, task.Description));
        Assert.Equal($"{bot.Id} has the task.", waiting.FindStep("fix")!.Note);
        var creating = (await world.Store.Feed.ReadAsync(0)).Single(commit => commit.Changes.Any(change => change.Key == task.Key));
        Assert.Contains(creating.Changes, change => change.Key == waiting.Key);

        await agents.Tasks.StartAsync(task.Id);
        await agents.Tasks.CompleteAsync(task.Id, "fixed");
        var next = await world.WaitAsync(waiting.Id);
        Assert.Equal("running: fix=completed check=waiting", Show(next));
        Assert.Equal("\"fixed\"", next.FindStep("fix")!.Result);
        await agents.Tasks.StartAsync(next.FindStep("check")!.TaskId!.Value);
        await agents.Tasks.FailAsync(next.FindStep("check")!.TaskId!.Value, "red");
        var ended = await world.EndAsync(waiting.Id);
        Assert.Equal($"Step 'check' failed: {bot.Id} failed: red", ended.Reason);
        await Agreement.CheckAsync(world.Store, agents);
    }

    [Fact]
    public async Task RunAsync_NoSuitableAgent_SaysSoAndGoesOnWhenThereIsOne()
    {
        await using var world = await CreateAsync();
        using var agents = AgentServices.Create(world.Store, new() { TimeZone = TimeZoneInfo.Utc }, timeProvider: world.Clock);
        await agents.Registry.RegisterAsync(new Agent { Name = "Painter", PreferredTaskTypes = ["paint"] });
        var ticket = await world.Store.CreateAsync("Login");
        var waiting = await world.RunAsync(TwoTasks, new() { TicketId = ticket.Id });
        Assert.Contains("1 do not take this type", waiting.FindStep("fix")!.Note, StringComparison.Ordinal);
        var coder = await agents.Registry.RegisterAsync(new Agent { Name = "Coder", PreferredTaskTypes = ["code"] });
        await world.Engine.AdvanceAsync();
        var given = await world.ReadAsync(waiting.Id);
        Assert.Equal($"{coder.Id} has the task.", given.FindStep("fix")!.Note);
        var task = given.FindStep("fix")!.TaskId!.Value;
        await agents.Tasks.StartAsync(task);
        await agents.Tasks.CompleteAsync(task, "fixed");
        await world.WaitAsync(waiting.Id);
        world.Clock.Advance(TimeSpan.FromHours(1));
        var ended = await world.EndAsync(waiting.Id);
        Assert.Equal("failed: fix=completed check=failed", Show(ended));
        Assert.Contains("No agent takes a task of the type 'test' now", ended.Reason, StringComparison.Ordinal);
        Assert.All((await world.Store.ListAsync<AgentTask>()).Documents, static done => Assert.True(done.IsFinal));
        await Agreement.CheckAsync(world.Store, agents);
    }

    [Fact]
    public async Task PauseAndCancelAsync_TaskIsCompletedMeanwhile_CountsOnlyOnceResumed()
    {
        await using var world = await CreateAsync();
        using var agents = AgentServices.Create(world.Store, new() { TimeZone = TimeZoneInfo.Utc }, timeProvider: world.Clock);
        await agents.Registry.RegisterAsync(new Agent { Name = "Bot", MaxConcurrentTasks = 3 });
        var ticket = await world.Store.CreateAsync("Login");
        var waiting = await world.RunAsync(TwoTasks, new() { TicketId = ticket.Id });
        await world.Engine.PauseAsync(waiting.Id);
        var task = waiting.FindStep("fix")!.TaskId!.Value;
        await agents.Tasks.StartAsync(task);
        await agents.Tasks.CompleteAsync(task, "fixed");
        await world.Engine.AdvanceAsync();
        Assert.Equal("paused: fix=waiting check=pending", Show(await world.ReadAsync(waiting.Id)));
        await world.Engine.ResumeAsync(waiting.Id);
        Assert.Equal("running: fix=completed check=waiting", Show(await world.WaitAsync(waiting.Id)));
        var cancelled = await world.Engine.CancelAsync(waiting.Id, "enough");
        Assert.Equal("cancelled: fix=completed check=cancelled", Show(cancelled));
        var second = (await world.Store.GetAsync(cancelled.FindStep("check")!.TaskId!.Value))!;
        Assert.Equal(AgentTaskStatus.Cancelled, second.Status);
        await Agreement.CheckAsync(world.Store, agents);
    }

    [Fact]
    public async Task RunAsync_StepThatChangesTheTicketBeforeAnAgentsTask_ChangesItOnceForBoth()
    {
        await using var world = await CreateAsync(world => world.Steps["urgent"] = async (context, token) =>
        {
            var current = await world.Store.GetAsync(context.TicketId!.Value, token);
            return StepResult.Done.With(DocumentChange.Update(current! with { Priority = TicketPriority.Critical }));
        });
        using var agents = AgentServices.Create(world.Store, new() { TimeZone = TimeZoneInfo.Utc }, timeProvider: world.Clock);
        var bot = await agents.Registry.RegisterAsync(new Agent { Name = "Bot" });
        var ticket = await world.Store.CreateAsync("Login");
        var waiting = await world.RunAsync(
            Define(new CodeStep
            {
                Id = "urgent",
                Code = "urgent",
            }, new AgentTaskStep { Id = "fix", TaskType = "code", DependsOn = ["urgent"] }),
            new() { TicketId = ticket.Id });
        Assert.Equal("running: urgent=completed fix=waiting", Show(waiting));
        var changed = (await world.Store.GetAsync(ticket.Id))!;
        Assert.Equal((TicketPriority.Critical, bot.Id), (changed.Priority, changed.AssignedAgent));
        await Agreement.CheckAsync(world.Store, agents);
    }
}
