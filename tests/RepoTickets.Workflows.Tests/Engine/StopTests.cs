using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

/// <summary>
/// What becomes of code that runs when an engine stops. The clock stands still, so that whoever goes on does not wait for a lease.
/// </summary>
public sealed class StopTests
{
    private static readonly CancellationToken NoPatience = new(canceled: true);

    [Fact]
    public async Task StopAsync_CodeEndsInTime_ItsResultIsRecordedAndOthersGoOnAtOnce()
    {
        var began = NewSignal();
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            began.TrySetResult();
            await UntilToldAsync(token);
            return StepResult.Of(WorkflowValue.Of("half"));
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var started = await leaving.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }, Code("next", "slow")));
        await began.Task.WaitAsync(Patience);
        await leaving.Engine.StopAsync().WaitAsync(Patience);
        var stopped = await world.ReadAsync(started.Id);
        Assert.Equal("running: slow=completed next=pending", Show(stopped));
        Assert.Equal("\"half\"", stopped.FindStep("slow")!.Result);
        Assert.Null((await LeaseAsync(world, started.Id)).Holder);
        Assert.Equal("completed: slow=completed next=completed", Show(await world.EndAsync(started.Id)));
    }

    [Fact]
    public async Task StopAsync_RepeatableCodeEndsByAnException_RunsElsewhereAtOnceAsTheSameAttempt()
    {
        var (runs, began) = (0, NewSignal());
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                began.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }

            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var started = await leaving.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow", IsRepeatable = true }));
        await began.Task.WaitAsync(Patience);
        await leaving.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.Equal("running: slow=running", Show(await world.ReadAsync(started.Id)));
        var ended = await world.EndAsync(started.Id);
        Assert.Equal("completed: slow=completed", Show(ended));
        Assert.Equal((2, 1), (runs, ended.FindStep("slow")!.Attempts));
    }

    [Fact]
    public async Task StopAsync_OtherCodeEndsByAnException_APersonIsAskedAtOnce()
    {
        var began = NewSignal();
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var started = await leaving.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }));
        await began.Task.WaitAsync(Patience);
        await leaving.Engine.StopAsync().WaitAsync(Patience);
        await world.Engine.AdvanceAsync();
        Assert.Equal("paused: slow=failed", Show(await world.ReadAsync(started.Id)));
    }

    [Fact]
    public async Task StopAsync_CodeWaitsForAPlace_IsAsIfItHadNotBegunAlthoughItIsNotRepeatable()
    {
        var began = NewSignal();
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            began.TrySetResult();
            await UntilToldAsync(token);
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync(), options: new() { MaximumRunningSteps = 1 });
        await leaving.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }));
        await began.Task.WaitAsync(Patience);
        var waiting = await leaving.Engine.StartAsync(Define(Code("a"), Code("b", "a")));
        Assert.Equal("running: a=running b=pending", Show(await world.ReadAsync(waiting.Id)));
        await leaving.Engine.StopAsync().WaitAsync(Patience);
        var stopped = await world.ReadAsync(waiting.Id);
        Assert.Equal("running: a=pending b=pending", Show(stopped));
        Assert.Equal(0, stopped.FindStep("a")!.Attempts);
        Assert.Empty(world.Calls);
        Assert.Equal("completed: a=completed b=completed", Show(await world.EndAsync(waiting.Id)));
        Assert.Equal(["a#1", "b#1"], world.Calls);
    }

    [Fact]
    public async Task StopAsync_CodeDoesNotEnd_GivesItUpAfterTheTimeAndKeepsItsLease()
    {
        var (runs, began, gate) = (0, NewSignal(), NewSignal());
        await using var world = await CreateAsync(world => world.Steps["deaf"] = async (_, _) =>
        {
            var run = Interlocked.Increment(ref runs);
            if (run == 1)
            {
                began.SetResult();
                await gate.Task;
            }

            return StepResult.Of(WorkflowValue.Of(run)).With(DocumentChange.Create(new Ticket { Title = $"Run {run}" }));
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var other = await leaving.Engine.StartAsync(Define(new ApprovalStep { Id = "ask" }));
        var started = await leaving.Engine.StartAsync(Define(new CodeStep { Id = "deaf", Code = "deaf", IsRepeatable = true }));
        await began.Task.WaitAsync(Patience);
        var stop = leaving.Engine.StopAsync();
        var seconds = 0;
        while (!stop.IsCompleted)
        {
            Assert.True(seconds < 25, "The engine waits for longer than it may.");
            await Task.WhenAny(stop, Task.Delay(5));
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            seconds++;
        }

        await stop;
        Assert.True(seconds >= 10, $"It waited for {seconds} seconds only.");
        await world.Engine.ApproveAsync(other.Id, "ask", "ann");

        // It may still be at work there: as long as the lease lasts, nobody runs it a second time.
        await world.Engine.AdvanceAsync();
        Assert.Equal("running: deaf=running", Show(await world.ReadAsync(started.Id)));
        Assert.Equal(1, (await LeaseAsync(world, started.Id)).Token);
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        var ended = await world.EndAsync(started.Id);
        gate.SetResult();
        Assert.Equal("2", ended.FindStep("deaf")!.Result);
        await world.Engine.AdvanceAsync();
        Assert.Equal(ended, await world.ReadAsync(started.Id));
        Assert.Equal(["Run 2"], (await world.Store.ListAsync<Ticket>()).Documents.Select(static ticket => ticket.Title));
    }

    [Fact]
    public async Task StopAsync_TheCallersPatienceEnds_ReturnsForAllWhoWait()
    {
        var (began, gate) = (NewSignal(), NewSignal());
        await using var world = await CreateAsync(world => world.Steps["deaf"] = async (_, _) =>
        {
            began.SetResult();
            await gate.Task;
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync(), "leaving");
        var deaf = await leaving.Engine.StartAsync(Define(new CodeStep { Id = "deaf", Code = "deaf" }));
        await began.Task.WaitAsync(Patience);
        using var patience = new CancellationTokenSource();
        var stop = leaving.Engine.StopAsync(patience.Token);
        var disposal = leaving.DisposeAsync().AsTask();
        Assert.False(stop.IsCompleted);
        await patience.CancelAsync();
        await Task.WhenAll(stop, disposal).WaitAsync(Patience);
        Assert.Equal("leaving", (await LeaseAsync(world, deaf.Id)).Holder);
        gate.SetResult();
    }

    [Fact]
    public async Task StopAsync_SeveralWorkflowsRun_AllAreGivenBackInOneCommit()
    {
        using var began = new CountdownEvent(3);
        await using var world = await CreateAsync(world => world.Steps["obeys"] = async (_, token) =>
        {
            began.Signal();
            await Task.Delay(Timeout.Infinite, token);
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        List<WorkflowId> started = [];
        for (var i = 0; i < 3; i++)
        {
            started.Add((await leaving.Engine.StartAsync(Define(new CodeStep { Id = "obeys", Code = "obeys" }))).Id);
        }

        await Task.Run(() => began.Wait(Patience));
        var before = await world.Store.Feed.GetPositionAsync();
        await leaving.Engine.StopAsync().WaitAsync(Patience);
        Assert.Equal(before + 1, await world.Store.Feed.GetPositionAsync());
        foreach (var id in started)
        {
            Assert.Null((await LeaseAsync(world, id)).Holder);
        }
    }

    [Fact]
    public async Task StartAsync_OfAnEngineThatHasStopped_IsLeftToOthers()
    {
        await using var world = await CreateAsync();
        var leaving = world.NewServices(await world.OpenStoreAsync());
        await leaving.Engine.StopAsync().WaitAsync(Patience);
        var started = await leaving.Engine.StartAsync(Define(Code("a")));
        Assert.Equal("running: a=pending", Show(started));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await leaving.Engine.AdvanceAsync());
        await leaving.Engine.RunAsync(CancellationToken.None).WaitAsync(Patience);
        Assert.Equal("completed: a=completed", Show(await world.EndAsync(started.Id)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3_601)]
    public void ShutdownTimeout_OutOfRange_IsRefused(int seconds)
    {
        var options = new WorkflowOptions { ShutdownTimeout = TimeSpan.FromSeconds(seconds) };
        var refused = Assert.Throws<ArgumentException>(() => WorkflowServices.CreateInMemory(new() { Options = options }));
        Assert.Contains("ShutdownTimeout", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAsync_InMemory_WaitsForCodeThatEndsAndNotForOtherCode()
    {
        var gate = NewSignal();
        await using var services = WorkflowServices.CreateInMemory(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["slow"] = async (_, token) =>
                {
                    await UntilToldAsync(token);
                    return StepResult.Done;
                },
            },
        });
        var slow = await services.Engine.StartAsync(
            Define(new CodeStep { Id = "slow", Code = "slow" }, new CodeStep { Id = "next", Code = "slow", DependsOn = ["slow"] }));
        await services.Engine.StopAsync().WaitAsync(Patience);
        Assert.Equal("running: slow=completed next=pending", Show((await services.Engine.GetAsync(slow.Id))!));

        await using var impatient = WorkflowServices.CreateInMemory(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["deaf"] = async (_, _) => await gate.Task.ContinueWith(static _ => StepResult.Done, TaskScheduler.Default),
            },
        });
        var deaf = await impatient.Engine.StartAsync(Define(new CodeStep { Id = "deaf", Code = "deaf" }));
        await impatient.Engine.StopAsync(NoPatience).WaitAsync(Patience);
        Assert.Equal("running: deaf=running", Show((await impatient.Engine.GetAsync(deaf.Id))!));
        gate.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task UntilToldAsync(CancellationToken token) =>
        await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task<WorkflowLease> LeaseAsync(WorkflowWorld world, WorkflowId id) =>
        (WorkflowLease)(await world.Store.GetAsync(WorkflowLease.KeyOf(id)))!;
}
