using System.Diagnostics.Metrics;

namespace RepoTickets.Telemetry;

/// <summary>A counter that costs a flag check while nobody listens, and whose listeners cannot harm who counts. Thread-safe.</summary>
internal sealed class GuardedCounter(ListenerGuard guard, Counter<long> counter)
{
    /// <summary>Somebody listens. Only who has to work for the figures need ask.</summary>
    internal bool Enabled => counter.Enabled;

    internal void Add()
    {
        if (counter.Enabled)
        {
            guard.Run(counter, static counter => counter.Add(1));
        }
    }

    internal void Add(KeyValuePair<string, object?> tag, long count = 1)
    {
        if (counter.Enabled)
        {
            guard.Run((counter, count, tag), static state => state.counter.Add(state.count, state.tag));
        }
    }

    internal void Add(KeyValuePair<string, object?> tag, KeyValuePair<string, object?> further)
    {
        if (counter.Enabled)
        {
            guard.Run((counter, tag, further), static state => state.counter.Add(1, state.tag, state.further));
        }
    }

    /// <summary>Counts by what became of it.</summary>
    internal void AddOutcome(string outcome, long count = 1) => Add(OperationTelemetry.Outcome(outcome), count);
}
