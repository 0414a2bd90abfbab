using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>Sub-workflows and for-each.</summary>
public sealed class PartsTests
{
    private static readonly WorkflowDefinition Child = Define(
        new CodeStep { Id = "work", Code = "echo", Input = [new("what", "params.what")] },
        new WaitForEventStep { Id = "wait", Event = "go" }) with
    {
        Name = "child",
        Parameters = [new("what", ParameterType.Number)],
    };

    private static readonly WorkflowDefinition Parent = Define(
        new SubWorkflowStep { Id = "sub", Definition = "child", Input = [new("what", "40 + 2")], Compensation = null },
        Code("last", "sub"));

    [Fact]
    public async Task RunAsync_SubWorkflow_IsStartedWithItsInputAndGivesItsResults()
    {
        await using var world = await NewWorldAsync();
        var (parent, child) = await StartAsync(world);
        Assert.Equal(parent.Id, child.ParentId);
        Assert.Equal("running: work=completed wait=waiting", Show(child));
        await world.Engine.SignalAsync(child.Id, "go", WorkflowValue.Of("gone"));
        var ended = await world.EndAsync(parent.Id);
        Assert.Equal("completed: sub=completed last=completed", Show(ended));
        Assert.Equal("{\"work\":42,\"wait\":\"gone\"}", ended.FindStep("sub")!.Result);
    }

    [Fact]
    public async Task CancelAsync_Parent_CancelsTheChild()
    {
        await using var world = await NewWorldAsync();
        var (parent, child) = await StartAsync(world);
        await world.Engine.CancelAsync(parent.Id);
        await world.Engine.AdvanceAsync();
        Assert.Equal(WorkflowStatus.Cancelled, (await world.ReadAsync(child.Id)).Status);
    }

    [Fact]
    public async Task PauseAsync_Parent_HoldsTheChild()
    {
        await using var world = await NewWorldAsync();
        var (parent, child) = await StartAsync(world);
        await world.Engine.PauseAsync(parent.Id);
        await world.Engine.SignalAsync(child.Id, "go");
        await world.Engine.AdvanceAsync();
        Assert.Equal("running: work=completed wait=waiting", Show(await world.ReadAsync(child.Id)));
        await world.Engine.ResumeAsync(parent.Id);
        Assert.Equal(WorkflowStatus.Completed, (await world.EndAsync(parent.Id)).Status);
    }

    [Fact]
    public async Task RunAsync_ChildFails_FailsTheStepWithItsReason()
    {
        await using var world = await NewWorldAsync();
        var (parent, child) = await StartAsync(world);
        await world.Engine.CancelAsync(child.Id, "not today");
        var ended = await world.EndAsync(parent.Id);
        Assert.Equal($"Step 'sub' failed: The workflow {child.Id} was cancelled: not today", ended.Reason);
    }

    [Fact]
    public async Task RunAsync_WorkflowThatIsUnknownOrStartsItself_FailsWithAMessage()
    {
        await using var world = await NewWorldAsync(world => world.Definitions.Add(
            Define(new SubWorkflowStep { Id = "deeper", Definition = "endless-two" }) with { Name = "endless" }));
        var unknown = await world.RunAsync(Define(new SubWorkflowStep { Id = "sub", Definition = "nothing" }));
        Assert.Contains("'nothing' cannot be run: it is neither registered nor stored", unknown.Reason, StringComparison.Ordinal);
        world.Definitions.Add(Define(new SubWorkflowStep { Id = "deeper", Definition = "endless" }) with { Name = "endless-two" });
        var engine = world.NewEngine(world.Store);
        var started = await engine.StartAsync("endless");
        var ended = await engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);
        Assert.Contains("one of them starts itself", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ForEach_RunsItemsUpToItsBoundAndGivesResultsInOrder()
    {
        await using var world = await NewWorldAsync();
        var (most, now) = (0, 0);
        world.Steps["count"] = async (context, _) =>
        {
            lock (world)
            {
                most = Math.Max(most, ++now);
            }

            await Task.Yield();
            lock (world)
            {
                now--;
            }

            return StepResult.Of(WorkflowValue.Of(context.Input["item"].Number * 10));
        };
        var engine = world.NewEngine(world.Store);
        var started = await engine.StartAsync(Define(new ForEachStep
        {
            Id = "all",
            Items = "params.list",
            MaximumParallelItems = 3,
            Body = new CodeStep { Id = "one", Code = "count", Input = [new("item", "item + index")], Condition = "item != 4" },
        }) with
        {
            Parameters = [new("list", ParameterType.List)],
        }, new() { Parameters = WaitingTests.Map(
            "list", WorkflowValue.Of(Enumerable.Range(0, 12).Select(i => WorkflowValue.Of(i)).ToValueList())) });
        var ended = await engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);
        Assert.Equal("completed: all=completed", Show(ended));
        Assert.Equal("[0,20,40,60,null,100,120,140,160,180,200,220]", ended.FindStep("all")!.Result);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task RetryStepAsync_ForEachWithAFailedItem_KeepsTheOthers()
    {
        await using var world = await NewWorldAsync();
        var failed = await world.RunAsync(Define(new ForEachStep
        {
            Id = "all", Items = "[1, 2, 3]", MaximumParallelItems = 1, Body = new CodeStep { Id = "one", Code = "sometimes" },
            Retry = new(2, TimeSpan.FromMinutes(1), 1, TimeSpan.FromMinutes(1), 0),
        }));
        Assert.Equal("Item 0 failed: Not yet.", failed.FindStep("all")!.Error);
        Assert.Equal("running: all=pending", Show(failed));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("completed: all=completed", Show(await world.EndAsync(failed.Id)));
        var empty = await world.RunAsync(Define(new ForEachStep { Id = "all", Items = "[]", Body = Code("one") }));
        Assert.Equal("[]", empty.FindStep("all")!.Result);
        var none = await world.RunAsync(Define(new ForEachStep { Id = "all", Items = "5", Body = Code("one") }));
        Assert.Contains("which is no list", none.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ForEachOfApprovals_TakesAnswersByItem()
    {
        await using var world = await NewWorldAsync();
        var waiting = await world.RunAsync(Define(
            new ForEachStep { Id = "all", Items = "['a', 'b']", Body = new ApprovalStep { Id = "ask", Question = "Is ${item} right?" } }));
        Assert.Equal("Is b right?", waiting.FindStep("all")!.Items[1].Note);
        await world.Engine.ApproveAsync(waiting.Id, "all[1]", "ann");
        await world.Engine.ApproveAsync(waiting.Id, "all[0]", "bob");
        Assert.Equal(WorkflowStatus.Completed, (await world.EndAsync(waiting.Id)).Status);
    }

    private static Task<WorkflowWorld> NewWorldAsync(Action<WorkflowWorld>? prepare = null) => CreateAsync(world =>
    {
        world.Steps["echo"] = (context, _) => ValueTask.FromResult(StepResult.Of(context.Input["what"]));
        world.Definitions.Add(Child);
        prepare?.Invoke(world);
    });

    private static async Task<(WorkflowInstance Parent, WorkflowInstance Child)> StartAsync(WorkflowWorld world)
    {
        var parent = await world.RunAsync(Parent);
        Assert.Equal("running: sub=waiting last=pending", Show(parent));
        return (parent, await world.WaitAsync(parent.FindStep("sub")!.ChildId!.Value));
    }
}
