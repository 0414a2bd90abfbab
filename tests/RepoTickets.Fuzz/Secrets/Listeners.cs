using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Fuzz.Secrets;

/// <summary>
/// Writes down everything that the packages tell those who listen: log messages with their fields and exceptions, spans and measurements
/// with their tags.
/// </summary>
internal sealed class Listeners : ILoggerProvider, ILogger
{
    private readonly StringBuilder _text = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();

    internal Listeners()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("RepoTickets", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Add(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} " +
                string.Join(' ', activity.Events.Select(static one => $"{one.Name} {string.Join(' ', one.Tags)}"))),
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("RepoTickets", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        _meters.SetMeasurementEventCallback<double>(
            (instrument, _, tags, _) => Add($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        _meters.Start();
    }

    internal string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Add($"scope {Fields(state)}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Add($"{logLevel} {formatter(state, exception)} {Fields(state)} {exception}");

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private static string Fields(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> fields ? string.Join(' ', fields) : $"{state}";

    private void Add(string line)
    {
        lock (_text)
        {
            _text.AppendLine(line);
        }
    }
}
