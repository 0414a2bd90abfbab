using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class WaitingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task ApproveAsync_ByOneWhoMay_GoesOn()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(
            new ApprovalStep { Id = "ask", Question = "Deploy ${params.what}?", Approvers = ["ann"] }, Code("deploy", "ask")) with
        {
            Parameters = [new("what", Default: WorkflowValue.Of("it"))],
        });
        Assert.Equal("running: ask=waiting deploy=pending", Show(waiting));
        Assert.Equal("Deploy it?", waiting.FindStep("ask")!.Note);
        var refused = await Assert.ThrowsAsync<WorkflowStateException>(
            async () => await world.Engine.ApproveAsync(waiting.Id, "ask", "eve"));
        Assert.Contains("'eve' may not answer", refused.Message, StringComparison.Ordinal);
        await world.Engine.ApproveAsync(waiting.Id, "ask", "ann", "go");
        var ended = await world.EndAsync(waiting.Id);
        Assert.Equal("completed: ask=completed deploy=completed", Show(ended));
        Assert.Contains(ended.History, static entry => entry is { What: "approved", Step: "ask", Detail: "ann: go" });
    }

    [Fact]
    public async Task RejectAsync_FailsTheStepWithItsReason()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(new ApprovalStep { Id = "ask", Retry = RetryRule.Attempts(3) }, Code("deploy", "ask")));
        var ended = await world.Engine.RejectAsync(waiting.Id, "ask", "ann", "not on Friday");
        Assert.Equal("failed: ask=failed deploy=cancelled", Show(ended));
        Assert.Equal("Step 'ask' failed: ann said no: not on Friday", ended.Reason);
        Assert.Empty(world.Calls);
    }

    [Fact]
    public async Task SignalAsync_BeforeAndAfterTheStepWaits_EndsIt()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(
            new WaitForEventStep { Id = "first", Event = "go" },
            new WaitForEventStep { Id = "second", Event = "done", Filter = "event.ok", DependsOn = ["first"] }));
        await world.Engine.SignalAsync(waiting.Id, "done", Map("ok", WorkflowValue.Of(false)));
        await world.Engine.SignalAsync(waiting.Id, "done", Map("ok", WorkflowValue.Of(true)));
        var between = await world.Engine.SignalAsync(waiting.Id, "go", WorkflowValue.Of(7));
        Assert.Equal("completed: first=completed second=completed", Show(between));
        Assert.Equal("7", between.FindStep("first")!.Result);
        Assert.Equal("{\"ok\":true}", between.FindStep("second")!.Result);
    }

    [Fact]
    public async Task AdvanceAsync_EventThatNeverComes_EndsByItsTimeOut()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(new WaitForEventStep { Id = "wait", Event = "ticket.closed", TimeOut = Minute }));
        world.Clock.Advance(Minute);
        await world.Engine.AdvanceAsync();
        var ended = await world.ReadAsync(waiting.Id);
        Assert.Equal("failed: wait=failed", Show(ended));
        Assert.Equal("Step 'wait' failed: It took longer than 00:01:00. Waits for 'ticket.closed'.", ended.Reason);
    }

    [Fact]
    public async Task AdvanceAsync_WholeTookTooLong_Fails()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(new WaitForEventStep { Id = "wait", Event = "go" }) with { TimeOut = Minute });
        await world.Engine.PauseAsync(waiting.Id, "night");
        world.Clock.Advance(Minute * 5);
        await world.Engine.ResumeAsync(waiting.Id);
        Assert.Equal("running: wait=waiting", Show(await world.WaitAsync(waiting.Id)));
        world.Clock.Advance(Minute);
        await world.Engine.AdvanceAsync();
        Assert.Equal("failed: wait=cancelled", Show(await world.ReadAsync(waiting.Id)));
    }

    [Fact]
    public async Task AdvanceAsync_Delay_EndsAtItsTime()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(
            new DelayStep { Id = "rest", Duration = Minute },
            new DelayStep { Id = "until", Until = "'2026-03-04T12:02:00Z'" },
            Code("then", "rest", "until")));
        world.Clock.Advance(Minute);
        await world.Engine.AdvanceAsync();
        Assert.Equal("running: rest=completed until=waiting then=pending", Show(await world.ReadAsync(waiting.Id)));
        world.Clock.Advance(Minute);
        Assert.Equal("completed: rest=completed until=completed then=completed", Show(await world.EndAsync(waiting.Id)));
    }

    [Fact]
    public async Task AdvanceAsync_RetryIsDueWhileAnotherStepHasItsPlace_LaterTimeOutOfThatStepIsNotForgotten()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(
            new CodeStep { Id = "a", Code = "fail", Retry = new(2, Minute, 1, Minute, 0) },
            new ApprovalStep { Id = "ask", TimeOut = Minute * 5 }) with { MaximumParallelSteps = 1 });
        Assert.Equal("running: a=pending ask=waiting", Show(waiting));

        // The retry is due and cannot begin: nothing changes, and its time stays the earliest of the workflow.
        world.Clock.Advance(Minute * 2);
        await world.Engine.AdvanceAsync();
        Assert.Equal("running: a=pending ask=waiting", Show(await world.ReadAsync(waiting.Id)));

        world.Clock.Advance(Minute * 4);
        await world.Engine.AdvanceAsync();
        Assert.Equal("failed: a=cancelled ask=failed", Show(await world.ReadAsync(waiting.Id)));
        Assert.Equal(["a#1"], world.Calls);
    }

    [Fact]
    public async Task RunAsync_DelayIsDue_WakesByItself()
    {
        await using var world = await CreateAsync();
        using var stop = new CancellationTokenSource();
        var running = world.Engine.RunAsync(stop.Token);
        var started = await world.Engine.StartAsync(Define(new DelayStep { Id = "rest", Duration = Minute }));
        var end = world.Engine.WaitForEndAsync(started.Id).AsTask();
        await world.Clock.NextTimerAsync();
        world.Clock.Advance(Minute);
        Assert.Equal(WorkflowStatus.Completed, (await end.WaitAsync(Patience)).Status);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task PauseAsync_WhatComesMeanwhile_IsKeptUntilItIsResumed()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(
            new WaitForEventStep { Id = "wait", Event = "go" }, new ApprovalStep { Id = "ask" }, Code("then", "wait", "ask")));
        await world.Engine.PauseAsync(waiting.Id, "lunch");
        await world.Engine.SignalAsync(waiting.Id, "go");
        await world.Engine.ApproveAsync(waiting.Id, "ask", "ann");
        world.Clock.Advance(Minute);
        await world.Engine.AdvanceAsync();
        Assert.Equal("paused: wait=waiting ask=waiting then=pending", Show(await world.ReadAsync(waiting.Id)));
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await world.Engine.PauseAsync(waiting.Id));
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await world.Engine.ApproveAsync(waiting.Id, "ask", "bob"));
        await world.Engine.ResumeAsync(waiting.Id);
        Assert.Equal("completed: wait=completed ask=completed then=completed", Show(await world.EndAsync(waiting.Id)));
    }

    [Fact]
    public async Task PauseAsync_WhileCodeRuns_RecordsItsResultAndBeginsNothing()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, _) =>
        {
            await gate.Task;
            return StepResult.Of(WorkflowValue.Of(1));
        });
        var started = await world.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }, Code("next", "slow")));
        await world.Engine.PauseAsync(started.Id);
        gate.SetResult();
        var paused = await UntilAsync(world, started.Id, static workflow => workflow.FindStep("slow")!.IsEnded);
        Assert.Equal("paused: slow=completed next=pending", Show(paused));
        await world.Engine.ResumeAsync(started.Id);
        Assert.Equal("completed: slow=completed next=completed", Show(await world.EndAsync(started.Id)));
    }

    [Fact]
    public async Task CancelAsync_WhileCodeRuns_StopsItAndDropsWhatItGives()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            using var registration = token.Register(() => stopped.TrySetResult());
            await stopped.Task;
            return StepResult.Of(WorkflowValue.Of(1));
        });
        var started = await world.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }, Code("next", "slow")));
        var cancelled = await world.Engine.CancelAsync(started.Id, "enough");
        Assert.Equal("cancelled: slow=cancelled next=cancelled", Show(cancelled));
        await stopped.Task.WaitAsync(Patience);
        await world.Engine.AdvanceAsync();
        Assert.Equal(cancelled, await world.ReadAsync(started.Id));
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await world.Engine.ResumeAsync(started.Id));
    }

    internal static WorkflowValue Map(string name, WorkflowValue value) => WorkflowValue.Of([new WorkflowMember(name, value)]);

    private static async Task<WorkflowInstance> UntilAsync(WorkflowWorld world, WorkflowId id, Func<WorkflowInstance, bool> isReached)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var commit in world.Store.Feed.FollowAsync(0, patience.Token))
        {
            if (commit.Changes.Select(static change => change.After).OfType<WorkflowInstance>().FirstOrDefault(
                workflow => workflow.Id == id && isReached(workflow)) is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("The feed has no end.");
    }
}
