using System.Collections.Concurrent;

namespace RepoTickets.Events.Tests.Bus;

public sealed class SubscriptionTests
{
    [Theory]
    [InlineData(0, 3, 0, FullQueuePolicy.Wait, "Capacity is 0; allowed is 1 to 1000000")]
    [InlineData(1_000_001, 3, 0, FullQueuePolicy.Wait, "Capacity")]
    [InlineData(1, 0, 0, FullQueuePolicy.Wait, "MaximumAttempts is 0; allowed is 1 to 100")]
    [InlineData(1, 101, 0, FullQueuePolicy.Wait, "MaximumAttempts")]
    [InlineData(1, 3, -1, FullQueuePolicy.Wait, "RetryDelay")]
    [InlineData(1, 3, 3_601, FullQueuePolicy.Wait, "RetryDelay")]
    [InlineData(1, 3, 0, (FullQueuePolicy)9, "WhenFull")]
    public async Task Subscribe_OptionsOutOfRange_AreRefusedByName(
        int capacity, int attempts, int delay, FullQueuePolicy policy, string message)
    {
        await using var bus = TestBus.Make();
        var options = new SubscriptionOptions
        {
            Capacity = capacity,
            MaximumAttempts = attempts,
            RetryDelay = TimeSpan.FromSeconds(delay),
            WhenFull = policy,
        };
        var error = Assert.Throws<ArgumentException>(() => bus.Subscribe("*", static (_, _) => default, options));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_NotGiven_IsMadeFromTheMethod()
    {
        await using var bus = TestBus.Make();
        Assert.Equal("SubscriptionTests.Handle", bus.Subscribe<Ping>(Handle).Name);
        Assert.Equal("SubscriptionTests.Handle#2", bus.Subscribe<Ping>(Handle).Name);
        Assert.Equal("SubscriptionTests.Name_NotGiven_IsMadeFromTheMethod.lambda", bus.SubscribeInline("*", _ => { }).Name);
        Assert.Equal("SubscriptionTests.Name_NotGiven_IsMadeFromTheMethod.Local", bus.SubscribeInline<Ping>(Local).Name);
        Assert.Equal("mine", bus.Subscribe("*", static (_, _) => default, new() { Name = "mine" }).Name);
        static void Local(Event<Ping> e) => Assert.NotNull(e);
    }

    [Fact]
    public async Task Pattern_OfATypedSubscription_IsItsType()
    {
        await using var bus = TestBus.Make();
        Assert.Equal(TestBus.PingType, bus.Subscribe<Ping>(Handle).Pattern);
        Assert.Equal("a.*", bus.SubscribeInline("a.*", static _ => { }).Pattern);
    }

    [Fact]
    public async Task Filter_ThrowsOnSome_ThoseAreCountedAndThePublisherGoesOn()
    {
        await using var bus = TestBus.Make();
        var seen = new ConcurrentQueue<Event>();
        var subscription = bus.Subscribe(
            "*",
            (e, _) =>
            {
                seen.Enqueue(e);
                return default;
            },
            new() { Filter =
                static e => ((Ping)e.Payload).Number switch { 1 => throw new InvalidOperationException("f"), 2 => false, _ => true } });
        for (var n = 1; n <= 3; n++)
        {
            await bus.PublishAsync(new Ping(n));
        }

        await bus.DrainAsync().InTime();
        Assert.Equal(3, ((Ping)Assert.Single(seen).Payload).Number);
        var statistics = bus.StatisticsOf(subscription);
        Assert.Equal((2L, 1L, 1L, 1L), (statistics.Received, statistics.Delivered, statistics.DeadLettered, statistics.Errors));
        Assert.Equal(DeadLetterReason.FilterFailed, bus.DeadLetters.Read()[0].Reason);
    }

    [Fact]
    public async Task Handler_DisposesItselfAndSubscribesAnother_NeitherWaitsNorSkips()
    {
        await using var bus = TestBus.Make();
        var (first, second) = (0, 0);
        var hasSubscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IEventSubscription? own = null;
        own = bus.Subscribe<Ping>(async (_, _) =>
        {
            first++;
            await own!.DisposeAsync();
            bus.Subscribe<Ping>((_, _) =>
            {
                second++;
                return default;
            });
            hasSubscribed.SetResult();
        });
        await bus.PublishAsync(new Ping(1));
        await hasSubscribed.Task.WaitAsync(TestBus.Long);
        Assert.Equal(1, bus.GetStatistics().Subscribers);
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();
        Assert.Equal((1, 1), (first, second));
    }

    [Fact]
    public async Task Handlers_DisposeEachOther_NeitherWaitsForEver()
    {
        await using var bus = TestBus.Make();
        var both = new Barrier(2);
        IEventSubscription? left = null, right = null;
        left = bus.Subscribe<Ping>(async (_, token) =>
        {
            Assert.True(both.SignalAndWait(TestBus.Long, token));
            await right!.DisposeAsync();
        });
        right = bus.Subscribe<Ping>(async (_, token) =>
        {
            Assert.True(both.SignalAndWait(TestBus.Long, token));
            await left.DisposeAsync();
        });
        await bus.PublishAsync(new Ping(1));
        await QueuePolicyTests.WaitUntilAsync(() => bus.GetStatistics().Subscribers == 0);
        both.Dispose();
    }

    [Fact]
    public async Task Handler_RunsOutsideThePublishersContext()
    {
        var local = new AsyncLocal<string?> { Value = "publisher" };
        await using var bus = TestBus.Make();
        var seen = "nothing";
        bus.Subscribe<Ping>((_, _) =>
        {
            seen = local.Value;
            return default;
        });
        await bus.PublishAsync(new Ping(1));
        await bus.DrainAsync().InTime();
        Assert.Null(seen);
        Assert.Null(WaitNode.Flow);
    }

    [Fact]
    public async Task Subscribe_BeyondTheBound_IsRefused()
    {
        await using var bus = TestBus.Make();
        var subscriptions = Enumerable.Range(0, SubscriptionRegistry.MaximumSubscriptions)
            .Select(n => bus.Subscribe("none", static (_, _) => default, new() { Name = $"{n}" }))
            .ToList();
        Assert.Throws<InvalidOperationException>(() => bus.SubscribeInline("*", static _ => { }));
        subscriptions[5].Dispose();
        bus.SubscribeInline("*", static _ => { });
    }

    private static ValueTask Handle(Event<Ping> e, CancellationToken cancellationToken) => default;
}
