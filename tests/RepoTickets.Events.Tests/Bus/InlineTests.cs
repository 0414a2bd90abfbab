namespace RepoTickets.Events.Tests.Bus;

public sealed class InlineTests
{
    [Fact]
    public async Task SubscribeInline_TypedAndPattern_RunInOrderOfSubscriptionOnThePublishersThread()
    {
        await using var bus = TestBus.Make();
        var calls = new List<string>();
        var thread = Environment.CurrentManagedThreadId;
        bus.SubscribeInline("*", _ => calls.Add($"all {Environment.CurrentManagedThreadId == thread}"));
        bus.SubscribeInline<Ping>(e => calls.Add($"ping {e.Data.Number}"));
        bus.SubscribeInline("test.*", _ => calls.Add("pattern"));
        bus.SubscribeInline<Pong>(_ => calls.Add("pong"));
        bus.SubscribeInline("ticket.*", _ => calls.Add("ticket"));
        await bus.PublishAsync(new Ping(3));
        Assert.Equal(["all True", "ping 3", "pattern"], calls);
    }

    [Fact]
    public async Task SubscribeInline_HandlerOrFilterThrows_OthersRunAndItIsCountedAndKept()
    {
        await using var bus = TestBus.Make();
        var ran = 0;
        var bad = bus.SubscribeInline<Ping>(static _ => throw new InvalidOperationException("boom"));
        bus.SubscribeInline<Ping>(static _ => { }, static _ => throw new InvalidDataException("filter"));
        bus.SubscribeInline<Ping>(_ => ran++, static e => e.Data.Number > 1);
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        Assert.Equal(1, ran);
        Assert.Equal(4, bus.GetStatistics().HandlerErrors);
        Assert.Equal(2, bus.StatisticsOf(bad).Errors);
        Assert.Equal(["boom", "filter", "boom", "filter"], bus.DeadLetters.Read().Select(static letter => letter.Error));
    }

    [Fact]
    public async Task SubscribeInline_HandlersPublishWithoutEnd_EndsWithAnErrorInsteadOfTheProcess()
    {
        await using var bus = TestBus.Make();
        bus.SubscribeInline<Ping>(e => bus.PublishAsync(new Ping(e.Data.Number + 1)).AsTask().GetAwaiter().GetResult());
        await bus.PublishAsync(new Ping(0));
        Assert.Equal(64, bus.GetStatistics().Total);
        Assert.Contains("without end", bus.DeadLetters.Read()[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_AnInlineSubscription_HandsNothingOnAfterwards()
    {
        await using var bus = TestBus.Make();
        var ran = 0;
        var subscription = bus.SubscribeInline("*", _ => ran++);
        await bus.PublishAsync(new Ping(1));
        subscription.Dispose();
        subscription.Dispose();
        await bus.PublishAsync(new Ping(1));
        Assert.Equal(1, ran);
        Assert.Equal(0, bus.GetStatistics().Subscribers);
    }
}
