namespace RepoTickets.Events.Tests.Bus;

public sealed class ManyEventsTests
{
    private const int Events = 1_000_000;
    private const int Subscribers = 10;
    private const int Publishers = 2;

    [Theory]
    [InlineData(FullQueuePolicy.Wait)]
    [InlineData(FullQueuePolicy.DropOldest)]
    [InlineData(FullQueuePolicy.DropNewest)]
    [InlineData(FullQueuePolicy.Fail)]
    public async Task Publish_AMillionEventsToTenSubscribers_NoneIsLostUncounted(FullQueuePolicy policy)
    {
        await using var bus = TestBus.Make();
        var received = new long[Subscribers];
        var disorder = 0;
        var subscriptions = Enumerable.Range(0, Subscribers).Select(index =>
        {
            var last = new int[Publishers];
            return bus.Subscribe<Ping>(
                (e, _) =>
                {
                    received[index]++;
                    var publisher = e.Data.Number % Publishers;
                    disorder += e.Data.Number < last[publisher] ? 1 : 0;
                    last[publisher] = e.Data.Number;
                    return default;
                },
                new() { WhenFull = policy, Capacity = 256 });
        }).ToList();

        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (var n = publisher; n < Events; n += Publishers)
            {
                await bus.PublishAsync(new Ping(n));
            }
        })));
        await bus.DrainAsync().InTime();

        Assert.Equal(0, disorder);
        Assert.Equal(Events, bus.GetStatistics().Total);
        for (var index = 0; index < Subscribers; index++)
        {
            var statistics = bus.StatisticsOf(subscriptions[index]);
            Assert.Equal(Events, statistics.Received);
            Assert.Equal(received[index], statistics.Delivered);
            Assert.Equal(Events, received[index] + statistics.Dropped + statistics.DeadLettered);
            Assert.Equal(
                (policy == FullQueuePolicy.Fail ? 0 : statistics.Dropped, policy == FullQueuePolicy.Fail ? statistics.DeadLettered : 0),
                (statistics.Dropped, statistics.DeadLettered));
            Assert.Equal(policy == FullQueuePolicy.Wait ? Events : received[index], received[index]);
        }
    }

    [Fact]
    public async Task Publish_OneHandlerStalls_PublisherAndOthersAreUntouched()
    {
        await using var bus = TestBus.Make();
        var gate = new Gate();
        var others = 0;
        var stalled = bus.Subscribe<Ping>((_, _) => gate.PassAsync(), new() { Capacity = 1_000 });
        var other = bus.Subscribe<Ping>((_, _) =>
        {
            others++;
            return default;
        });
        for (var n = 0; n < 1_000; n++)
        {
            await bus.PublishAsync(new Ping(n)).InTime();
        }

        await gate.Entered;
        await QueuePolicyTests.WaitUntilAsync(() => bus.StatisticsOf(other).Delivered == 1_000);
        Assert.Equal(0, bus.StatisticsOf(stalled).Delivered);
        gate.Open();
        await bus.DrainAsync().InTime();
        Assert.Equal(1_000, bus.StatisticsOf(stalled).Delivered);
    }
}
