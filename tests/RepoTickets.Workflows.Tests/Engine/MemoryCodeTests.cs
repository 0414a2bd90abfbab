using System.Runtime.CompilerServices;
using RepoTickets.Workflows.Engine;
using RepoTickets.Workflows.Memory;
using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>Which code an engine without a store calls and waits for, what it takes of it, and what it keeps.</summary>
public sealed class MemoryCodeTests
{
    [Fact]
    public async Task CancelAsync_ByCodeThatRunsBefore_TheOtherCodeIsNotCalled()
    {
        var called = new List<string>();
        IWorkflowEngine engine = null!;
        await using var services = Create(async (context, _) =>
        {
            called.Add(context.Step);
            await engine.CancelAsync(context.WorkflowId, cancellationToken: CancellationToken.None);
            return StepResult.Done;
        });
        engine = services.Engine;

        var ended = await engine.StartAsync(Define(new CodeStep { Id = "a", Code = "work" }, new CodeStep { Id = "b", Code = "work" }));

        Assert.Equal("cancelled: a=cancelled b=cancelled", Show(ended));
        Assert.Equal(["a"], called);
    }

    [Fact]
    public async Task StopAsync_CodeThatKeepsItsThread_IsWaitedFor()
    {
        using var gate = new ManualResetEventSlim();
        var told = new TaskCompletionSource<WorkflowId>(TaskCreationOptions.RunContinuationsAsynchronously);
        var services = Create((context, token) =>
        {
            token.WaitHandle.WaitOne();
            told.SetResult(context.WorkflowId);
            gate.Wait(Patience, CancellationToken.None);
            return ValueTask.FromResult(StepResult.Done);
        });
        var begun = Task.Run(async () => await services.Engine.StartAsync(Define(new CodeStep { Id = "a", Code = "work" })));
        WorkflowId? id;
        while ((id = await RunningAsync(services.Engine)) is null)
        {
            await Task.Yield();
        }

        var stop = services.Engine.StopAsync();
        Assert.Equal(id, await told.Task.WaitAsync(Patience));
        await Task.WhenAny(stop, Task.Delay(TimeSpan.FromMilliseconds(100)));
        Assert.False(stop.IsCompleted);
        gate.Set();
        await stop.WaitAsync(Patience);

        Assert.Equal("completed: a=completed", Show((await services.Engine.GetAsync(id.Value))!));
        await begun.WaitAsync(Patience);
    }

    [Fact]
    public async Task StopAsync_CodeThatKeepsItsThreadThrowsWhenTold_HasNoResult()
    {
        var services = Create((_, token) =>
        {
            token.WaitHandle.WaitOne();
            throw new OperationCanceledException(token);
        });
        var begun = Task.Run(async () => await services.Engine.StartAsync(Define(new CodeStep { Id = "a", Code = "work" })));
        WorkflowId? id;
        while ((id = await RunningAsync(services.Engine)) is null)
        {
            await Task.Yield();
        }

        await services.Engine.StopAsync().WaitAsync(Patience);

        await begun.WaitAsync(Patience);
        Assert.Equal("running: a=running", Show((await services.Engine.GetAsync(id.Value))!));
    }

