using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RepoTickets.Events;

namespace RepoTickets.Telemetry.Tests.Health;

public sealed class EventsHealthTests
{
    [Fact]
    public async Task Check_WhileAQueueIsLong_SaysWhose()
    {
        await using var composition = new Composition(
            static tickets => tickets.AddEventsHealth(static o => (o.QueueDegraded, o.QueueUnhealthy) = (2, 4)));
        var bus = composition.Get<IEventBus>();
        await bus.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(composition)).Status);
        var (release, entered) = (new TaskCompletionSource(), new TaskCompletionSource());
        bus.Subscribe<TicketCreated>(async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
        }, new() { Name = "slow" });
        await CreateAsync(composition, 1);
        await entered.Task;
        await CreateAsync(composition, 2);
        await WaitAsync(bus, 2);
        var degraded = await CheckAsync(composition);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains("'slow'", degraded.Description, StringComparison.Ordinal);
        await CreateAsync(composition, 3);
        await WaitAsync(bus, 4);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(composition)).Status);
        release.SetResult();
        await bus.DrainAsync(await composition.Store.Feed.GetPositionAsync());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(composition)).Status);
    }

    [Fact]
    public async Task Check_WithDeadLetters_IsDegraded()
    {
        await using var composition = new Composition(static tickets => tickets.AddEventsHealth());
        var bus = composition.Get<IEventBus>();
        await bus.StartAsync();
        bus.Subscribe<TicketCreated>(static (_, _) => throw new InvalidOperationException(), new() { MaximumAttempts = 1 });
        await CreateAsync(composition, 1);
        await bus.DrainAsync(await composition.Store.Feed.GetPositionAsync());
        var result = await CheckAsync(composition);
        Assert.Equal((HealthStatus.Degraded, 1), (result.Status, (int)result.Data["dead_letters"]));
    }

    [Fact]
    public async Task Check_AfterTheStoreWasClosedUnderTheBus_IsUnhealthy()
    {
        await using var composition = new Composition(static tickets => tickets.AddEventsHealth());
        await composition.Get<IEventBus>().StartAsync();
        await CreateAsync(composition, 1);
        await composition.Store.DisposeAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(composition)).Status);
    }

    [Fact]
    public async Task Options_OutOfRange_AreRefused()
    {
        await using var composition = new Composition(
            static tickets => tickets.AddEventsHealth(static o => (o.QueueDegraded, o.QueueUnhealthy, o.LagDegraded) = (5, 4, 0)));
        var failures = Assert.Throws<OptionsValidationException>(() => composition.Get<IOptions<EventsHealthOptions>>().Value).Failures;
        Assert.Equal(2, failures.Count());
    }

    private static async Task CreateAsync(Composition composition, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await composition.Store.CreateAsync("Login");
        }
    }

    private static async Task WaitAsync(IEventBus bus, int depth)
    {
        // The bus follows the feed on its own; there is nothing to wait for while a handler is stuck but the queue itself.
        for (var tries = 0; bus.GetStatistics().Subscriptions.Max(static subscription => subscription.QueueDepth) < depth; tries++)
        {
            Assert.True(tries < 2_000, "The queue did not fill.");
            await Task.Delay(5);
        }
    }

    private static Task<HealthCheckResult> CheckAsync(Composition composition)
    {
        var registration = composition.Get<HealthCheckRegistration>();
        return registration.Factory(composition.Get<IServiceProvider>()).CheckHealthAsync(new() { Registration = registration });
    }
}
