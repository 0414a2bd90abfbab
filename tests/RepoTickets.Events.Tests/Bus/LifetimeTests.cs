namespace RepoTickets.Events.Tests.Bus;

public sealed class LifetimeTests
{
    [Fact]
    public async Task StartAsync_Twice_OpensTheFeedOnce()
    {
        var feed = new TestFeed(4);
        await using var bus = TestBus.Make(feed: feed);
        await Task.WhenAll(bus.StartAsync().AsTask(), bus.StartAsync().AsTask());
        await bus.StartAsync();
        await QueuePolicyTests.WaitUntilAsync(() => feed.From == 4);
        Assert.Equal((1, 4L), (feed.Opened, bus.GetStatistics().Position));
    }

    [Fact]
    public async Task DisposeAsync_HandlersHaveWork_TheyFinishIt()
    {
        var bus = TestBus.Make();
        var handled = 0;
        bus.Subscribe<Ping>(async (e, token) =>
        {
            await Task.Yield();
            handled++;
            if (e.Data.Number == 0)
            {
                await bus.PublishAsync(new Ping(1), null, token);
            }
        });
        for (var n = 0; n < 100; n++)
        {
            await bus.PublishAsync(new Ping(0));
        }

        await bus.DisposeAsync().InTime();
        Assert.Equal(200, handled);
        Assert.Throws<ObjectDisposedException>(() => bus.Subscribe<Ping>(static (_, _) => default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bus.PublishAsync(new Ping(1)).AsTask());
        await bus.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_HandlerStalls_IsCancelledAfterTheTimeout()
    {
        var time = FakeTime.AtNoon();
        var bus = TestBus.Make(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(3), time);
        var (entered, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        bus.Subscribe<Ping>(async (_, token) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => cancelled.SetResult(), TaskScheduler.Default);
        });
        await bus.PublishAsync(new Ping(1));
        await entered.Task.WaitAsync(TestBus.Long);
        var closing = bus.DisposeAsync().AsTask();
        Assert.Equal(TimeSpan.FromSeconds(3), await time.NextTimerAsync());
        Assert.False(closing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        await closing.WaitAsync(TestBus.Long);
        await cancelled.Task.WaitAsync(TestBus.Long);
    }

    [Fact]
    public async Task DisposeAsync_PublisherWaitsForRoom_IsReleased()
    {
        var bus = TestBus.Make(static options => options.ShutdownTimeout = TimeSpan.Zero);
        var gate = new Gate();
        bus.Subscribe<Ping>((_, _) => gate.PassAsync(), new() { Capacity = 1 });
        await bus.PublishAsync(new Ping(1));
        await gate.Entered;
        await bus.PublishAsync(new Ping(2));
        var waiting = bus.PublishAsync(new Ping(3)).AsTask();
        await bus.DisposeAsync().InTime();
        await waiting.WaitAsync(TestBus.Long);
        gate.Open();
    }

    [Fact]
    public async Task DisposeAsync_InsideAHandler_DoesNotWaitForItself()
    {
        var bus = TestBus.Make(static options => options.ShutdownTimeout = TimeSpan.FromMinutes(10));
        var done = new TaskCompletionSource();
        bus.Subscribe<Ping>(async (_, _) =>
        {
            await bus.DisposeAsync();
            done.SetResult();
        });
        await bus.PublishAsync(new Ping(1));
        await done.Task.WaitAsync(TestBus.Long);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(1_000_001, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, 601)]
    public void Constructor_OptionsOutOfRange_AreRefused(
        int history, int letters, int seconds) => Assert.Throws<ArgumentException>(() => TestBus.Make(options =>
    {
        options.HistoryCapacity = history;
        options.DeadLetterCapacity = letters;
        options.ShutdownTimeout = TimeSpan.FromSeconds(seconds);
    }));
}
