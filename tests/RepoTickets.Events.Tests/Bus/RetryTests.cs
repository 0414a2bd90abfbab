using Microsoft.Extensions.Logging;

namespace RepoTickets.Events.Tests.Bus;

public sealed class RetryTests
{
    [Fact]
    public async Task Handler_FailsTwice_IsTriedAgainWithDoubledPausesInOrder()
    {
        var time = FakeTime.AtNoon();
        await using var bus = TestBus.Make(time: time);
        var calls = new List<int>();
        var subscription = bus.Subscribe<Ping>(
            (e, _) =>
            {
                calls.Add(e.Data.Number);
                return calls.Count < 3 ? throw new InvalidOperationException("not yet") : default;
            },
            new() { RetryDelay = TimeSpan.FromSeconds(1) });
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));

        Assert.Equal(TimeSpan.FromSeconds(1), await time.NextTimerAsync());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(2), await time.NextTimerAsync());
        time.Advance(TimeSpan.FromSeconds(2));
        await bus.DrainAsync().InTime();

        Assert.Equal([1, 1, 1, 2], calls);
        var statistics = bus.StatisticsOf(subscription);
        Assert.Equal((2L, 2L, 0L), (statistics.Delivered, statistics.Errors, statistics.DeadLettered));
    }

    [Fact]
    public async Task Handler_FailsAtEveryAttempt_EventGoesToDeadLettersAndTheNextIsServed()
    {
        await using var bus = TestBus.Make();
        var calls = 0;
        var subscription = bus.Subscribe<Ping>(
            (e, _) => e.Data.Number == 1 && ++calls > 0 ? throw new InvalidDataException("bad") : default,
            new() { Name = "audit", MaximumAttempts = 4, RetryDelay = TimeSpan.Zero });
        var bad = await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();

        var letter = Assert.Single(bus.DeadLetters.Read());
        Assert.Equal(
            ("audit", bad, "bad", "System.IO.InvalidDataException", 4),
            (letter.Subscription, letter.Event, letter.Error, letter.ErrorType, letter.Attempts));
        var statistics = bus.StatisticsOf(subscription);
        Assert.Equal((2L, 1L, 4L, 1L), (statistics.Received, statistics.Delivered, statistics.Errors, statistics.DeadLettered));
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new NotSupportedException("no message");
    }

    [Fact]
    public async Task Handler_FailsWithAnExceptionThatCannotBeRead_IsADeadLetterAndTheNextIsServed()
    {
        await using var bus = TestBus.Make();
        var served = 0;
        bus.Subscribe<Ping>(
            (e, _) => e.Data.Number == 1 ? throw new UnspeakableException() : new(Task.FromResult(++served)),
            new() { MaximumAttempts = 1 });
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();
        Assert.Equal(1, served);
        Assert.Contains("NotSupportedException", Assert.Single(bus.DeadLetters.Read()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_WhenWhoeverListensToTheMeterThrows_GoesOn()
    {
        await using var bus = TestBus.Make();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Name == "repotickets.events.handler.latency")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("full"));
        listener.Start();
        var served = 0;
        bus.Subscribe<Ping>((_, _) => new(Task.FromResult(++served)));
        for (var number = 0; number < 3; number++)
        {
            await bus.PublishAsync(new Ping(number));
            await bus.DrainAsync().InTime();
        }

        Assert.Equal(3, served);
    }

    [Fact]
    public async Task Dispose_WhileAHandlerRunsOrPauses_CancelsItsToken()
    {
        var time = FakeTime.AtNoon();
        await using var bus = TestBus.Make(time: time);
        var (cancelled, entered) = (new TaskCompletionSource(), new TaskCompletionSource());
        var running = bus.Subscribe<Ping>(async (_, token) =>
        {
            using var registration = token.Register(() => cancelled.TrySetResult());
            entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        var pausing = bus.Subscribe<Ping>(
            static (_, _) => throw new InvalidOperationException(), new() { RetryDelay = TimeSpan.FromHours(1) });
        await bus.PublishAsync(new Ping(1));
        await entered.Task.WaitAsync(TestBus.Long);
        await time.NextTimerAsync();
        await pausing.DisposeAsync().InTime();
        await running.DisposeAsync().InTime();
        await cancelled.Task.WaitAsync(TestBus.Long);
        Assert.Equal(0, bus.DeadLetters.Count);
        Assert.Equal(2, bus.GetStatistics().Dropped);
    }

    [Fact]
    public async Task Handler_FailsAndTheLoggerThrows_TheSubscriptionAndThePublisherGoOn()
    {
        await using var bus = new EventBus(new() { Types = new EventCatalog(TestBus.Definitions), Logger = new ThrowingLogger() });
        var queued = bus.Subscribe<Ping>(
            static (e, _) => e.Data.Number == 1 ? throw new InvalidOperationException() : default, new() { MaximumAttempts = 1 });
        bus.SubscribeInline<Ping>(static _ => throw new InvalidOperationException());
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.DrainAsync().InTime();
        Assert.Equal((1L, 1L), (bus.StatisticsOf(queued).Delivered, bus.StatisticsOf(queued).DeadLettered));
        Assert.Equal(3, bus.DeadLetters.Count);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(40, 3600)]
    public void DelayAfter_Attempts_DoublesUpToAnHour(int attempts, int seconds)
    {
        var options = new SubscriptionOptions { RetryDelay = TimeSpan.FromSeconds(1) };
        Assert.Equal(TimeSpan.FromSeconds(attempts == 1 ? 1 : seconds), SubscriptionRules.DelayAfter(options, attempts));
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            throw new IOException("The log is full.");
    }
}
