using RepoTickets.Workflows.Tests.Claims;
using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class MemoryEngineTests : IAsyncDisposable
{
    private readonly ClaimClock _clock = new();
    private readonly WorkflowServices _services;

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
        _clock.Move(TimeSpan.FromMinutes(1));
        Assert.Equal("completed: later=completed sub=completed delay=completed", Show(await end.WaitAsync(Patience)));
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
}
