using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage;

/// <summary>What waits in the queues of a run.</summary>
/// <param name="Records">Records that were read and not grouped yet.</param>
/// <param name="Groups">Groups that wait for a worker.</param>
/// <param name="Outcomes">Outcomes that are not written down yet.</param>
internal readonly record struct QueueDepths(int Records, int Groups, int Outcomes);

/// <summary>Gauges that ask whoever runs at the moment. Thread-safe.</summary>
internal sealed class TriageGauges
{
    private readonly ConcurrentDictionary<object, Func<QueueDepths>> _runs = new();
    private readonly ConcurrentDictionary<object, Func<int>> _breakers = new();

    internal TriageGauges(Meter meter, ListenerGuard guard, string prefix)
    {
        guard.Create(meter, meter => meter.CreateObservableGauge(
            $"{prefix}.queue.depth", ReadDepths, "{item}", "What waits in the queues of the runs that go on."));
        guard.Create(meter, meter => meter.CreateObservableGauge(
            $"{prefix}.runs", () => _runs.Count, "{run}", "Runs that go on."));
        guard.Create(meter, meter => meter.CreateObservableGauge(
            $"{prefix}.breaker.state", ReadBreaker, "{state}", "The model's circuit breaker: 0 closed, 1 open, 2 half open."));
    }

    internal void AddRun(object run, Func<QueueDepths> read) => _runs[run] = read;

    internal void RemoveRun(object run) => _runs.TryRemove(run, out _);

    internal void AddBreaker(object breaker, Func<int> read) => _breakers[breaker] = read;

    private IEnumerable<Measurement<int>> ReadDepths()
    {
        var sum = default(QueueDepths);
        foreach (var read in _runs.Values)
        {
            var depths = read();
            sum = new(sum.Records + depths.Records, sum.Groups + depths.Groups, sum.Outcomes + depths.Outcomes);
        }

        return [Queue("records", sum.Records), Queue("groups", sum.Groups), Queue("outcomes", sum.Outcomes)];
    }

    private static Measurement<int> Queue(string name, int depth) =>
        new(depth, new KeyValuePair<string, object?>("repotickets.queue", name));

    /// <summary>Nothing where no model is asked.</summary>
    private IEnumerable<Measurement<int>> ReadBreaker() =>
        _breakers.Values.Take(1).Select(static read => new Measurement<int>(read())).ToList();
}
