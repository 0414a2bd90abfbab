using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RepoTickets.Batch;
using RepoTickets.Events;

namespace RepoTickets.Telemetry.Tests.Metrics;

/// <summary>Whoever listens may throw wherever it is called: nothing of the host's work may suffer.</summary>
public sealed class HostileListenerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EverythingThrows_CommitsReadsBatchesAndHandlersGoOn(bool refusesInstruments)
    {
        var isStarted = false;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name.StartsWith("RepoTickets.", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                    if (refusesInstruments && isStarted)
                    {
                        throw new InvalidOperationException("no instruments");
                    }
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("full"));
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("full"));
        listener.SetMeasurementEventCallback<int>(static (_, _, _, _) => throw new InvalidOperationException("full"));
        listener.Start();

        // Starting tells of the instruments that there are already, which is the test's own call.
        isStarted = true;
        foreach (var place in new[] { "sample", "started", "stopped" })
        {
            using var spans = ThrowingAt(place);
            using var logs = new ThrowingProvider();
            await using var composition = new Composition(logs: logs);
            var bus = composition.Get<IEventBus>();
            var handled = 0;
            await bus.StartAsync();
            bus.Subscribe<TicketCreated>((_, _) => new(Task.FromResult(Interlocked.Increment(ref handled))));
            logs.Throws = true;
            using var host = new Activity("host").Start();
            var ticket = await composition.Store.CreateAsync("Login");
            Assert.Same(host, Activity.Current);
            Assert.NotNull(await composition.Store.GetAsync(ticket.Id));
            Assert.Single((await composition.Store.QueryAsync("status:open")).Tickets);
            Assert.NotNull((await composition.Store.ListAsync<Epic>()).Documents);
            Assert.True((await composition.Get<IBatchExecutor>().ExecuteAsync(new TicketBatch().Delete(ticket.Id))).Success);
            await bus.DrainAsync(await composition.Store.Feed.GetPositionAsync());
            Assert.Equal(1, handled);
            Assert.Same(host, Activity.Current);
            logs.Throws = false;
        }
    }

    private static ActivityListener ThrowingAt(string place)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("RepoTickets.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                place == "sample" ? throw new InvalidOperationException(place) : ActivitySamplingResult.AllData,
            ActivityStarted = _ => Throw("started"),
            ActivityStopped = _ => Throw("stopped"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;

        void Throw(string here)
        {
            if (here == place)
            {
                throw new InvalidOperationException(place);
            }
        }
    }

    private sealed class ThrowingProvider : ILoggerProvider, ILogger
    {
        internal bool Throws { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Throws ? throw new InvalidOperationException("scope") : null;

        public bool IsEnabled(LogLevel logLevel) => Throws ? throw new InvalidOperationException("level") : true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
