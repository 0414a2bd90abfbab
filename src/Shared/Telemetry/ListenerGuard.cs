using System.Diagnostics.Metrics;

namespace RepoTickets.Telemetry;

/// <summary>
/// Recording runs the code of whoever listens: exporters, samplers, log providers. What they throw is neither the commit's nor the read's,
/// so it ends here and is counted. Telling of it by a metric or a message would only call them again.
/// </summary>
internal sealed class ListenerGuard
{
    private long _failures;

    /// <summary>How often somebody who listens threw.</summary>
    internal long Failures => Interlocked.Read(ref _failures);

    internal void Run<TState>(TState state, Action<TState> action)
    {
        try
        {
            action(state);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception problem) when (problem is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _failures);
        }
    }

    /// <summary>What <paramref name="ask"/> answers; <paramref name="otherwise"/> when it throws.</summary>
    internal TResult Ask<TState, TResult>(TState state, Func<TState, TResult> ask, TResult otherwise)
    {
        try
        {
            return ask(state);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception problem) when (problem is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _failures);
            return otherwise;
        }
    }

    /// <summary>Makes an instrument. When a listener refuses to hear of it, it is made where nobody listens.</summary>
    internal TInstrument Create<TInstrument>(Meter meter, Func<Meter, TInstrument> create)
        where TInstrument : Instrument
    {
        if (Ask((meter, create), static state => state.create(state.meter), null!) is { } made)
        {
            return made;
        }

        var silent = new Meter(meter.Name);
        silent.Dispose();
        return create(silent);
    }
}
