using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class QueryTests
{
    private static readonly WorkflowDefinition Asks = Define(new ApprovalStep { Id = "ask" }) with { Name = "asks" };
    private static readonly WorkflowDefinition Says = Define(Code("say")) with { Name = "says" };

    [Fact]
    public async Task QueryAsync_ByEachField_GivesTheNewestFirst()
    {
        await using var world = await CreateAsync();
        var ticket = await world.Store.CreateAsync("Login");
        var first = await world.RunAsync(Asks, new() { TicketId = ticket.Id });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await world.RunAsync(Asks);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await world.RunAsync(Says, new() { TicketId = ticket.Id });
        var engine = world.Engine;

        Assert.Equal([third, second, first], await engine.QueryAsync());
        Assert.Equal([second, first], await engine.QueryAsync(WorkflowStatus.Running));
        Assert.Equal([first], await engine.QueryAsync(WorkflowStatus.Running, ticket.Id));
        Assert.Equal([third], await engine.QueryAsync(new WorkflowQuery { IsEnded = true }));
        Assert.Equal([second, first], await engine.QueryAsync(new WorkflowQuery { Definition = "asks" }));
        Assert.Equal([third, second], await engine.QueryAsync(new WorkflowQuery { Take = 2 }));
        Assert.Empty(await engine.QueryAsync(new WorkflowQuery { TicketId = TicketId.Parse("OTHER-1") }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await engine.QueryAsync(new WorkflowQuery { Take = 0 }));
    }

    [Fact]
    public async Task QueryAsync_ChangesByOthers_CountAtOnce()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Asks);
        var other = world.NewEngine(await world.OpenStoreAsync());
        Assert.Equal([waiting], await other.QueryAsync(WorkflowStatus.Running));
        var paused = await world.Engine.PauseAsync(waiting.Id);
        var added = await world.RunAsync(Says);
        Assert.Empty(await other.QueryAsync(WorkflowStatus.Running));
        Assert.Equal([paused], await other.QueryAsync(WorkflowStatus.Paused));
        Assert.Equal([added], await other.QueryAsync(WorkflowStatus.Completed));
        await world.Store.CommitAsync(new(DocumentChange.Delete(added)));
        Assert.Equal([paused], await other.QueryAsync());
    }

    [Fact]
    public async Task QueryAsync_AskedBefore_ReadsOnlyWhatMatches()
    {
        await using var world = await CreateAsync();
        for (var i = 0; i < 50; i++)
        {
            await world.Engine.StartAsync(Says);
        }

        var waiting = await world.RunAsync(Asks);
        var store = new InterferingStore(await world.OpenStoreAsync());
        var engine = world.NewEngine(store);
        Assert.Single(await engine.QueryAsync(WorkflowStatus.Running));
        var (lists, reads) = (store.Lists, store.Reads);
        Assert.Equal([waiting], await engine.QueryAsync(WorkflowStatus.Running));
        Assert.Equal((0, 1), (store.Lists - lists, store.Reads - reads));
    }

    [Fact]
    public async Task QueryAsync_FileThatCannotBeRead_IsLeftOut()
    {
        await using var world = await CreateAsync();
        var good = await world.RunAsync(Asks);
        var bad = await world.RunAsync(Asks);
        Assert.Equal(2, (await world.Engine.QueryAsync()).Count);
        await File.AppendAllTextAsync(Path.Join(world.Folder, ".tickets", "workflows", $"{bad.Id}.yaml"), "\n<<<<<<< HEAD\n");
        Assert.Equal([good.Id], (await world.Engine.QueryAsync()).Select(static workflow => workflow.Id));
    }

    [Fact]
    public async Task QueryAsync_InMemory_MatchesWhatRunsAndWhatHasEnded()
    {
        await using var services = WorkflowServices.CreateInMemory(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction> { ["say"] = static (_, _) => new(StepResult.Done) },
        });
        var running = await services.Engine.StartAsync(Asks);
        var ended = await services.Engine.StartAsync(Says);
        Assert.Equal([running], await services.Engine.QueryAsync(WorkflowStatus.Running));
        Assert.Equal([ended], await services.Engine.QueryAsync(new WorkflowQuery { IsEnded = true, Definition = "says" }));
        Assert.Single(await services.Engine.QueryAsync(new WorkflowQuery { Take = 1 }));
    }
}
