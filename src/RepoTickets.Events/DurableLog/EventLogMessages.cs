using Microsoft.Extensions.Logging;

namespace RepoTickets.Events.DurableLog;

/// <summary>Log messages of the durable log. Event ids are fixed; no payload appears in any.</summary>
internal static partial class EventLogMessages
{
    [LoggerMessage(2160, LogLevel.Error, "The event log cannot be written; {Count} events wait for the next attempt in {Delay}.")]
    internal static partial void WriteFailed(ILogger logger, int count, TimeSpan delay, Exception cause);

    [LoggerMessage(2161, LogLevel.Critical, "A device flush of the event log failed: nothing more is logged by this process.")]
    internal static partial void FlushFailed(ILogger logger, Exception cause);

    [LoggerMessage(2162, LogLevel.Warning, "{Path} has no readable beginning and was set aside.")]
    internal static partial void SegmentSetAside(ILogger logger, string path);

    [LoggerMessage(2163, LogLevel.Warning, "{Path}: the line of event {Number} is damaged and passed over.")]
    internal static partial void DamagedLine(ILogger logger, string path, long number);

    [LoggerMessage(2164, LogLevel.Information, "{Path}: {Bytes} bytes that a process had left half-written were removed.")]
    internal static partial void TornTail(ILogger logger, string path, long bytes);

    [LoggerMessage(2150, LogLevel.Warning, "Old segments of the event log cannot be removed.")]
    internal static partial void RetentionFailed(ILogger logger, Exception cause);

    [LoggerMessage(2151, LogLevel.Critical, "The event log is broken: nothing more is logged by this process.")]
    internal static partial void Broken(ILogger logger, Exception cause);

    [LoggerMessage(2152, LogLevel.Error, "{Count} events were not logged: the bus was never started.")]
    internal static partial void NeverOpened(ILogger logger, long count);

    [LoggerMessage(2170, LogLevel.Warning, "{Path}, line {Line}: this is no dead letter and is passed over: {Reason} It is kept.")]
    internal static partial void DamagedDeadLetter(ILogger logger, string path, int line, string reason);

    [LoggerMessage(2171, LogLevel.Warning, "{Path}: {Count} more lines are no dead letters and are passed over. They are kept.")]
    internal static partial void MoreDamagedDeadLetters(ILogger logger, string path, int count);

    [LoggerMessage(2165, LogLevel.Error, "{Type} {Id} cannot be written as JSON and is not in the event log.")]
    internal static partial void NotWritable(ILogger logger, string type, EventId id, Exception cause);

    [LoggerMessage(2166, LogLevel.Warning, "The subscriber {Name} failed with {Type} {Id}, attempt {Attempt}.")]
    internal static partial void HandlerFailed(ILogger logger, string name, string type, EventId id, int attempt, Exception cause);

    [LoggerMessage(
        2167, LogLevel.Warning, "The subscriber {Name} missed {Count} events, which had been removed before they were delivered.")]
    internal static partial void Missed(ILogger logger, string name, long count);

    [LoggerMessage(
        2168, LogLevel.Warning,
        "Where the subscriber {Name} was cannot be read or is not in this log: it begins anew with the oldest event.")]
    internal static partial void CursorLost(ILogger logger, string name);

    [LoggerMessage(2169, LogLevel.Error, "The subscriber {Name} cannot go on now; next attempt in {Delay}.")]
    internal static partial void SubscriberFailed(ILogger logger, string name, TimeSpan delay, Exception cause);
}
