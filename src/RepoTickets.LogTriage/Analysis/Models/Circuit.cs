using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Models;

/// <summary>
/// Leaves a failing model alone for a while, then lets a few calls through to see. Only admission and bookkeeping are under the lock; calls
/// run side by side. Thread-safe.
/// </summary>
/// <remarks>
/// Polly's breaker counts ratios over a time and probes with one call. The settings taken over here count failures in a row, from one on,
/// and probe with several, which it cannot express. Probes are counted when they are admitted, or any number would be while the first run.
/// </remarks>
internal sealed class Circuit(CircuitOptions options, TimeProvider time, ILogger logger, TriageTelemetry? telemetry = null)
{
    private readonly Lock _gate = new();
    private CircuitState _state;
    private long _openedAt;
    private int _failures;
    private int _admittedProbes;
    private int _goodProbes;

    /// <summary>Counts the changes of state, so that the outcome of a call that began before one does not count after it.</summary>
    private int _generation;

    internal CircuitState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>May a call be made?</summary>
    /// <param name="admission">To be given back with the outcome.</param>
    internal bool TryEnter(out int admission)
    {
        lock (_gate)
        {
            if (_state == CircuitState.Open && time.GetElapsedTime(_openedAt) >= options.OpenFor)
            {
                Become(CircuitState.HalfOpen);
            }

            admission = _generation;
            if (!options.IsEnabled || _state == CircuitState.Closed)
            {
                return true;
            }

            if (_state == CircuitState.Open || _admittedProbes >= options.Probes)
            {
                return false;
            }

            _admittedProbes++;
            return true;
        }
    }

    internal void Succeeded(int admission)
    {
        lock (_gate)
        {
            if (admission != _generation)
            {
                return;
            }

            _failures = 0;
            if (_state == CircuitState.HalfOpen && ++_goodProbes >= options.Probes)
            {
                Become(CircuitState.Closed);
            }
        }
    }

    internal void Failed(int admission)
    {
        lock (_gate)
        {
            if (admission != _generation || !options.IsEnabled)
            {
                return;
            }

            if (_state == CircuitState.HalfOpen || ++_failures >= options.FailureThreshold)
            {
                _openedAt = time.GetTimestamp();
                Become(CircuitState.Open);
            }
        }
    }

    /// <summary>The caller gave up: nothing is known about the model, and a probe's place is free again.</summary>
    internal void Abandoned(int admission)
    {
        lock (_gate)
        {
            if (admission == _generation && _state == CircuitState.HalfOpen)
            {
                _admittedProbes--;
            }
        }
    }

    private void Become(CircuitState state)
    {
        RemoteLog.CircuitChanged(logger, _state, state);
        telemetry?.BreakerBecame(state switch
        {
            CircuitState.Closed => "closed",
            CircuitState.Open => "open",
            _ => "half_open",
        });
        _state = state;
        _generation++;
        _failures = 0;
        _admittedProbes = 0;
        _goodProbes = 0;
    }
}

/// <summary>The states of a <see cref="Circuit"/>.</summary>
internal enum CircuitState
{
    Closed,
    Open,
    HalfOpen,
}
