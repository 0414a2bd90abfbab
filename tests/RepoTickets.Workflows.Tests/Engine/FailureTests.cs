using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class FailureTests
{
    private static readonly RetryRule ThreeTimes = new(3, TimeSpan.FromMinutes(1), 2, TimeSpan.FromHours(1), 0);

    [Fact]
    public async Task AdvanceAsync_StepThatFails_IsTriedAgainLaterEachTime()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(new CodeStep { Id = "x", Code = "fail", Retry = ThreeTimes }));
        Assert.Equal("running: x=pending", Show(waiting));
        Assert.Equal("InvalidOperationException: No luck.", waiting.FindStep("x")!.Error);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.WaitAsync(waiting.Id);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.WaitAsync(waiting.Id);
        Assert.Equal(["x#1", "x#2"], world.Calls);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var ended = await world.EndAsync(waiting.Id);
        Assert.Equal(["x#1", "x#2", "x#3"], world.Calls);
        Assert.Equal("Step 'x' failed: InvalidOperationException: No luck.", ended.Reason);
    }

    [Theory]
    [InlineData(FailureMode.FailFast, "failed: bad=failed after=cancelled waits=cancelled then=cancelled")]
    [InlineData(FailureMode.Continue, "running: bad=failed after=cancelled waits=waiting then=pending")]
    public async Task RunAsync_OneStepFails_FollowsTheFailureMode(FailureMode mode, string expected)
    {
        await using var world = await CreateAsync();
        var rested = await world.RunAsync(Define(
            new CodeStep { Id = "bad", Code = "fail" }, Code("after", "bad") with { WhenDependencySkipped = SkipRule.Run },
            new WaitForEventStep { Id = "waits", Event = "go" }, Code("then", "waits")) with { OnFailure = mode });
        Assert.Equal(expected, Show(rested));
        if (mode == FailureMode.Continue)
        {
            await world.Engine.SignalAsync(rested.Id, "go");
            Assert.Equal("failed: bad=failed after=cancelled waits=completed then=completed", Show(await world.EndAsync(rested.Id)));
        }
    }

    [Theory]
    [InlineData("params.p.deep > 1", "cannot be evaluated")]
    [InlineData("params.p", "neither true nor false")]
    public async Task RunAsync_ConditionThatThrows_FailsTheStepWithAMessage(string condition, string expected)
    {
        await using var world = await CreateAsync();
        var ended = await world.RunAsync(Define(Code("a") with { Condition = condition }) with
        {
            Parameters = [new("p", ParameterType.Number, WorkflowValue.Of(1))],
        });
        Assert.Equal("failed: a=failed", Show(ended));
        Assert.Contains(condition, ended.Reason, StringComparison.Ordinal);
        Assert.Contains(expected, ended.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SkipRule.Skip, "skipped", "skipped")]
    [InlineData(SkipRule.Run, "completed", "completed")]
    [InlineData(SkipRule.RunIfAny, "skipped", "completed")]
    public async Task RunAsync_ConditionIsFalse_FollowsTheSkipRule(SkipRule rule, string one, string both)
    {
        await using var world = await CreateAsync();
        var ended = await world.RunAsync(Define(
            Code("no") with { Condition = "1 > 2" },
            Code("yes"),
            Code("one", "no") with { WhenDependencySkipped = rule },
            Code("both", "no", "yes") with { WhenDependencySkipped = rule }));
        Assert.Equal($"completed: no=skipped yes=completed one={one} both={both}", Show(ended));
    }

    [Fact]
    public async Task RunAsync_Fails_UndoesStepsInReverseOrderOfTheirEnd()
    {
        await using var world = await CreateAsync();
        var ended = await world.RunAsync(Define(
            Code("first") with { Compensation = Code("undo-first") },
            Code("second", "first") with { Compensation = new CodeStep { Id = "undo-second", Code = "fail" } },
            Code("third", "second") with { Compensation = Code("undo-third") },
            new CodeStep { Id = "bad", Code = "fail", DependsOn = ["third"] }));
        Assert.Equal(
            "failed: first=compensated second=completed third=compensated bad=failed undo-first=completed undo-second=failed " +
            "undo-third=completed",
            Show(ended));
        Assert.Equal(["first#1", "second#1", "third#1", "bad#1", "undo-third#1", "undo-second#1", "undo-first#1"], world.Calls);
        Assert.Contains("Undoing step 'second' failed as well", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_UndoesWhatEndedWell()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(
            Code("first") with { Compensation = Code("undo") }, new ApprovalStep { Id = "ask", DependsOn = ["first"] }));
        var cancelled = await world.Engine.CancelAsync(waiting.Id, "no");
        Assert.Equal(WorkflowStatus.Compensating, cancelled.Status);
        var ended = await world.EndAsync(waiting.Id);
        Assert.Equal("cancelled: first=compensated ask=cancelled undo=completed", Show(ended));
        Assert.Equal("no", ended.Reason);
    }

    [Fact]
    public async Task RetryStepAsync_AfterTheWorkflowFailed_RunsWhatFailedWasCalledOffOrUndone()
    {
        await using var world = await CreateAsync();
        var failed = await world.RunAsync(Define(
            Code("first") with { Compensation = Code("undo") }, new CodeStep { Id = "bad", Code = "sometimes", DependsOn = ["first"] },
            Code("last", "bad")));
        Assert.Equal(WorkflowStatus.Failed, failed.Status);
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await world.Engine.RetryStepAsync(failed.Id, "last"));
        await Assert.ThrowsAsync<WorkflowStateException>(async () => await world.Engine.RetryStepAsync(failed.Id, "unknown"));
        await world.Engine.RetryStepAsync(failed.Id, "bad");
        Assert.Equal("completed: first=completed bad=completed last=completed undo=skipped", Show(await world.EndAsync(failed.Id)));
        Assert.Equal(["first#1", "undo#1", "first#1", "last#1"], world.Calls);
    }

    [Fact]
    public async Task RunAsync_CodeThatHangs_EndsByItsTimeOut()
    {
        await using var world = await CreateAsync(world => world.Steps["hang"] = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return StepResult.Done;
        });
        var started = await world.Engine.StartAsync(Define(new CodeStep { Id = "x", Code = "hang", TimeOut = TimeSpan.FromSeconds(5) }));
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        var ended = await world.EndAsync(started.Id);
        Assert.Equal("Step 'x' failed: It took longer than 00:00:05.", ended.Reason);
    }

    [Fact]
    public async Task StartAsync_WhatCannotRun_IsRefusedAndStoresNothing()
    {
        await using var world = await CreateAsync();
        await Assert.ThrowsAsync<InvalidWorkflowException>(
            async () => await world.Engine.StartAsync(Define(Code("a", "b"), Code("b", "a"))));
        await Assert.ThrowsAsync<InvalidWorkflowException>(async () => await world.Engine.StartAsync(Define(Code("a", "x"))));
        await RefusedAsync("not registered; registered are fail, say, sometimes", Define(new CodeStep { Id = "a", Code = "unknown" }));
        await RefusedAsync("belongs to a ticket", Define(new AgentTaskStep { Id = "a", TaskType = "code" }));
        await RefusedAsync("parameter 'p' is missing", Define(Code("a")) with { Parameters = [new("p")] });
        await RefusedAsync("no parameter 'q'", Define(Code("a")), WaitingTests.Map("q", WorkflowValue.Of(1)));
        await Assert.ThrowsAsync<WorkflowDefinitionException>(async () => await world.Engine.StartAsync("unknown"));
        Assert.Equal(0, await world.Store.Feed.GetPositionAsync());

        async Task RefusedAsync(string expected, WorkflowDefinition definition, WorkflowValue parameters = default)
        {
            var refused = await Assert.ThrowsAsync<WorkflowDefinitionException>(
                async () => await world.Engine.StartAsync(definition, new() { Parameters = parameters }));
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RunAsync_ResultThatCannotBeRecorded_FailsTheStep()
    {
        await using var world = await CreateAsync(world =>
        {
            world.Steps["huge"] = (_, _) => ValueTask.FromResult(StepResult.Of(WorkflowValue.Of(new string('x', 100_000))));
            world.Steps["invalid"] = (_, _) => ValueTask.FromResult(StepResult.Done.With(DocumentChange.Create(new Ticket { Title = "" })));
            world.Steps["null"] = (_, _) => ValueTask.FromResult<StepResult>(null!);
        });
        foreach (var (code, expected) in new[] { ("huge", "at most 65536"), ("invalid", "could not be recorded"), ("null", "gave null") })
        {
            var ended = await world.RunAsync(Define(new CodeStep { Id = "x", Code = code }));
            Assert.Equal("failed: x=failed", Show(ended));
            Assert.Contains(expected, ended.Reason, StringComparison.Ordinal);
        }
    }
}
