using RepoTickets.Events.Tests.Bus;

namespace RepoTickets.Events.Tests.DeadLetters;

public sealed class DeadLetterTests
{
    private readonly SubscriptionOptions _once = new() { Name = "worker", MaximumAttempts = 1 };
    private volatile bool _isBroken = true;
    private int _handled;

    [Fact]
    public async Task ReplayAsync_HandlerWorksAgain_RemovesTheLetter()
    {
        await using var bus = TestBus.Make();
        bus.Subscribe<Ping>(HandleAsync, _once);
        await bus.PublishAsync(new Ping(1));
        await bus.DrainAsync().InTime();
        var id = Assert.Single(bus.DeadLetters.Read()).Id;

        Assert.False(await bus.DeadLetters.ReplayAsync(id).InTime());
        Assert.Equal(2, Assert.Single(bus.DeadLetters.Read()).Attempts);
        _isBroken = false;
        Assert.True(await bus.DeadLetters.ReplayAsync(id).InTime());
        Assert.False(await bus.DeadLetters.ReplayAsync(id).InTime());
        Assert.Equal((0, 1), (bus.DeadLetters.Count, _handled));
        var statistics = Assert.Single(bus.GetStatistics().Subscriptions);
        Assert.Equal((1L, 0L, 1L), (statistics.Received, statistics.Delivered, statistics.DeadLettered));
    }

    [Fact]
    public async Task ReplayAllAsync_InlineAndQueued_CountsThoseDealtWith()
    {
        await using var bus = TestBus.Make();
        bus.Subscribe<Ping>(HandleAsync, _once);
        bus.SubscribeInline<Ping>(_ => HandleAsync(null!, default).AsTask().GetAwaiter().GetResult());
        var gone = bus.Subscribe<Ping>(HandleAsync, _once with { Name = "gone" });
        await bus.PublishAsync(new Ping(1));
        await bus.DrainAsync().InTime();
        gone.Dispose();
        _isBroken = false;
        Assert.Equal(2, await bus.DeadLetters.ReplayAllAsync().InTime());
        Assert.Equal("gone", Assert.Single(bus.DeadLetters.Read()).Subscription);
        Assert.Equal(1, bus.DeadLetters.Clear());
        Assert.Equal(3, bus.GetStatistics().DeadLetters);
    }

    [Fact]
    public async Task ReplayAsync_InsideTheHandlerItself_DoesNotWaitForItself()
    {
        await using var bus = TestBus.Make();
        var replayed = new TaskCompletionSource<bool>();
        bus.Subscribe<Ping>(
            async (e, token) =>
            {
                if (e.Data.Number == 1 && _isBroken)
                {
                    _isBroken = false;
                    throw new InvalidOperationException();
                }

                if (e.Data.Number == 2)
                {
                    replayed.SetResult(await bus.DeadLetters.ReplayAsync(1, token));
                }
            },
            _once);
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        Assert.False(await replayed.Task.WaitAsync(TestBus.Long));
        await bus.DrainAsync().InTime();
        Assert.Equal(0, bus.DeadLetters.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Add_MoreThanCapacity_TheOldestGiveWayAndAreCounted(int capacity)
    {
        await using var bus = TestBus.Make(options => options.DeadLetterCapacity = capacity);
        bus.SubscribeInline<Ping>(static _ => throw new InvalidOperationException(new string('x', 10_000)));
        for (var n = 1; n <= 5; n++)
        {
            await bus.PublishAsync(new Ping(n));
        }

        Assert.Equal((capacity, 5L - capacity), (bus.DeadLetters.Count, bus.DeadLetters.Dropped));
        Assert.Equal(
            Enumerable.Range(6 - capacity, capacity), bus.DeadLetters.Read().Select(static letter => ((Ping)letter.Event.Payload).Number));
        Assert.All(bus.DeadLetters.Read(), static letter => Assert.Equal(4_096, letter.Error.Length));
    }

    private ValueTask HandleAsync(Event<Ping> e, CancellationToken cancellationToken)
    {
        if (_isBroken)
        {
            throw new InvalidOperationException("broken");
        }

        Interlocked.Increment(ref _handled);
        return default;
    }
}
