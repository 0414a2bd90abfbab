using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Workflows;

namespace RepoTickets.Telemetry.Tests.Metrics;

public sealed class WorkflowMetricsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Workflow_ThatRuns_IsCountedByTransitionStepAndLease()
    {
        using var spans = new Spans();
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var composition = new Composition(tickets => tickets
            .AddWorkflowStep("good", async (_, _) =>
            {
                entered.TrySetResult();
                await release.Task;
                return StepResult.Done;
            })
            .AddWorkflowStep("bad", static (_, _) => throw new InvalidOperationException("c0nfidential")));
        using var measurements = new Measurements(composition.Meters);
        var engine = composition.Get<IWorkflowEngine>();

        var started = await engine.StartAsync(
            Define(new CodeStep { Id = "first", Code = "good" }, new CodeStep { Id = "second", Code = "bad", DependsOn = ["first"] }));
        await entered.Task.WaitAsync(Patience);
        Assert.Equal(1, measurements.Collect("repotickets.workflows.instances.running"));
        Assert.Equal(1, measurements.Collect("repotickets.workflows.steps.running"));
        release.SetResult();
        await engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);

        Assert.Equal(["completed", "failed"], Outcomes("repotickets.workflows.steps"));
        Assert.Equal(["completed", "failed"], Outcomes("repotickets.workflows.step.duration"));
        Assert.Contains("granted", Outcomes("repotickets.workflows.leases"));
        Assert.Contains("failed", Outcomes("repotickets.workflows.transitions"));
        Assert.Contains("running", Outcomes("repotickets.workflows.transitions"));
        Assert.Equal(0, measurements.Collect("repotickets.workflows.steps.running"));
        var step = Assert.Single(
            spans.Of("workflows.step"),
            span => Equals(span.GetTagItem("repotickets.workflow.id"), started.Id.Value) &&
                Equals(span.GetTagItem("repotickets.workflow.step"), "second"));
        Assert.Equal("System.InvalidOperationException", step.GetTagItem("error.type"));
        Assert.Contains(spans.Of("workflows.start"), span => Equals(span.GetTagItem("repotickets.workflow.id"), started.Id.Value));
        Assert.DoesNotContain(
            measurements.All,
            static measured => measured.Tags.Values.Any(static value => $"{value}".Contains("c0nfidential", StringComparison.Ordinal)));

        string[] Outcomes(string name) =>
            [.. measurements.Of(name).Select(static measured => measured.Outcome!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Workflow_TakenOverFromAnEngineThatSlept_IsCountedAsLostAndTakenOver()
    {
        var clock = FakeTime.AtNoon();
        var (runs, began, release) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await using var composition = new Composition(
            tickets => tickets.AddWorkflowStep("slow", async (_, _) =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    began.SetResult();
                    await release.Task;
                }

                return StepResult.Done;
            }),
            services: services => services.AddSingleton<TimeProvider>(clock));
        using var measurements = new Measurements(composition.Meters);
        var engine = composition.Get<IWorkflowEngine>();
        var started = await engine.StartAsync(Define(new CodeStep { Id = "slow", Code = "slow", IsRepeatable = true }));
        await began.Task.WaitAsync(Patience);

        // The engine beside it has the right time, and finds the lease of the sleeper run out.
        await using (var other = WorkflowServices.Create(composition.Store, new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction> { ["slow"] = static (_, _) => new(StepResult.Done) },
        }))
        {
            await other.Engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);
        }

        release.SetResult();
        for (var tries = 0; measurements.Of("repotickets.workflows.leases").All(static measured => measured.Outcome != "lost"); tries++)
        {
            Assert.True(tries < 2_000, "The loss is not counted.");
            await Task.Delay(5);
        }

        Assert.Equal(["granted", "lost"], measurements.Of("repotickets.workflows.leases").Select(static measured => measured.Outcome!));
    }

    [Fact]
    public async Task Workflow_InMemory_HasTheSameInstrumentsAndSpansButLeases()
    {
        // Without a host all engines share one meter, which belongs to no factory.
        using var spans = new Spans();
        using var measurements = new Measurements(null!);
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var services = WorkflowServices.CreateInMemory(new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>
            {
                ["good"] = static (_, _) => new(StepResult.Done),
                ["late"] = async (_, _) =>
                {
                    entered.TrySetResult();
                    await release.Task;
                    return StepResult.Done;
                },
                ["bad"] = static (_, _) => throw new InvalidOperationException("c0nfidential"),
            },
        });
        var started = await services.Engine.StartAsync(Define(
            new CodeStep { Id = "first", Code = "good" }, new CodeStep { Id = "second", Code = "late", DependsOn = ["first"] },
            new CodeStep { Id = "third", Code = "bad", DependsOn = ["second"] }));
        await entered.Task.WaitAsync(Patience);
        Assert.Equal(1, measurements.Collect("repotickets.workflows.instances.running"));
        Assert.Equal(1, measurements.Collect("repotickets.workflows.steps.running"));
        Assert.Null(System.Diagnostics.Activity.Current);
        release.SetResult();
        await services.Engine.WaitForEndAsync(started.Id).AsTask().WaitAsync(Patience);

        Assert.Equal(["completed", "completed", "failed"], Outcomes("repotickets.workflows.steps"));
        Assert.Equal(["completed", "completed", "failed"], Outcomes("repotickets.workflows.step.duration"));
        Assert.Equal(["failed", "running", "running", "running"], Outcomes("repotickets.workflows.transitions"));
        Assert.Empty(Outcomes("repotickets.workflows.leases"));
        Assert.Equal(0, measurements.Collect("repotickets.workflows.steps.running"));
        Assert.Equal(
            ["workflows.start", "workflows.step", "workflows.transition"],
            measurements.Of("repotickets.workflows.operation.duration")
                .Select(static measured => measured.Operation!)
                .Distinct()
                .Order(StringComparer.Ordinal));
        Assert.Contains(spans.Of("workflows.start"), IsOfThis);
        Assert.Contains(
            spans.Of("workflows.transition"), span => IsOfThis(span) && Equals(span.GetTagItem("repotickets.outcome"), "stored"));
        var step = Assert.Single(
            spans.Of("workflows.step"), span => IsOfThis(span) && Equals(span.GetTagItem("repotickets.workflow.step"), "third"));
        Assert.Equal("System.InvalidOperationException", step.GetTagItem("error.type"));
        Assert.DoesNotContain(
            measurements.All,
            static measured => measured.Tags.Values.Any(static value => $"{value}".Contains("c0nfidential", StringComparison.Ordinal)));

        string[] Outcomes(string name) =>
            [.. measurements.Of(name).Select(static measured => measured.Outcome!).Order(StringComparer.Ordinal)];

        bool IsOfThis(System.Diagnostics.Activity span) => Equals(span.GetTagItem("repotickets.workflow.id"), started.Id.Value);
    }

    [Fact]
    public async Task Claim_OnALeaseThatRanOut_IsCountedAsExpired()
    {
        var clock = FakeTime.AtNoon();
        await using var composition = new Composition(services: services => services.AddSingleton<TimeProvider>(clock));
        using var measurements = new Measurements(composition.Meters);
        var ticket = await composition.Store.CreateAsync("Login");
        var claims = composition.Get<IClaims>();
        await claims.TryClaimAsync(ticket.Id, "alice", TimeSpan.FromMinutes(1), new() { RenewAutomatically = false });
        clock.Advance(TimeSpan.FromHours(1));

        await claims.TryClaimAsync(ticket.Id, "bob", TimeSpan.FromMinutes(1), new() { RenewAutomatically = false });

        Assert.Equal(
            ["expired", "granted", "granted"],
            measurements.Of("repotickets.claims").Select(static measured => measured.Outcome!).Order(StringComparer.Ordinal));
    }

    private static WorkflowDefinition Define(params StepDefinition[] steps) => new() { Name = "measured", Steps = [.. steps] };
}
