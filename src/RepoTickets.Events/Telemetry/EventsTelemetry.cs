using System.Diagnostics.Metrics;

namespace RepoTickets.Events;

/// <summary>
/// The metrics of a bus. Nothing is computed while nobody listens: counts are read from the statistics when they are collected, and the
/// latency is recorded only where an instrument is enabled. Types and names of subscriptions appear in tags, no content of events.
/// </summary>
internal sealed class EventsTelemetry : IDisposable
{
    internal const string MeterName = "RepoTickets.Events";

    private readonly Meter _meter;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _loggingFailures;
    private long _listenerFailures;

    internal EventsTelemetry(IMeterFactory? factory, Func<EventBusStatistics> read)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _latency = _meter.CreateHistogram<double>("repotickets.events.handler.latency", "s", "From publication to the end of the handler.");
        _loggingFailures = _meter.CreateCounter<long>("repotickets.events.logging.failures", "{error}", "Messages that the host's logger refused.");
        _meter.CreateObservableCounter("repotickets.events.published", () => ByType(read()), "{event}", "Events published or derived.");
        _meter.CreateObservableCounter("repotickets.events.handler.errors", () => read().HandlerErrors, "{error}", "Attempts of handlers that failed.");
        _meter.CreateObservableCounter("repotickets.events.dead_letters", () => read().DeadLetters, "{event}", "Events that became dead letters.");
        _meter.CreateObservableCounter("repotickets.events.dropped", () => read().Dropped, "{event}", "Events dropped for want of room.");
        _meter.CreateObservableGauge("repotickets.events.queue.depth", () => Depths(read()), "{event}", "Events that wait for their handler.");
    }

    /// <summary>How often somebody who listens to the meter threw.</summary>
    internal long ListenerFailures => Interlocked.Read(ref _listenerFailures);

    public void Dispose() => _meter.Dispose();

    internal void Handled(string subscription, TakenOutcome outcome, TimeSpan latency)
    {
        if (_latency.Enabled && outcome == TakenOutcome.Delivered)
        {
            Guard((_latency, latency, subscription), static state => state._latency.Record(
                state.latency.TotalSeconds, new KeyValuePair<string, object?>("repotickets.subscription", state.subscription)));
        }
    }

    internal void LoggingFailed() => Guard(_loggingFailures, static counter => counter.Add(1));

    /// <summary>
    /// Recording runs the code of those who listen to the meter. What they throw is not the subscription's, and telling of it by a metric
    /// would call them again.
    /// </summary>
    private void Guard<TState>(TState state, Action<TState> record)
    {
        try
        {
            record(state);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception problem) when (problem is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _listenerFailures);
        }
    }

    private static IEnumerable<Measurement<long>> ByType(EventBusStatistics statistics) =>
        statistics.ByType.Select(static pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("repotickets.event.type", pair.Key)));

    private static IEnumerable<Measurement<int>> Depths(EventBusStatistics statistics) =>
        statistics.Subscriptions.Where(static subscription => !subscription.IsInline).Select(static subscription =>
            new Measurement<int>(subscription.QueueDepth, new KeyValuePair<string, object?>("repotickets.subscription", subscription.Name)));
}
