using System.Collections.Concurrent;

namespace RepoTickets.Events.Tests.Bus;

public sealed class QueuePolicyTests
{
    [Fact]
    public async Task Wait_FullQueue_PublisherWaitsAndNothingIsLost()
    {
        await using var bus = TestBus.Make();
        var (gate, seen) = (new Gate(), new ConcurrentQueue<int>());
        var subscription = Subscribe(bus, gate, seen, FullQueuePolicy.Wait);
        await bus.PublishAsync(new Ping(0));
        await gate.Entered;
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        var third = bus.PublishAsync(new Ping(3)).AsTask();
        var fourth = bus.PublishAsync(new Ping(4)).AsTask();
        Assert.False(third.IsCompleted || fourth.IsCompleted);
        Assert.Equal((2, 2), (bus.StatisticsOf(subscription).QueueDepth, bus.StatisticsOf(subscription).WaitingPublications));

        gate.Open();
        await Task.WhenAll(third, fourth).WaitAsync(TestBus.Long);
        await bus.DrainAsync().InTime();
        Assert.Equal([0, 1, 2, 3, 4], seen);
    }

    [Fact]
    public async Task Wait_PublicationCancelled_IsDroppedAndCountedAndTheOrderStays()
    {
        await using var bus = TestBus.Make();
        var (gate, seen) = (new Gate(), new ConcurrentQueue<int>());
        var subscription = Subscribe(bus, gate, seen, FullQueuePolicy.Wait);
        await bus.PublishAsync(new Ping(0));
        await gate.Entered;
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        using var cancel = new CancellationTokenSource();
        var third = bus.PublishAsync(new Ping(3), cancellationToken: cancel.Token).AsTask();
        var fourth = bus.PublishAsync(new Ping(4)).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(TestBus.Long));
        gate.Open();
        await fourth.WaitAsync(TestBus.Long);
        await bus.DrainAsync().InTime();
        Assert.Equal([0, 1, 2, 4], seen);
        Assert.Equal((5, 4, 1), Counts(bus.StatisticsOf(subscription)));
    }

    [Fact]
    public async Task Wait_SubscriptionDisposed_ReleasesThePublishers()
    {
        await using var bus = TestBus.Make();
        var (gate, seen) = (new Gate(), new ConcurrentQueue<int>());
        var subscription = Subscribe(bus, gate, seen, FullQueuePolicy.Wait);
        await bus.PublishAsync(new Ping(0));
        await gate.Entered;
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        var third = bus.PublishAsync(new Ping(3)).AsTask();
        subscription.Dispose();
        await third.WaitAsync(TestBus.Long);
        Assert.Equal(3, bus.GetStatistics().Dropped);
        gate.Open();
        await subscription.DisposeAsync().InTime();
        Assert.Equal([0], seen);
    }

    [Theory]
    [InlineData(FullQueuePolicy.DropOldest, "0,3,4", 2, 0)]
    [InlineData(FullQueuePolicy.DropNewest, "0,1,2", 2, 0)]
    [InlineData(FullQueuePolicy.Fail, "0,1,2", 0, 2)]
    public async Task OtherPolicies_FullQueue_PublisherGoesOnAndWhatIsLostIsCounted(
        FullQueuePolicy policy, string expected, int dropped, int failed)
    {
        await using var bus = TestBus.Make();
        var (gate, seen) = (new Gate(), new ConcurrentQueue<int>());
        var subscription = Subscribe(bus, gate, seen, policy);
        await bus.PublishAsync(new Ping(0));
        await gate.Entered;
        for (var n = 1; n <= 4; n++)
        {
            Assert.True(bus.PublishAsync(new Ping(n)).AsTask().IsCompletedSuccessfully);
        }

        gate.Open();
        await bus.DrainAsync().InTime();
        Assert.Equal(expected, string.Join(',', seen));
        var statistics = bus.StatisticsOf(subscription);
        Assert.Equal(
            (5L, 3L, (long)dropped, (long)failed),
            (statistics.Received, statistics.Delivered, statistics.Dropped, statistics.DeadLettered));
        Assert.Equal(dropped, bus.GetStatistics().Dropped);
        Assert.Equal(failed, bus.DeadLetters.Read().Count(static letter => letter.Reason == DeadLetterReason.QueueFull));
    }

    /// <summary>Far more than fits: every publication is done, and the others have it, while one handler has not moved.</summary>
    [Theory]
    [InlineData(FullQueuePolicy.DropOldest)]
    [InlineData(FullQueuePolicy.DropNewest)]
    [InlineData(FullQueuePolicy.Fail)]
    public async Task OtherPolicies_HandlerStandsStill_PublishersAndOtherHandlersGoOn(FullQueuePolicy policy)
    {
        const int published = 1_000;
        await using var bus = TestBus.Make();
        var (gate, seen, others) = (new Gate(), new ConcurrentQueue<int>(), 0);
        var stalled = Subscribe(bus, gate, seen, policy);
        bus.Subscribe<Ping>((_, _) =>
        {
            Interlocked.Increment(ref others);
            return default;
        });
        await bus.PublishAsync(new Ping(0));
        await gate.Entered;
        for (var n = 1; n < published; n++)
        {
            await bus.PublishAsync(new Ping(n)).InTime();
        }

        await WaitUntilAsync(() => Volatile.Read(ref others) == published);
        Assert.Empty(seen);
        var statistics = bus.StatisticsOf(stalled);
        Assert.Equal((published, 0, 2), (statistics.Received, statistics.Delivered, statistics.QueueDepth));
        Assert.Equal(published - 3, statistics.Dropped + statistics.DeadLettered);
        gate.Open();
        await bus.DrainAsync().InTime();
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task Wait_HandlerPublishesToItsOwnFullQueue_OverflowsInsteadOfWaitingForItself()
    {
        await using var bus = TestBus.Make();
        var seen = new ConcurrentQueue<int>();
        var subscription = bus.Subscribe<Ping>(
            async (e, token) =>
            {
                seen.Enqueue(e.Data.Number);
                for (var n = 0; e.Data.Number == 0 && n < 10; n++)
                {
                    await bus.PublishAsync(new Ping(n + 1), null, token);
                }
            },
            new() { Capacity = 1 });
        await bus.PublishAsync(new Ping(0));
        await WaitUntilAsync(() => seen.Count == 11);
        Assert.Equal(Enumerable.Range(0, 11), seen);
        Assert.Equal(9, bus.StatisticsOf(subscription).Overflowed);
    }

    [Fact]
    public async Task Wait_HandlerMultipliesWithoutEnd_OverflowIsBoundedAndTheRestGoesToDeadLetters()
    {
        await using var bus = TestBus.Make();
        var gate = new Gate();
        var subscription = bus.Subscribe<Ping>(
            async (e, token) =>
            {
                for (var n = 1; e.Data.Number == 0 && n <= 2_000; n++)
                {
                    await bus.PublishAsync(new Ping(n), null, token);
                }

                await gate.PassAsync();
            },
            new() { Capacity = 1 });
        await bus.PublishAsync(new Ping(0));
        await gate.Entered;
        var statistics = bus.StatisticsOf(subscription);
        Assert.Equal(
            (2_001L, 1_025, 1_024L, 975L), (statistics.Received, statistics.QueueDepth, statistics.Overflowed, statistics.DeadLettered));
        gate.Open();
        await bus.DrainAsync().InTime();
    }

    [Fact]
    public async Task Wait_TwoHandlersPublishToEachOther_NeitherWaitsForEver()
    {
        await using var bus = TestBus.Make();
        var (pings, pongs) = (0, 0);
        bus.Subscribe<Ping>(
            async (e, token) =>
            {
                Interlocked.Increment(ref pings);
                for (var n = 0; e.Data.Number > 0 && n < 3; n++)
                {
                    await bus.PublishAsync(new Pong(e.Data.Number - 1), null, token);
                }
            },
            new() { Capacity = 1 });
        bus.Subscribe<Pong>(
            async (e, token) =>
            {
                Interlocked.Increment(ref pongs);
                for (var n = 0; e.Data.Number > 0 && n < 3; n++)
                {
                    await bus.PublishAsync(new Ping(e.Data.Number - 1), null, token);
                }
            },
            new() { Capacity = 1 });
        await bus.PublishAsync(new Ping(5));
        await WaitUntilAsync(() => Volatile.Read(ref pings) == 1 + 9 + 81 && Volatile.Read(ref pongs) == 3 + 27 + 243);
    }

    internal static async Task WaitUntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TestBus.Long);
        while (!isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static IEventSubscription Subscribe(
        EventBus bus, Gate gate, ConcurrentQueue<int> seen, FullQueuePolicy policy) => bus.Subscribe<Ping>(
        async (e, token) =>
        {
            await gate.PassAsync();
            seen.Enqueue(e.Data.Number);
        },
        new() { Capacity = 2, WhenFull = policy });

    private static (long Received, long Delivered, long Dropped) Counts(SubscriptionStatistics statistics) =>
        (statistics.Received, statistics.Delivered, statistics.Dropped);
}