    [Fact]
    public async Task StartAsync_ResultThatCannotBeKept_FailsTheStep()
    {
        var results = new Queue<WorkflowValue>(
            [WorkflowValue.Of(new string('x', 70_000)), WorkflowValue.Of("half \ud83d"), WorkflowValue.Of([WorkflowValue.Of("\ude00")])]);
        await using var services = Create((_, _) => ValueTask.FromResult(StepResult.Of(results.Dequeue())));
        foreach (var expected in new[] { "at most 65536", "half of a surrogate pair", "half of a surrogate pair" })
        {
            var ended = await services.Engine.StartAsync(Define(new CodeStep { Id = "a", Code = "work" }));
            Assert.Equal("failed: a=failed", Show(ended));
            Assert.Contains(expected, ended.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WaitAsync_OnAStoreAndTheResultHasHalfOfAPair_FailsTheStep()
    {
        await using var world = await CreateAsync(static world => world.Steps["half"] = static (_, _) =>
            ValueTask.FromResult(StepResult.Of(WorkflowValue.Of("half \ud83d"))));
        var ended = await world.RunAsync(Define(new CodeStep { Id = "a", Code = "half" }));
        Assert.Equal("failed: a=failed", Show(ended));
        Assert.Contains("half of a surrogate pair", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignalAsync_WorkflowHasEnded_ItRestsAgain()
    {
        await using var engine = new MemoryWorkflowEngine(new());
        var prepared = new DefinitionLibrary([]).Prepare(Define(new DelayStep { Id = "wait", Duration = TimeSpan.Zero }));
        var cell = engine.Begin(prepared, new(), null, null);
        Assert.True(cell.IsAtRest);

        await Assert.ThrowsAsync<WorkflowStateException>(async () => await engine.SignalAsync(cell.Id, "late"));

        Assert.True(cell.IsAtRest);
    }

    /// <summary>What the part would be given is read of the workflow; of one that rests it would have been made again, for good.</summary>
    [Fact]
    public async Task Begin_EndedBeforeThePartsTurn_StaysAtRest()
    {
        MemoryWorkflowEngine engine = null!;
        await using var made = engine = new MemoryWorkflowEngine(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["end"] = async (context, _) =>
                {
                    await engine.CancelAsync(context.WorkflowId, "Not wanted.", CancellationToken.None);
                    return StepResult.Done;
                },
            },
            Definitions = [Define(new ApprovalStep { Id = "ask" }) with { Name = "part" }],
        });
        var prepared = new DefinitionLibrary([]).Prepare(Define(
            new CodeStep { Id = "end", Code = "end" }, new SubWorkflowStep { Id = "sub", Definition = "part" }));

        var cell = engine.Begin(prepared, new(), null, null);

        Assert.True(cell.IsAtRest);
        Assert.Equal(cell.Id, Assert.Single(await engine.QueryAsync()).Id);
    }

    [Fact]
    public async Task StartAsync_FailsHalfway_TheWorkflowRestsWhenItHasEnded()
    {
        var time = new FailingTime();
        await using var engine = new MemoryWorkflowEngine(new() { TimeProvider = time });
        time.FailsAt = 2;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.StartAsync(Define(new ApprovalStep { Id = "ask" })));
        time.FailsAt = 0;
        var id = Assert.Single(await engine.QueryAsync()).Id;

        Assert.Equal(WorkflowStatus.Cancelled, (await engine.CancelAsync(id)).Status);

        Assert.True(engine.Find(id).IsAtRest);
    }

    [Fact]
    public void CreateInMemory_NobodyUsesItAnyMore_IsForgottenWithoutDisposal()
    {
        var forgotten = UseOnce();
        for (var i = 0; i < 10 && forgotten.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgotten.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseOnce()
    {
        var services = Create(static (_, _) => ValueTask.FromResult(StepResult.Done));
        Assert.True(services.Engine.StartAsync(Define(new CodeStep { Id = "a", Code = "work" })).AsTask().IsCompletedSuccessfully);
        return new(services.Engine);
    }

    private static async Task<WorkflowId?> RunningAsync(IWorkflowEngine engine) =>
        (await engine.QueryAsync(WorkflowStatus.Running)).FirstOrDefault(static workflow => workflow.Steps.Any(
            static step => step.Status == WorkflowStepStatus.Running))?.Id;

    private static WorkflowServices Create(WorkflowStepFunction work) => WorkflowServices.CreateInMemory(new()
    {
        Steps = new Dictionary<string, WorkflowStepFunction> { ["work"] = work },
    });

    /// <summary>A host's clock that cannot be read once.</summary>
    private sealed class FailingTime : TimeProvider
    {
        /// <summary>At the how many-th reading from now on; 0 for never.</summary>
        internal int FailsAt { get; set; }

        public override DateTimeOffset GetUtcNow() => FailsAt > 0 && --FailsAt == 0
            ? throw new InvalidOperationException("No clock.")
            : new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    }
}
