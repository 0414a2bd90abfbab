using System.Collections.Concurrent;

namespace RepoTickets.Events.Tests.Bus;

public sealed class PublishTests
{
    [Fact]
    public async Task PublishAsync_WithContext_StampsTheEvent()
    {
        var time = FakeTime.AtNoon();
        await using var bus = TestBus.Make(time: time);
        var metadata = new Dictionary<string, string> { ["a"] = "b" };
        var context = new EventContext
        {
            Source = "me",
            Subject = new(DocumentKind.Ticket, "A-1"),
            CorrelationId = "c",
            CausationId = "d",
            Metadata = metadata,
        };

        var made = await bus.PublishAsync(new Ping(7), context);

        Assert.Equal(
            (TestBus.PingType, time.Now, 7, "me", "c", "d"),
            (made.Type, made.Time, made.Data.Number, made.Source, made.CorrelationId, made.CausationId));
        Assert.Equal("b", made.Metadata["a"]);
        Assert.Equal((0, 1), (made.Id.Position, made.Id.Sequence));
        Assert.False(made.Id.IsDerived);
    }

    [Fact]
    public async Task PublishAsync_WithTheSystemsClock_GivesTimesCloseToIt()
    {
        await using var bus = TestBus.Make();
        var before = TimeProvider.System.GetUtcNow().AddMilliseconds(-100);
        var made = await bus.PublishAsync(new Ping(1));
        Assert.InRange(made.Time, before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task PublishAsync_UndefinedPayload_IsRefusedByName()
    {
        await using var bus = TestBus.Make();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => bus.PublishAsync(new Undefined(1)).AsTask());
        Assert.Contains(nameof(Undefined), error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => bus.Subscribe<Undefined>(static (_, _) => default));
    }

    [Theory]
    [InlineData(257, 0, 0)]
    [InlineData(0, 257, 0)]
    [InlineData(0, 0, 65)]
    public async Task PublishAsync_ContextBeyondItsBounds_IsRefused(int source, int correlation, int metadata)
    {
        await using var bus = TestBus.Make();
        var context = new EventContext
        {
            Source = new('s', source),
            CorrelationId = new('c', correlation),
            Metadata = Enumerable.Range(0, metadata).ToDictionary(static n => $"{n}", static _ => ""),
        };
        await Assert.ThrowsAnyAsync<ArgumentException>(() => bus.PublishAsync(new Ping(1), context).AsTask());
        Assert.Equal(0, bus.History.Count);
    }

    [Fact]
    public async Task PublishAsync_CancelledBefore_PublishesNothing()
    {
        await using var bus = TestBus.Make();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bus.PublishAsync(new Ping(1), cancellationToken: new(true)).AsTask());
        Assert.Equal(0, bus.GetStatistics().Total);
    }

    [Fact]
    public async Task PublishAsync_ManyThreads_IdsAreUniqueAndHistoryKeepsEachThreadsOrder()
    {
        const int Threads = 8, Each = 5_000;
        await using var bus = TestBus.Make(static options => options.HistoryCapacity = Threads * Each);
        var seen = new ConcurrentQueue<Event>();
        using var inline = bus.SubscribeInline("*", seen.Enqueue);
        var made = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            var mine = new List<EventId>();
            for (var n = 0; n < Each; n++)
            {
                mine.Add((await bus.PublishAsync(new Ping(n))).Id);
            }

            return mine;
        })));

        Assert.Equal(Threads * Each, made.SelectMany(static ids => ids).Distinct().Count());
        Assert.All(made, static ids => Assert.Equal(ids.Order(), ids));
        var history = bus.History.Query(new() { Take = int.MaxValue / 4_000 }).Reverse().Select(static e => e.Id).ToList();
        Assert.Equal(history.Order(), history);
        Assert.Equal(Threads * Each, history.Count);
        Assert.Equal(Threads * Each, seen.Count);
    }

    [Fact]
    public async Task Constructor_GeneratorGivesZeroFirst_PublisherIsNotZero()
    {
        await using var bus = new EventBus(new() { Types = new EventCatalog(TestBus.Definitions), Identifiers = new ZeroFirst() });
        Assert.Equal(5ul, (await bus.PublishAsync(new Ping(1))).Id.Publisher);
    }

    [Fact]
    public async Task AfterPosition_NotYetFollowed_WaitsForAdvance()
    {
        var feed = new TestFeed(10);
        await using var bus = TestBus.Make(feed: feed);
        await bus.StartAsync();
        var pending = bus.PublishAsync(new Pong(1), new() { AfterPosition = 11 }).AsTask();
        var atOnce = await bus.PublishAsync(new Pong(2), new() { AfterPosition = 10 });
        Assert.False(pending.IsCompleted);
        Assert.Equal(10, atOnce.Id.Position);

        feed.Commit(11, 2);
        var made = await pending.WaitAsync(TestBus.Long);

        Assert.Equal(11, made.Id.Position);
        Assert.Equal(
            [TestBus.PongType, TestBus.PingType, TestBus.PingType, TestBus.PongType], bus.History.Query().Select(static e => e.Type));
    }

    [Fact]
    public async Task AfterPosition_CancelledOrFeedBroken_EndsWithThat()
    {
        var feed = new TestFeed();
        await using var bus = TestBus.Make(feed: feed);
        await bus.StartAsync();
        using var cancel = new CancellationTokenSource();
        var cancelled = bus.PublishAsync(new Pong(1), new() { AfterPosition = 5 }, cancel.Token).AsTask();
        var failed = bus.PublishAsync(new Pong(1), new() { AfterPosition = 5 }).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(TestBus.Long));

        feed.Break(new InvalidDataException("torn"));
        var error = await Assert.ThrowsAsync<EventFeedException>(() => failed.WaitAsync(TestBus.Long));
        Assert.Equal("torn", error.InnerException!.Message);
        await Assert.ThrowsAsync<EventFeedException>(() => bus.DrainAsync(5).InTime());
    }

    [Fact]
    public async Task AfterPosition_BusWithoutStore_PublishesAtOnce()
    {
        await using var bus = TestBus.Make();
        await bus.StartAsync();
        await bus.PublishAsync(new Pong(1), new() { AfterPosition = 5 }).InTime();
        await bus.DrainAsync(5).InTime();
    }

    private sealed class ZeroFirst : IIdentifierGenerator
    {
        private ulong _calls;

        public ulong NextBits() => _calls++ * 5;
    }
}
