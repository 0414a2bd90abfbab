using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>What a workflow in memory makes of the end of a part that came while it could not take it.</summary>
public sealed class MemoryPartsTests : IAsyncDisposable
{
    private readonly WorkflowServices _services = WorkflowServices.CreateInMemory(new()
    {
        Definitions =
        [
            Define(new ApprovalStep { Id = "ask" }) with { Name = "lowest" },
            Define(new SubWorkflowStep { Id = "sub", Definition = "lowest" }) with { Name = "middle" },
        ],
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task ResumeAsync_PartWasCancelledMeanwhile_TakesItsEnd()
    {
        var engine = _services.Engine;
        var parent = await engine.StartAsync(Define(new SubWorkflowStep { Id = "sub", Definition = "lowest" }));
        var child = PartOf((await engine.GetAsync(parent.Id))!);
        await engine.PauseAsync(parent.Id);
        await engine.CancelAsync(child, "Not wanted.");
        Assert.Equal("paused: sub=waiting", Show((await engine.GetAsync(parent.Id))!));

        await engine.ResumeAsync(parent.Id);

        var ended = await engine.WaitForEndAsync(parent.Id).AsTask().WaitAsync(Patience);
        Assert.Equal("failed: sub=failed", Show(ended));
        Assert.Equal($"Step 'sub' failed: The workflow {child} was cancelled: Not wanted.", ended.Reason);
    }

    [Fact]
    public async Task ResumeAsync_PartOfAPartWasCancelledMeanwhile_EndsBoth()
    {
        var engine = _services.Engine;
        var parent = await engine.StartAsync(Define(new SubWorkflowStep { Id = "sub", Definition = "middle" }));
        var middle = PartOf((await engine.GetAsync(parent.Id))!);
        await engine.PauseAsync(parent.Id);
        await engine.CancelAsync(PartOf((await engine.GetAsync(middle))!));
        Assert.Equal("running: sub=waiting", Show((await engine.GetAsync(middle))!));

        await engine.ResumeAsync(parent.Id);

        Assert.Equal("failed: sub=failed", Show(await engine.WaitForEndAsync(parent.Id).AsTask().WaitAsync(Patience)));
    }

    [Fact]
    public async Task ResumeAsync_PartEndedWellAfterItWasTriedAgain_TakesItsResultFromWhatIsKept()
    {
        var luck = 0;
        await using var services = WorkflowServices.CreateInMemory(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["twice"] = (_, _) => ValueTask.FromResult(
                    luck++ > 0 ? StepResult.Of(WorkflowValue.Of("done")) : StepResult.Failed("Not yet.", isFinal: true)),
            },
            Definitions = [Define(new CodeStep { Id = "work", Code = "twice" }) with { Name = "part" }],
        });
        var engine = services.Engine;
        var parent = await engine.StartAsync(Define(
            new SubWorkflowStep { Id = "sub", Definition = "part" },
            new ApprovalStep { Id = "ask" }) with { OnFailure = FailureMode.Continue });
        var child = PartOf((await engine.GetAsync(parent.Id))!);
        Assert.Equal("running: sub=failed ask=waiting", Show((await engine.GetAsync(parent.Id))!));
        await engine.RetryStepAsync(child, "work");

        // The retry of the parent's own step begins another part.
        await engine.RetryStepAsync(parent.Id, "sub");

        var retried = (await engine.GetAsync(parent.Id))!;
        Assert.Equal("running: sub=completed ask=waiting", Show(retried));
        Assert.Equal("{\"work\":\"done\"}", retried.FindStep("sub")!.Result);
    }

    /// <summary>
    /// Both steps are asked for by one transition; the code, which comes first, ends the workflow before the part's turn.
    /// </summary>
    [Fact]
    public async Task StartAsync_CancelledBetweenTheWishForAPartAndItsTurn_DoesNotStartThePart()
    {
        IWorkflowEngine? engine = null;
        await using var services = WorkflowServices.CreateInMemory(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["end"] = async (context, _) =>
                {
                    await engine!.CancelAsync(context.WorkflowId, "Not wanted.", CancellationToken.None);
                    return StepResult.Of(WorkflowValue.Of("done"));
                },
            },
            Definitions = [Define(new ApprovalStep { Id = "ask" }) with { Name = "part" }],
        });
        engine = services.Engine;

        var parent = await engine.StartAsync(Define(
            new CodeStep { Id = "end", Code = "end" }, new SubWorkflowStep { Id = "sub", Definition = "part" }));

        Assert.Equal(WorkflowStatus.Cancelled, (await engine.GetAsync(parent.Id))!.Status);
        Assert.Equal(parent.Id, Assert.Single(await engine.QueryAsync()).Id);
    }

    private static WorkflowId PartOf(WorkflowInstance workflow) => workflow.FindStep("sub")!.ChildId!.Value;
}
