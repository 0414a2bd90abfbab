using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RepoTickets;

/// <summary>
/// The report on what meters tell. Histograms of seconds are operations; counters and gauges are read as they are. What comes in is
/// recorded on the thread that measured, without allocating; there is no thread and no timer of its own.
/// </summary>
internal sealed class MeterPerformanceReport : IPerformanceReport, IDisposable
{
    // The values of docs/telemetry.md; the packages have them in shared source.
    private const string OperationTag = "repotickets.operation";
    private const string ErrorTag = "error.type";
    private const string Cancellation = "System.OperationCanceledException";
    private const double NanosecondsPerSecond = 1e9;

    // Meters have some dozens of instruments; more than this is a host that makes them without end.
    private const int MaximumInstruments = 1_024;

    private readonly PerformanceOptions _options;
    private readonly TimeProvider _time;
    private readonly IMeterFactory? _factory;
    private readonly string _composition;
    private readonly long _sliceTicks;
    private readonly MeterListener _listener = new();
    private readonly Lock _collecting = new();
    private readonly ConcurrentDictionary<string, InstrumentTotal> _totals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, InstrumentTotal> _observed = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, RollingDurations> _operations = new(StringComparer.Ordinal);
    private long _start;
    private long _notRecorded;

    internal MeterPerformanceReport(PerformanceOptions options, TimeProvider time, IMeterFactory? factory)
    {
        var problems = options.FindProblems().ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException(
                $"The options of the performance report are not valid: {string.Join("; ", problems)}.", nameof(options));
        }

        (_options, _time) = (options, time);
        (_factory, _composition) = factory is NamedMeterFactory named ? (named.Host, named.Composition) : (factory, "");
        _sliceTicks = options.Retention.Ticks / RollingDurations.Slices;
        _start = time.GetTimestamp();
        _listener.InstrumentPublished = Published;
        _listener.SetMeasurementEventCallback<double>(Measured);
        _listener.SetMeasurementEventCallback<long>(static (instrument, value, tags, state) => Measured(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (instrument, value, tags, state) => Measured(instrument, value, tags, state));
        _listener.Start();
    }

    public PerformanceSnapshot Read()
    {
        var slice = Slice;
        var operations = _operations.Values.Select(durations => durations.Read(slice)).OfType<OperationPerformance>()
            .OrderBy(static operation => operation.Name, StringComparer.Ordinal)
            .ToValueList();
        return new()
        {
            GeneratedAt = _time.GetUtcNow(),
            Uptime = _time.GetElapsedTime(Volatile.Read(ref _start)),
            Window = _options.Retention,
            Operations = operations,
            Bottlenecks = PerformanceSnapshot.FindBottlenecks(operations, _options.BottleneckThreshold),
            Measurements = Collect(),
            NotRecorded = Interlocked.Read(ref _notRecorded),
        };
    }

    public void Reset()
    {
        _operations = new(StringComparer.Ordinal);
        foreach (var total in _totals.Values)
        {
            total.Set(0);
        }

        Interlocked.Exchange(ref _notRecorded, 0);
        Volatile.Write(ref _start, _time.GetTimestamp());
    }

    public void Dispose() => _listener.Dispose();

    // Counted from the clock's own zero, so that a reset moves nothing.
    private long Slice => (long)(_time.GetTimestamp() / (double)_time.TimestampFrequency * TimeSpan.TicksPerSecond / _sliceTicks);

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (!Wants(instrument.Meter))
        {
            return;
        }

        object? state = instrument switch
        {
            Histogram<double> { Unit: "s" } => this,
            Histogram<double> or Histogram<long> or Histogram<int> => null,
            { IsObservable: true } => TotalOf(_observed, instrument),
            _ => TotalOf(_totals, instrument),
        };
        if (state is not null)
        {
            listener.EnableMeasurementEvents(instrument, state);
        }
    }

    /// <summary>
    /// Where hosts have factories, each hears of its own stores; meters without one belong to nobody and are heard by all. Of several
    /// compositions each hears of its own, and all of what belongs to none.
    /// </summary>
    private bool Wants(Meter meter) =>
        (meter.Scope is null || _factory is null || ReferenceEquals(meter.Scope, _factory)) &&
        NamedMeterFactory.CompositionOf(meter) is var composition && (composition == _composition || IsOfNobody(meter, composition)) &&
        _options.Meters.Any(name => name.EndsWith('*')
            ? meter.Name.AsSpan().StartsWith(name.AsSpan(0, name.Length - 1), StringComparison.OrdinalIgnoreCase)
            : string.Equals(meter.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The application's own: no package of this SDK made it, so it has no composition.</summary>
    private static bool IsOfNobody(Meter meter, string composition) =>
        composition.Length == 0 && !meter.Name.StartsWith("RepoTickets.", StringComparison.Ordinal);

    private static InstrumentTotal? TotalOf(ConcurrentDictionary<string, InstrumentTotal> totals, Instrument instrument) =>
        totals.Count < MaximumInstruments || totals.ContainsKey(instrument.Name)
            ? totals.GetOrAdd(instrument.Name, static (name, unit) => new(name, unit), instrument.Unit ?? "")
            : null;

    private static void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        switch (state)
        {
            case MeterPerformanceReport report:
                report.Record(instrument.Name, value, tags);
                break;
            case InstrumentTotal total when instrument is Gauge<double> or Gauge<long> or Gauge<int>:
                total.Set(value);
                break;
            case InstrumentTotal total:
                total.Add(value);
                break;
        }
    }

    private void Record(string name, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var end = DurationEnd.Succeeded;
        foreach (var (key, value) in tags)
        {
            if (key == OperationTag)
            {
                name = value as string ?? name;
            }
            else if (key == ErrorTag)
            {
                end = value is Cancellation ? DurationEnd.Cancelled : DurationEnd.Failed;
            }
        }

        if (DurationsOf(name) is not { } durations || double.IsNaN(seconds))
        {
            Interlocked.Increment(ref _notRecorded);
            return;
        }

        durations.Add(Slice, (long)Math.Clamp(seconds * NanosecondsPerSecond, 0, long.MaxValue / 2), end, _time.GetUtcNow());
    }

    private RollingDurations? DurationsOf(string name)
    {
        var operations = _operations;
        return operations.TryGetValue(name, out var known) ? known
            : operations.Count < _options.MaximumOperations ? operations.GetOrAdd(name, static name => new(name))
            : null;
    }

    private ValueList<InstrumentReading> Collect()
    {
        lock (_collecting)
        {
            foreach (var total in _observed.Values)
            {
                total.Set(0);
            }

            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // An instrument of the application's own threw when it was asked; the others have answered.
            }

            return _totals.Values.Concat(_observed.Values).Select(static total => total.Read())
                .OrderBy(static reading => reading.Name, StringComparer.Ordinal)
                .ToValueList();
        }
    }
}
