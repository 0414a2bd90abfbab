using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class MemoryEngineTests : IAsyncDisposable
{
    private readonly FakeTime _clock = FakeTime.AtNoon();
    private readonly WorkflowServices _services;
    private int _luck;

    public MemoryEngineTests() => _services = WorkflowServices.CreateInMemory(new()
    {
        TimeProvider = _clock,
        Steps = new Dictionary<string, WorkflowStepFunction>
        {
            ["say"] = (context, _) => ValueTask.FromResult(StepResult.Of(WorkflowValue.Of(context.Step))),
            ["later"] = async (_, _) =>
            {
                await Task.Yield();
                return StepResult.Done;
            },
            ["twice"] = (_, _) => ValueTask.FromResult(
                Interlocked.Increment(ref _luck) > 1 ? StepResult.Done : StepResult.Failed("Not yet.", isFinal: true)),
            ["throw"] = (_, _) => throw new InvalidOperationException("No luck."),
        },
        Definitions = [Define(Code("inner"), new ApprovalStep { Id = "ask" }) with { Name = "child" }],
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task StartAsync_CodeThatEndsAtOnce_HasEndedWhenItReturns()
    {
        var ended = await _services.Engine.StartAsync(Define(Code("a"), Code("b", "a"), Code("c", "b")));
        Assert.Equal("completed: a=completed b=completed c=completed", Show(ended));
        Assert.Equal(ended, await _services.Engine.GetAsync(ended.Id));
        Assert.Equal([ended], await _services.Engine.QueryAsync(WorkflowStatus.Completed));
    }

    [Fact]
    public async Task WaitForEndAsync_SubWorkflowsWaitsAndDelays_ComesToTheEnd()
    {
        var engine = _services.Engine;
        var started = await engine.StartAsync(Define(
            new CodeStep { Id = "later", Code = "later" }, new SubWorkflowStep { Id = "sub", Definition = "child", DependsOn = ["later"] },
            new DelayStep { Id = "delay", Duration = TimeSpan.FromMinutes(1), DependsOn = ["sub"] }));
        var waiting = await engine.WaitAsync(started.Id).AsTask().WaitAsync(Patience);
        Assert.Equal("running: later=completed sub=waiting delay=pending", Show(waiting));
        var child = waiting.FindStep("sub")!.ChildId!.Value;
        await engine.PauseAsync(started.Id);
        await engine.ApproveAsync(child, "ask", "ann");
        Assert.Equal("running: inner=completed ask=waiting", Show((await engine.GetAsync(child))!));
        await engine.ResumeAsync(started.Id);
        var end = engine.WaitForEndAsync(started.Id).AsTask();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("completed: later=completed sub=completed delay=completed", Show(await end.WaitAsync(Patience)));
    }

    [Fact]
    public async Task RetryStepAsync_WorkflowHasEnded_GoesOnWithWhatItHad()
    {
        var engine = _services.Engine;
        var failed = await engine.StartAsync(Define(
            Code("a"), new CodeStep { Id = "b", Code = "twice", DependsOn = ["a"] },
            new CodeStep { Id = "c", Code = "say", DependsOn = ["b"], Input = [new("from", "steps.a.result")] }));
        Assert.Equal("failed: a=completed b=failed c=cancelled", Show(failed));
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await engine.SignalAsync(failed.Id, "late"));

        var completed = await engine.RetryStepAsync(failed.Id, "b");

        Assert.Equal("completed: a=completed b=completed c=completed", Show(completed));
        Assert.Equal(failed.FindStep("a"), completed.FindStep("a"));
        Assert.Equal(completed, await engine.WaitForEndAsync(failed.Id));
    }

    [Fact]
    public async Task StartAsync_WhatNeedsAStoreOrFails_FailsWithAMessage()
    {
        var engine = _services.Engine;
        var thrown = await engine.StartAsync(Define(new CodeStep { Id = "a", Code = "throw" }));
        Assert.Equal("Step 'a' failed: InvalidOperationException: No luck.", thrown.Reason);
        var task = await engine.StartAsync(Define(new AgentTaskStep { Id = "a", TaskType = "code" }));
        Assert.Contains("need a store", task.Reason, StringComparison.Ordinal);
        var unknown = await engine.StartAsync(Define(new CodeStep { Id = "a", Code = "none" }));
        Assert.Contains("not registered", unknown.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await engine.PauseAsync(unknown.Id));
        await Assert.ThrowsAsync<DocumentNotFoundException>(async () => await engine.PauseAsync(WorkflowId.Parse("WF-0")));
    }

    [Fact]
    public async Task StartAsync_ConditionOfAnItemCannotBeEvaluated_FailsTheForEach()
    {
        var ended = await _services.Engine.StartAsync(Define(new ForEachStep
        {
            Id = "each", Items = "[1]", Body = Code("body") with { Condition = "item + 'x' > 1" },
        }));
        Assert.Equal("failed: each=failed", Show(ended));
        Assert.Contains("Item 0 failed", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApproveAsync_CompensationThatIsAnApproval_Ends()
    {
        var engine = _services.Engine;
        var started = await engine.StartAsync(Define(
            Code("a") with { Compensation = new ApprovalStep { Id = "undo" } },
            new CodeStep { Id = "b", Code = "throw", DependsOn = ["a"] }));
        Assert.Equal(WorkflowStatus.Compensating, started.Status);
        Assert.Equal(WorkflowStatus.Failed, (await engine.ApproveAsync(started.Id, "undo", "ann")).Status);
    }

    [Fact]
    public async Task AdvanceAsync_RetryIsDueWhileAnotherStepHasItsPlace_ReturnsAndIsBegunLater()
    {
        var engine = _services.Engine;
        var started = await engine.StartAsync(Define(
            new CodeStep { Id = "a", Code = "throw", Retry = new(2, TimeSpan.FromMinutes(1), 1, TimeSpan.FromMinutes(1), 0) },
            new ApprovalStep { Id = "ask" }) with { MaximumParallelSteps = 1 });
        Assert.Equal("running: a=pending ask=waiting", Show(started));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Task.Run(() => engine.AdvanceAsync().AsTask()).WaitAsync(Patience);
        Assert.Equal("failed: a=failed ask=completed", Show(await engine.ApproveAsync(started.Id, "ask", "ann")));
    }

    [Fact]
    public async Task ResumeAsync_DelayOfAPartCameDueMeanwhile_GoesOnTwoLevelsBelow()
    {
        await using var services = WorkflowServices.CreateInMemory(new()
        {
            TimeProvider = _clock,
            Definitions =
            [
                Define(new DelayStep { Id = "wait", Duration = TimeSpan.FromMinutes(1) }) with { Name = "lowest" },
                Define(new SubWorkflowStep { Id = "sub", Definition = "lowest" }) with { Name = "middle" },
            ],
        });
        var engine = services.Engine;
        var started = await engine.StartAsync(Define(new SubWorkflowStep { Id = "sub", Definition = "middle" }));
        await engine.PauseAsync(started.Id);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Task.Run(() => engine.AdvanceAsync().AsTask()).WaitAsync(Patience);
        Assert.Equal(WorkflowStatus.Paused, (await engine.GetAsync(started.Id))!.Status);
        await engine.ResumeAsync(started.Id);
        Assert.Equal("completed: sub=completed", Show((await engine.GetAsync(started.Id))!));
    }

    [Fact]
    public async Task DisposeAsync_SomebodyWaits_IsTold()
    {
        var started = await _services.Engine.StartAsync(Define(new ApprovalStep { Id = "ask" }));
        var waiting = _services.Engine.WaitForEndAsync(started.Id).AsTask();
        await _services.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience));
    }
}
