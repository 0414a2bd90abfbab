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
                return StepResult.Of(WorkflowValue.Of("of the sleeper")).With(DocumentChange.Create(new Ticket { Title = "Of the sleeper" }));
            }

            return StepResult.Of(WorkflowValue.Of("of the other")).With(DocumentChange.Create(new Ticket { Title = "Of the other" }));
        });
        var definition = Define(new CodeStep { Id = "slow", Code = "slow", IsRepeatable = true });

        // Its clock stands still: it renews nothing and believes that it owns the workflow.
        await using var sleeper = WorkflowServices.Create(
            await world.OpenStoreAsync(), new() { Steps = world.Steps, TimeProvider = RepoTickets.Tests.FakeTime.AtNoon() });
        var started = await sleeper.Engine.StartAsync(definition);
        await began.Task.WaitAsync(Patience);
        world.Clock.Move(TimeSpan.FromMinutes(1));
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
        world.Clock.Move(TimeSpan.FromMinutes(2));
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
        Assert.Contains("\"type\":\"ticket.closed\",\"subject\":\"LOGIN-1\",\"kind\":\"ticket\"", ended.FindStep("closed")!.Result, StringComparison.Ordinal);
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
}
