using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage;

/// <summary>
/// Lets a host triage its own errors: a logger provider whose records are a source without end. Logging never waits: when the queue is
/// full, records are dropped and counted. What triage itself logs, and what is logged while it works, is left out. Thread-safe; read by one
/// run at a time.
/// </summary>
public sealed class TriageLoggerProvider : ILoggerProvider, ILogSource
{
    private readonly Channel<LogEntry> _records;
    private readonly LogLevel _minimum;
    private readonly string? _service;
    private readonly string? _environment;
    private readonly TimeProvider _time;
    private long _dropped;

    /// <summary>A provider.</summary>
    /// <param name="minimumLevel">Records below it are ignored. Default <see cref="LogLevel.Error"/>.</param>
    /// <param name="capacity">How many records may wait, 1 to 1,000,000; default 10,000.</param>
    /// <param name="service">The service that the records are of; null for unknown.</param>
    /// <param name="environment">Where it runs; null for unknown.</param>
    /// <param name="time">The clock; null for that of the system.</param>
    public TriageLoggerProvider(
        LogLevel minimumLevel = LogLevel.Error, int capacity = 10_000, string? service = null, string? environment = null,
            TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1_000_000);
        (_minimum, _service, _environment, _time) = (minimumLevel, service, environment, time ?? TimeProvider.System);
        _records = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    /// <inheritdoc/>
    public string Name => "logger";

    /// <summary>Records that were dropped because the queue was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        ArgumentNullException.ThrowIfNull(categoryName);
        return new RecordingLogger(this, categoryName);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEntry> ReadAsync(
        Action<RejectedRecord>? rejected = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in _records.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <summary>No more records are taken; reading ends behind those that wait.</summary>
    public void Dispose() => _records.Writer.TryComplete();

    private void Take(LogEntry entry)
    {
        if (!_records.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    private sealed class RecordingLogger(TriageLoggerProvider provider, string category) : ILogger
    {
        private readonly bool _isOurs = category.StartsWith("RepoTickets.LogTriage", StringComparison.Ordinal);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => !_isOurs && logLevel >= provider._minimum && logLevel != LogLevel.None &&
            !TriageScope.IsInside;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var template = (state as IReadOnlyList<KeyValuePair<string, object?>>)?.FirstOrDefault(static pair =>
                pair.Key == "{OriginalFormat}").Value as string;
            provider.Take(new LogEntry
            {
                Message = formatter(state, exception) ?? "",
                Level = logLevel,
                Time = provider._time.GetUtcNow(),
                Service = provider._service,
                Environment = provider._environment,
                Logger = category,
                ExceptionType = exception?.GetType().FullName,
                StackTrace = exception?.ToString(),
                Template = template,
            });
        }
    }
}
