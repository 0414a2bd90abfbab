using System.Diagnostics.Metrics;

namespace RepoTickets.Events.Tests.Bus;

public sealed class StatisticsTests
{
    [Fact]
    public async Task GetStatistics_AfterSomeEvents_CountsThem()
    {
        await using var bus = TestBus.Make();
        using var inline = bus.SubscribeInline<Ping>(static _ => { });
        using var queued = bus.Subscribe("*", static (_, _) => default, new() { Name = "all" });
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Ping(2));
        await bus.PublishAsync(new Pong(3));
        await bus.DrainAsync().InTime();
        var statistics = bus.GetStatistics();
        Assert.Equal(
            (3L, 0L, 2, 0L, 3),
            (statistics.Total, statistics.Derived, statistics.Subscribers, statistics.HandlerErrors, statistics.HistoryCount));
        Assert.Equal(new Dictionary<string, long> { [TestBus.PingType] = 2, [TestBus.PongType] = 1 }, statistics.ByType);
        Assert.Equal((true, 2L), (statistics.Subscriptions[0].IsInline, statistics.Subscriptions[0].Delivered));
        var all = statistics.Subscriptions[1];
        Assert.Equal(("all", "*", 3L, 3L, 0, 3L), (all.Name, all.Pattern, all.Received, all.Delivered, all.QueueDepth, all.Latency.Count));
        Assert.True(
            all.Latency.Median <= all.Latency.Percentile99 && all.Latency.Percentile99 <= all.Latency.Maximum &&
                all.Latency.Maximum > TimeSpan.Zero);
    }

    /// <summary>Types appear while they are counted, and each reading is of one moment.</summary>
    [Fact]
    public async Task GetStatistics_WhileTypesAppear_CountsAddUp()
    {
        const int Types = 200;
        var definitions = Enumerable.Range(0, Types).Select(static n => new EventDefinition<Ping>($"test.type{n}", TestJson.Default.Ping)).ToList();
        var events = definitions.ConvertAll(static definition => (Event)definition.Create(new(1, 1, 0), TimeProvider.System.GetUtcNow(), new(1), new()));
        for (var round = 1; round <= 200; round++)
        {
            await using var bus = TestBus.Make();
            using var begin = new Barrier(2);
            var publishing = Task.Run(async () =>
            {
                begin.SignalAndWait(TestBus.Long);
                foreach (var made in events)
                {
                    await ((IEventDispatcher)bus).DispatchAsync(made, CancellationToken.None);
                }
            });
            begin.SignalAndWait(TestBus.Long);
            EventBusStatistics read;
            do
            {
                read = bus.GetStatistics();
                Assert.True(read.Derived == read.Total && read.Total == read.ByType.Values.Sum(), $"round {round}: {read.Total} of {read.Derived}");
            }
            while (read.Total < Types && !publishing.IsCompleted);

            await publishing;
            Assert.Equal(Types, bus.GetStatistics().ByType.Count);
        }
    }

    [Fact]
    public void LatencyHistogram_RandomLatencies_PercentilesAreAtMostAnEighthTooHigh()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var histogram = new LatencyHistogram();
            var ticks = Enumerable.Range(0, random.Next(1, 500)).Select(_ => (long)Math.Pow(2, random.NextDouble() * 40)).Order().ToList();
            ticks.ForEach(tick => histogram.Add(TimeSpan.FromTicks(tick)));
            var read = histogram.Read();
            Check(read.Median, ticks[(int)Math.Ceiling(ticks.Count * 0.5) - 1], seed);
            Check(read.Percentile99, ticks[(int)Math.Ceiling(ticks.Count * 0.99) - 1], seed);
            Assert.Equal((ticks.Count, ticks[^1]), (read.Count, read.Maximum.Ticks));
        }

        static void Check(TimeSpan actual, long exact, int seed) =>
            Assert.True(actual.Ticks >= exact && actual.Ticks <= exact * 1.125 + 1, $"seed {seed}: {actual.Ticks} for {exact}");
    }

    [Fact]
    public void LatencyHistogram_NegativeAndVeryLong_AreTakenIn()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromTicks(-5));
        histogram.Add(TimeSpan.MaxValue);
        Assert.Equal((2L, TimeSpan.MaxValue), (histogram.Read().Count, histogram.Read().Maximum));
    }

    [Fact]
    public async Task Meter_Collected_HasUnitsAndValues()
    {
        var factory = new OneMeter();
        await using var bus = new EventBus(new() { Types = new EventCatalog(TestBus.Definitions), Meters = factory });
        var values = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, factory.Made))
            {
                Assert.NotNull(instrument.Unit);
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();
        bus.Subscribe<Ping>(static (_, _) => throw new InvalidOperationException(), new() { MaximumAttempts = 1 });
        bus.Subscribe<Ping>(static (_, _) => default);
        await bus.PublishAsync(new Ping(1));
        await bus.DrainAsync().InTime();
        listener.RecordObservableInstruments();
        lock (values)
        {
            Assert.Equal(
                (1, 1, 1, 0),
                (
                    values["repotickets.events.published"], values["repotickets.events.handler.errors"],
                    values["repotickets.events.dead_letters"], values["repotickets.events.dropped"]));
            Assert.True(values["repotickets.events.handler.latency"] > 0);
        }

        void Add(Instrument instrument, double value)
        {
            lock (values)
            {
                values[instrument.Name] = values.GetValueOrDefault(instrument.Name) + value;
            }
        }
    }

    private sealed class OneMeter : IMeterFactory
    {
        internal Meter? Made { get; private set; }

        public Meter Create(MeterOptions options) => Made = new(options);

        public void Dispose() => Made?.Dispose();
    }
}
