using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry;

/// <summary>What the operations of a package are measured with.</summary>
internal sealed record OperationTelemetryParts
{
    internal required ActivitySource Source { get; init; }

    internal required Meter Meter { get; init; }

    /// <summary>What the names of the instruments begin with, such as <c>repotickets.store</c>.</summary>
    internal required string Prefix { get; init; }

    internal required TimeProvider Time { get; init; }

    internal required ILogger Logger { get; init; }

    /// <summary>Says that an operation ended, with its milliseconds; a message of the package.</summary>
    internal required Action<ILogger, string, double> Ended { get; init; }

    /// <summary>Says that an operation failed, with its milliseconds and the type of the error; a message of the package.</summary>
    internal required Action<ILogger, string, double, string> Failed { get; init; }
}

/// <summary>
/// Spans, durations, errors and logging scopes of a package's operations. While nobody listens, starting an operation costs some loads and
/// gives null. Thread-safe.
/// </summary>
internal sealed class OperationTelemetry
{
    internal const string OperationTag = "repotickets.operation";
    internal const string ErrorTag = "error.type";

    /// <summary>Names a composition that has a name: a tag of its meters and spans.</summary>
    internal const string CompositionTag = "repotickets.composition";

    // From a cached read to a commit that waits for other processes.
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries =
            [0.000_001, 0.000_01, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly OperationTelemetryParts _parts;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _errors;

    internal OperationTelemetry(OperationTelemetryParts parts)
    {
        _parts = parts;
        Composition = parts.Meter.Tags?.FirstOrDefault(static tag => tag.Key == CompositionTag).Value as string;
        _duration = CreateDuration($"{parts.Prefix}.operation.duration", "How long operations took, failed ones too.");
        _errors = Guard.Create(parts.Meter, meter =>
            meter.CreateCounter<long>($"{parts.Prefix}.operation.errors", "{error}", "Operations that failed; cancelled ones are none."));
    }

    internal ListenerGuard Guard { get; } = new();

    /// <summary>The name of the composition, which its meter carries; null for the default one.</summary>
    internal string? Composition { get; }

    /// <summary>Somebody wants durations or errors: the only question on the way of a cached read.</summary>
    internal bool IsMeasured => _duration.Enabled || _errors.Enabled;

    /// <summary>A histogram of seconds with buckets that fit what this SDK does.</summary>
    internal Histogram<double> CreateDuration(string name, string description) =>
        Guard.Create(_parts.Meter, meter => meter.CreateHistogram(name, "s", description, tags: null, Buckets));

    /// <summary>A counter of the package.</summary>
    internal GuardedCounter CreateCounter(string name, string unit, string description) =>
        new(Guard, Guard.Create(_parts.Meter, meter => meter.CreateCounter<long>(name, unit, description)));

    /// <summary>The tag that says what became of what is counted or measured.</summary>
    internal static KeyValuePair<string, object?> Outcome(string name) => new("repotickets.outcome", name);

    /// <summary>Somebody listens to this operation in some way.</summary>
    internal bool IsObserved(Operation operation) => IsMeasured || _parts.Source.HasListeners() || IsLogged(operation.ScopeLevel);

    /// <summary>
    /// Begins an operation; null when nobody listens. What flows with the call (the current span, the logging scope) is taken back for the
    /// caller where an async method returns; a method that is not async must end the operation itself before it returns.
    /// </summary>
    /// <param name="operation">What begins.</param>
    /// <param name="links">Spans of others on whose behalf it is done; null for none.</param>
    internal RunningOperation? Start(Operation operation, IEnumerable<ActivityLink>? links = null)
    {
        var isLogged = IsLogged(operation.ScopeLevel);
        return isLogged || IsMeasured || _parts.Source.HasListeners() ? new(this, _parts, operation, isLogged, links) : null;
    }

    /// <summary>Runs something as an operation; it gets null when nobody listens.</summary>
    internal async ValueTask<TResult> RunAsync<TResult>(Operation operation, Func<RunningOperation?, ValueTask<TResult>> run)
    {
        var running = Start(operation);
        try
        {
            var result = await run(running).ConfigureAwait(false);
            running?.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            running?.Fail(exception);
            throw;
        }
    }

    /// <summary>Records an operation that succeeded, without span and scope. Allocates nothing.</summary>
    internal void RecordSuccess(Operation operation, long start)
    {
        if (_duration.Enabled)
        {
            Guard.Run(
                (_duration, Seconds: _parts.Time.GetElapsedTime(start).TotalSeconds, operation.Name),
                static state => state._duration.Record(state.Seconds, new KeyValuePair<string, object?>(OperationTag, state.Name)));
        }
    }

    /// <summary>Records how an operation ended.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="errorType">The type of what it threw; null when it succeeded.</param>
    /// <param name="isCancelled">It was cancelled, which is not an error.</param>
    internal void Record(Operation operation, TimeSpan elapsed, string? errorType, bool isCancelled)
    {
        var tags = new TagList { { OperationTag, operation.Name } };
        if (errorType is not null)
        {
            tags.Add(ErrorTag, errorType);
        }

        Guard.Run((_duration, elapsed, tags), static state => state._duration.Record(state.elapsed.TotalSeconds, state.tags));
        if (errorType is not null && !isCancelled)
        {
            Guard.Run((_errors, tags), static state => state._errors.Add(1, state.tags));
        }
    }

    private bool IsLogged(LogLevel level) =>
        Guard.Ask((_parts.Logger, level), static state => state.Logger.IsEnabled(state.level), otherwise: false);
}
