using static RepoTickets.Workflows.Tests.Engine.WorkflowWorld;

namespace RepoTickets.Workflows.Tests.Engine;

public sealed class SeveralEnginesTests
{
    [Fact]
    public async Task CancelAsync_FromAnotherEngine_StopsCodeAndItsResultIsDropped()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, _) =>
        {
            began.SetResult();
            await gate.Task;
            return StepResult.Done.With(DocumentChange.Create(new Ticket { Title = "Effect" }));
        });
        var other = world.NewEngine(await world.OpenStoreAsync());
        var started = await world.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }, Code("next", "slow")));
        await began.Task.WaitAsync(Patience);
        Assert.Equal("cancelled: slow=cancelled next=cancelled", Show(await other.CancelAsync(started.Id, "enough")));
        gate.SetResult();
        await world.Engine.AdvanceAsync();
        Assert.Equal("cancelled: slow=cancelled next=cancelled", Show(await world.ReadAsync(started.Id)));
        Assert.Empty((await world.Store.ListAsync<Ticket>()).Documents);
    }

    [Fact]
    public async Task AdvanceAsync_OwnerSleptForLongerThanItsLease_ItsResultIsRefused()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (runs, began) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, _) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                began.SetResult();
                await gate.Task;
                return StepResult.Of(WorkflowValue.Of("of the sleeper")).With(
                    DocumentChange.Create(new Ticket { Title = "Of the sleeper" }));
            }

            return StepResult.Of(WorkflowValue.Of("of the other")).With(DocumentChange.Create(new Ticket { Title = "Of the other" }));
        });
        var definition = Define(new CodeStep { Id = "slow", Code = "slow", IsRepeatable = true });

        // Its clock stands still: it renews nothing and believes that it owns the workflow.
        await using var sleeper = WorkflowServices.Create(
            await world.OpenStoreAsync(), new() { Steps = world.Steps, TimeProvider = FakeTime.AtNoon() });
        var started = await sleeper.Engine.StartAsync(definition);
        await began.Task.WaitAsync(Patience);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var ended = await world.EndAsync(started.Id);
        gate.SetResult();
        await sleeper.DisposeAsync();
        Assert.Equal("\"of the other\"", ended.FindStep("slow")!.Result);
        Assert.Equal(ended, await world.ReadAsync(started.Id));
        Assert.Equal(["Of the other"], (await world.Store.ListAsync<Ticket>()).Documents.Select(static ticket => ticket.Title));
    }

    [Fact]
    public async Task AdvanceAsync_WorkflowOfAnotherClone_IsNotRunUntilItIsAdopted()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(new DelayStep { Id = "wait", Duration = TimeSpan.FromMinutes(1) }, Code("then", "wait")));
        await world.Store.DeleteAsync(WorkflowLease.KeyOf(waiting.Id));
        var other = world.NewEngine(await world.OpenStoreAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await other.AdvanceAsync();
        await world.Engine.AdvanceAsync();
        Assert.Equal(waiting, await world.ReadAsync(waiting.Id));
        var refused = await Assert.ThrowsAsync<WorkflowStateException>(async () => await other.CancelAsync(waiting.Id));
        Assert.Contains("another clone", refused.Message, StringComparison.Ordinal);
        await other.AdoptAsync(waiting.Id);
        Assert.Equal(WorkflowStatus.Completed, (await other.WaitForEndAsync(waiting.Id).AsTask().WaitAsync(Patience)).Status);
    }

    [Fact]
    public async Task NewEngine_WithoutTheDefinition_ReadsItFromTheStore()
    {
        await using var world = await CreateAsync();
        var waiting = await world.RunAsync(Define(new ApprovalStep { Id = "ask" }, Code("then", "ask")));
        var other = world.NewEngine(await world.OpenStoreAsync());
        await other.ApproveAsync(waiting.Id, "ask", "ann");
        Assert.Equal(WorkflowStatus.Completed, (await other.WaitForEndAsync(waiting.Id).AsTask().WaitAsync(Patience)).Status);
        Assert.Equal(waiting.DefinitionId, (await other.StartAsync("test")).DefinitionId);
    }

    [Fact]
    public async Task AdvanceAsync_EventOfTheStore_EndsTheStepThatWaitsForItAlsoWhenNoEngineRan()
    {
        await using var world = await CreateAsync(events: new TicketEvents());
        var waiting = await world.RunAsync(Define(
            new WaitForEventStep { Id = "closed", Event = "ticket.closed", Filter = "event.subject == params.ticket" }) with
        {
            Parameters = [new("ticket")],
        }, new() { Parameters = WaitingTests.Map("ticket", WorkflowValue.Of("LOGIN-1")) });
        var other = await world.Store.CreateAsync("Other");
        var ticket = await world.Store.CreateAsync("Login");
        await world.Store.UpdateAsync(other.Id, static t => t with { Status = TicketStatus.Closed });
        await world.Engine.AdvanceAsync();
        Assert.Equal("running: closed=waiting", Show(await world.ReadAsync(waiting.Id)));
        await world.Store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Closed });
        var late = world.NewEngine(await world.OpenStoreAsync());
        await late.AdvanceAsync();
        var ended = await world.ReadAsync(waiting.Id);
        Assert.Equal("completed: closed=completed", Show(ended));
        Assert.Contains(
            "\"type\":\"ticket.closed\",\"subject\":\"LOGIN-1\",\"kind\":\"ticket\"", ended.FindStep("closed")!.Result,
            StringComparison.Ordinal);
    }

    /// <summary>As the events package derives them, in small.</summary>
    private sealed class TicketEvents : IEventDerivation
    {
        public IReadOnlyList<Event> Derive(Commit commit) => [.. commit.Changes
            .Where(static change => change.Before is Ticket { Status.IsOpen: true } && change.After is Ticket { Status.IsOpen: false })
            .Select(change => new Event<string>(change.Key.Id)
            {
                Id = new(commit.Position, 1, 0), Type = "ticket.closed", Time = commit.CommittedAt, Subject = change.Key,
            })];

        public JsonText Describe(Event source) => JsonText.Parse("{\"by\":\"test\"}");
    }

    [Fact]
    public async Task CancelAsync_FromAnotherEngine_TellsTheCodeToStopAtTheNextRenewal()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            await using var told = token.Register(() => stopped.TrySetResult());
            began.SetResult();
            await stopped.Task;
            return StepResult.Done;
        });
        var other = world.NewEngine(await world.OpenStoreAsync());
        var started = await world.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }));
        await began.Task.WaitAsync(Patience);
        await other.CancelAsync(started.Id);
        Assert.False(stopped.Task.IsCompleted);
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        await stopped.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task AdoptAsync_CodeWasAtWorkInTheOtherClone_IsInterrupted()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, token) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return StepResult.Done;
        });
        var waiting = await world.RunAsync(Define(
            new DelayStep { Id = "wait", Duration = TimeSpan.FromMinutes(1) },
            new CodeStep { Id = "slow", Code = "slow", DependsOn = ["wait"] }));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Engine.AdvanceAsync();
        await began.Task.WaitAsync(Patience);
        await world.Store.DeleteAsync(WorkflowLease.KeyOf(waiting.Id));
        var other = world.NewEngine(await world.OpenStoreAsync());
        await other.AdoptAsync(waiting.Id);
        await other.AdvanceAsync();
        Assert.Equal("paused: wait=completed slow=failed", Show(await world.ReadAsync(waiting.Id)));
    }

    [Fact]
    public async Task DisposeAsync_CodeEndsMeanwhile_TheNextStepIsLeftToOthers()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await CreateAsync(world => world.Steps["slow"] = async (_, _) =>
        {
            began.SetResult();
            await gate.Task;
            return StepResult.Done;
        });
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var started = await leaving.Engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow" }, Code("next", "slow")));
        await began.Task.WaitAsync(Patience);
        var disposal = leaving.DisposeAsync().AsTask();
        gate.SetResult();
        await disposal.WaitAsync(Patience);
        Assert.Equal("running: slow=completed next=pending", Show(await world.ReadAsync(started.Id)));
        Assert.Equal("completed: slow=completed next=completed", Show(await world.EndAsync(started.Id)));
    }

    [Fact]
    public async Task DisposeAsync_SomebodyWaits_IsTold()
    {
        await using var world = await CreateAsync();
        var leaving = world.NewServices(await world.OpenStoreAsync());
        var started = await leaving.Engine.StartAsync(Define(new ApprovalStep { Id = "ask" }));
        var waiting = leaving.Engine.WaitForEndAsync(started.Id).AsTask();
        await leaving.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task ResumeAsync_DelayCameDueTwoLevelsBelow_AllGoOn()
    {
        await using var world = await CreateAsync(static world => world.Definitions.AddRange(
        [
            Define(new DelayStep { Id = "wait", Duration = TimeSpan.FromMinutes(1) }) with { Name = "lowest" },
            Define(new SubWorkflowStep { Id = "sub", Definition = "lowest" }) with { Name = "middle" },
        ]));
        var started = await world.RunAsync(Define(new SubWorkflowStep { Id = "sub", Definition = "middle" }));
        await world.Engine.AdvanceAsync();
        await world.Engine.PauseAsync(started.Id);
        await world.Engine.AdvanceAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Engine.AdvanceAsync();
        await world.Engine.ResumeAsync(started.Id);
        Assert.Equal("completed: sub=completed", Show(await world.EndAsync(started.Id)));
    }
}
