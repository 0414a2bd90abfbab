using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RepoTickets.Telemetry;

namespace RepoTickets.Events;

/// <summary>
/// Spans and metrics of a bus. Nothing is computed while nobody listens: counts are read from the statistics when they are collected, and
/// the latency is recorded only where an instrument is enabled. Types and names of subscriptions appear in tags, no content of events.
/// </summary>
internal sealed class EventsTelemetry : IDisposable
{
    internal const string Name = "RepoTickets.Events";

    /// <summary>One attempt of a handler. Handlers log on their own, so it has a scope where messages of theirs are written.</summary>
    internal static readonly Operation Handle = new("events.handle", LogLevel.Information);

    private const string Prefix = "repotickets.events";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly Histogram<double> _latency;
    private readonly GuardedCounter _loggingFailures;

    internal EventsTelemetry(IMeterFactory? factory, TimeProvider time, ILogger logger, Func<EventBusStatistics> read)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        Operations = new(new()
        {
            Source = Source,
            Meter = _meter,
            Prefix = Prefix,
            Time = time,
            Logger = logger,
            Ended = Log.OperationEnded,
            Failed = Log.OperationFailed,
        });
        _latency = Operations.CreateDuration($"{Prefix}.handler.latency", "From publication to the end of the handler.");
        _loggingFailures = Operations.CreateCounter(
            $"{Prefix}.logging.failures", "{error}", "Messages that the host's logger refused.");
        Count("published", "{event}", "Events published or derived.", () => ByType(read()));
        Count("handler.errors", "{error}", "Attempts of handlers that failed.", () => [new(read().HandlerErrors)]);
        Count("dead_letters", "{event}", "Events that became dead letters.", () => [new(read().DeadLetters)]);
        Count("dropped", "{event}", "Events dropped for want of room.", () => [new(read().Dropped)]);
        Guard.Create(_meter, meter => meter.CreateObservableGauge(
            $"{Prefix}.queue.depth", () => Depths(read()), "{event}", "Events that wait for their handler."));
        Guard.Create(_meter, meter => meter.CreateObservableGauge(
            $"{Prefix}.position", () => read().Position, "{commit}", "The position of the feed through which events were handed on."));
    }

    internal OperationTelemetry Operations { get; }

    /// <summary>How often somebody who listens threw.</summary>
    internal long ListenerFailures => Guard.Failures;

    private ListenerGuard Guard => Operations.Guard;

    public void Dispose() => _meter.Dispose();

    internal void Handled(string subscription, TakenOutcome outcome, TimeSpan latency)
    {
        if (_latency.Enabled && outcome == TakenOutcome.Delivered)
        {
            Guard.Run((_latency, latency, subscription), static state => state._latency.Record(
                state.latency.TotalSeconds, new KeyValuePair<string, object?>("repotickets.subscription", state.subscription)));
        }
    }

    /// <summary>Runs an attempt of a handler that somebody listens to.</summary>
    internal async ValueTask HandleAsync(
        string subscription, Event made, Func<Event, CancellationToken, ValueTask> handler, CancellationToken cancellationToken)
    {
        var running = Operations.Start(Handle);
        try
        {
            if (made.Subject is { } subject)
            {
                running?.About(subject);
            }

            running?.Note("event_type", made.Type);
            running?.Note("subscription", subscription);
            running?.Tag("repotickets.event.type", made.Type);
            running?.Tag("repotickets.subscription", subscription);
            await handler(made, cancellationToken).ConfigureAwait(false);
            running?.Succeed();
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }

    internal void LoggingFailed() => _loggingFailures.Add();

    private void Count(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) =>
        Guard.Create(_meter, meter => meter.CreateObservableCounter($"{Prefix}.{name}", read, unit, description));

    private static IEnumerable<Measurement<long>> ByType(EventBusStatistics statistics) =>
        statistics.ByType.Select(
            static pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("repotickets.event.type", pair.Key)));

    private static IEnumerable<Measurement<int>> Depths(EventBusStatistics statistics) =>
        statistics.Subscriptions.Where(static subscription => !subscription.IsInline).Select(static subscription =>
            new Measurement<int>(
                subscription.QueueDepth, new KeyValuePair<string, object?>("repotickets.subscription", subscription.Name)));
}
