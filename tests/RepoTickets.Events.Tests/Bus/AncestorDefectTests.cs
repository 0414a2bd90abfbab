using System.Collections.Concurrent;
using System.Text;

namespace RepoTickets.Events.Tests.Bus;

/// <summary>What went wrong in the Python package, so that it does not here.</summary>
public sealed class AncestorDefectTests
{
    private int _handled;

    [Fact]
    public async Task C4_HandlerIsSlow_OtherPublishersGoOn()
    {
        await using var bus = TestBus.Make();
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        bus.SubscribeInline<Ping>(_ =>
        {
            entered.Set();
            release.Wait();
        });
        var slow = Task.Run(async () => await bus.PublishAsync(new Ping(1)));
        entered.Wait();
        await bus.PublishAsync(new Pong(1)).InTime();
        using var subscription = bus.SubscribeInline<Pong>(static _ => { });
        Assert.False(slow.IsCompleted);
        release.Set();
        await slow.WaitAsync(TestBus.Long);
    }

    [Fact]
    public async Task C4_HandlersTakeALockThatPublishersHold_NoDeadlock()
    {
        await using var bus = TestBus.Make();
        var mine = new Lock();
        bus.Subscribe<Ping>((_, _) =>
        {
            lock (mine)
            {
                _handled++;
            }

            return default;
        });
        bus.SubscribeInline<Ping>(_ =>
        {
            lock (mine)
            {
                _handled++;
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var n = 0; n < 500; n++)
            {
                lock (mine)
                {
                    _ = bus.PublishAsync(new Ping(n)).AsTask();
                }
            }
        }))).WaitAsync(TestBus.Long);
        await bus.DrainAsync().InTime();
        Assert.Equal(4_000, _handled);
    }

    [Fact]
    public async Task C5_BoundMethodAndOneMethodTwice_CanSubscribeAndEachEndsByItself()
    {
        await using var bus = TestBus.Make();
        var first = bus.SubscribeInline<Ping>(Count);
        var second = bus.SubscribeInline<Ping>(Count);
        first.Dispose();
        await bus.PublishAsync(new Ping(1));
        Assert.Equal(1, _handled);
        second.Dispose();
        await bus.PublishAsync(new Ping(1));
        Assert.Equal(1, _handled);
    }

    [Fact]
    public async Task C5_HandlerEndsItself_TheNextIsNotSkipped()
    {
        await using var bus = TestBus.Make();
        var calls = new List<string>();
        IEventSubscription? own = null;
        own = bus.SubscribeInline("*", _ =>
        {
            calls.Add("own");
            own!.Dispose();
        });
        bus.SubscribeInline("*", _ => calls.Add("next"));
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        Assert.Equal(["own", "next", "next"], calls);
    }

    [Fact]
    public async Task C5_TwentyThousandEventsOfTwoBuses_IdsNeverCollide()
    {
        await using var left = TestBus.Make(seed: 1);
        await using var right = TestBus.Make(seed: 2);
        var ids = new ConcurrentBag<EventId>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (var n = 0; n < 5_000; n++)
            {
                ids.Add((await (thread % 2 == 0 ? left : right).PublishAsync(new Ping(n))).Id);
            }
        })));
        Assert.Equal(20_000, ids.Distinct().Count());
    }

    [Fact]
    public async Task B14_LoadingAHistory_RestoresIt()
    {
        using var file = new MemoryStream();
        await using (var before = TestBus.Make())
        {
            await before.PublishAsync(new Ping(1));
            await before.PublishAsync(new Pong(2));
            Assert.Equal(2, await before.History.ExportAsync(file));
        }

        file.Position = 0;
        await using var after = TestBus.Make();
        Assert.Equal(2, await after.History.ImportAsync(file));
        Assert.Equal([TestBus.PongType, TestBus.PingType], after.History.Query().Select(static e => e.Type));
        Assert.NotEqual(0, Encoding.UTF8.GetString(file.ToArray()).Length);
    }

    private void Count(Event<Ping> e) => _handled++;
}
