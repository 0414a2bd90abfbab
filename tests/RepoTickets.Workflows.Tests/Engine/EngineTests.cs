using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class EngineTests
{
    [Fact]
    public async Task StartAsync_StepsThatDependOnEachOther_RunsThemInOrderAndRecordsEachResult()
    {
        await using var world = await CreateAsync();
        var ended = await world.RunAsync(Define(Code("c", "b"), Code("a"), Code("b", "a")));
        Assert.Equal("completed: c=completed a=completed b=completed", Show(ended));
        Assert.Equal(["a#1", "b#1", "c#1"], world.Calls);
        Assert.Equal("\"said b\"", ended.FindStep("b")!.Result);
        Assert.Equal([3, 1, 2], ended.Steps.Select(static step => step.Ordinal));
        Assert.Equal(ended, await world.ReadAsync(ended.Id));
        var report = await ((IStoreMaintenance)world.Store).VerifyAsync();
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task StartAsync_Anything_CommitsEachTransition()
    {
        await using var world = await CreateAsync();
        var ended = await world.RunAsync(Define(Code("a"), Code("b", "a")));
        var states = (await world.Store.Feed.ReadAsync(0)).SelectMany(static commit => commit.Changes)
            .Select(static change => change.After).OfType<WorkflowInstance>().Select(Show);
        Assert.Equal(["running: a=running b=pending", "running: a=completed b=running", "completed: a=completed b=completed"], states);
        var lease = (WorkflowLease)(await world.Store.GetAsync(WorkflowLease.KeyOf(ended.Id)))!;
        Assert.Null(lease.Holder);
    }

    [Fact]
    public async Task StartAsync_ChangesOfAStep_AreCommittedWithItsResult()
    {
        await using var world = await CreateAsync();
        var ticket = await world.Store.CreateAsync("Login");
        world.Steps["close"] = async (context, token) =>
        {
            var current = await world.Store.GetAsync(context.TicketId!.Value, token);
            return StepResult.Done.With(DocumentChange.Update(current! with { Status = TicketStatus.Closed }));
        };
        await using var services = world.NewServices(world.Store);
        var started = await services.Engine.StartAsync(
            Define(new CodeStep { Id = "close", Code = "close" }), new() { TicketId = ticket.Id });
        await services.Engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);
        var commit = (await world.Store.Feed.ReadAsync(0))[^1];
        Assert.Contains(commit.Changes, static change => change.After is Ticket { Status.IsOpen: false });
        Assert.Contains(commit.Changes, static change => change.After is WorkflowInstance { Status: WorkflowStatus.Completed });
    }

    [Fact]
    public async Task NewEngine_AfterAnotherDiedWhileCodeRan_RunsRepeatableStepsAgainAndAsksForTheOthers()
    {
        await using var world = await CreateAsync();
        using var began = new SemaphoreSlim(0);
        var hangs = true;
        world.Steps["hang"] = async (context, token) =>
        {
            world.Note(context);
            if (hangs)
            {
                began.Release();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            }

            return StepResult.Done;
        };
        var definition = Define(
            new CodeStep { Id = "once", Code = "hang" }, new CodeStep { Id = "again", Code = "hang", IsRepeatable = true },
            Code("last", "once", "again"));
        world.Definitions.Add(definition);

        // It is not disposed of, and its time stands still: a process that dies renews nothing.
        var dead = WorkflowServices.Create(await world.OpenStoreAsync(), new() { Steps = world.Steps, TimeProvider = FakeTime.AtNoon() });
        var started = await dead.Engine.StartAsync(definition);
        Assert.True(await began.WaitAsync(Patience) && await began.WaitAsync(Patience));
        hangs = false;

        var engine = world.NewEngine(world.Store);
        await engine.AdvanceAsync();
        Assert.Equal("running: once=running again=running last=pending", Show(await world.ReadAsync(started.Id)));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var paused = await engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);
        Assert.Equal(WorkflowStatus.Paused, paused.Status);
        Assert.Contains("ended before a result was recorded", paused.FindStep("once")!.Error, StringComparison.Ordinal);
        await engine.RetryStepAsync(started.Id, "once");
        Assert.Equal(
            "completed: once=completed again=completed last=completed",
            Show(await engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience)));
    }
}
