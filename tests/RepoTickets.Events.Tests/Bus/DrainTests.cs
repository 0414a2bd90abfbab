namespace RepoTickets.Events.Tests.Bus;

public sealed class DrainTests
{
    [Fact]
    public async Task DrainAsync_HandlerStillRuns_WaitsForIt()
    {
        await using var bus = TestBus.Make();
        var gate = new Gate();
        bus.Subscribe<Ping>((_, _) => gate.PassAsync(), new() { Capacity = 1, WhenFull = FullQueuePolicy.DropOldest });
        await bus.PublishAsync(new Ping(1));
        await gate.Entered;
        await bus.PublishAsync(new Ping(2));
        var drained = bus.DrainAsync().AsTask();
        for (var n = 3; n < 10; n++)
        {
            await bus.PublishAsync(new Ping(n));
        }

        Assert.False(drained.IsCompleted);
        gate.Open();
        await drained.WaitAsync(TestBus.Long);
    }

    [Fact]
    public async Task DrainAsync_Cancelled_Ends()
    {
        await using var bus = TestBus.Make();
        var gate = new Gate();
        bus.Subscribe<Ping>((_, _) => gate.PassAsync());
        await bus.PublishAsync(new Ping(1));
        using var cancel = new CancellationTokenSource();
        var drained = bus.DrainAsync(0, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drained.WaitAsync(TestBus.Long));
        gate.Open();
    }

    [Fact]
    public async Task DrainAsync_PositionThatTheClosedStoreWillNotReach_Fails()
    {
        var feed = new TestFeed();
        await using var bus = TestBus.Make(feed: feed);
        await bus.StartAsync();
        var drained = bus.DrainAsync(2).AsTask();
        feed.End();
        await Assert.ThrowsAsync<EventFeedException>(() => drained.WaitAsync(TestBus.Long));
        await Assert.ThrowsAsync<EventFeedException>(() => bus.DrainAsync(2).InTime());
    }

    [Fact]
    public async Task DrainAsync_Position_WaitsForItsEventsAndTheirHandlers()
    {
        var feed = new TestFeed();
        await using var bus = TestBus.Make(feed: feed);
        var handled = 0;
        bus.Subscribe<Ping>(async (_, _) =>
        {
            await Task.Yield();
            handled++;
        });
        await bus.StartAsync();
        var drained = bus.DrainAsync(2).AsTask();
        feed.Commit(1, 3);
        await QueuePolicyTests.WaitUntilAsync(() => bus.GetStatistics().Position == 1);
        Assert.False(drained.IsCompleted);
        feed.Commit(2, 4);
        await drained.WaitAsync(TestBus.Long);
        Assert.Equal(7, handled);
        Assert.Equal(7, bus.GetStatistics().Derived);
    }

    [Fact]
    public async Task DrainAsync_HandlersDrainEachOther_NeitherWaitsForEver()
    {
        await using var bus = TestBus.Make();
        using var both = new Barrier(2);
        for (var n = 0; n < 2; n++)
        {
            bus.Subscribe<Ping>(async (e, token) =>
            {
                // Only for the first event: handlers that wait for each other outside of the bus are not the bus's to save.
                Assert.True(e.Data.Number > 1 || both.SignalAndWait(TestBus.Long, token));
                await bus.DrainAsync(0, token);
            });
        }

        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();
        Assert.Equal(0, bus.DeadLetters.Count);
    }

    [Fact]
    public async Task AfterPosition_HandlerWaitsForTheCommitThatFillsItsOwnQueue_TheFollowerIsLetIn()
    {
        var feed = new TestFeed();
        await using var bus = TestBus.Make(feed: feed);
        var subscription = bus.Subscribe<Ping>(
            async (e, token) =>
            {
                if (e.Data.Number == 1)
                {
                    await bus.PublishAsync(new Pong(1), new() { AfterPosition = 1 }, token);
                }
            },
            new() { Capacity = 2 });
        await bus.StartAsync();
        feed.Commit(1, 100);
        await bus.DrainAsync(1).InTime();
        Assert.InRange(bus.StatisticsOf(subscription).Overflowed, 90, 100);
        Assert.Equal(100, bus.StatisticsOf(subscription).Delivered);
        Assert.Equal(TestBus.PongType, bus.History.Query()[0].Type);
    }

    [Fact]
    public async Task AfterPosition_FollowerWaitsForRoomAlready_IsLetInWhenTheHandlerWaitsForIt()
    {
        var feed = new TestFeed();
        await using var bus = TestBus.Make(feed: feed);
        var gate = new Gate();
        var subscription = bus.Subscribe<Ping>(
            async (e, token) =>
            {
                if (e.Data.Number == 1)
                {
                    await gate.PassAsync();
                    await bus.PublishAsync(new Pong(1), new() { AfterPosition = 1 }, token);
                }
            },
            new() { Capacity = 2 });
        await bus.StartAsync();
        feed.Commit(1, 10);
        await QueuePolicyTests.WaitUntilAsync(
            () => bus.StatisticsOf(subscription).WaitingPublications == 1 &&
                bus.DescribeState().Contains("the follower waits for Drain", StringComparison.Ordinal));
        gate.Open();
        await bus.DrainAsync(1).InTime();
        Assert.Equal(10, bus.StatisticsOf(subscription).Delivered);
    }
}
