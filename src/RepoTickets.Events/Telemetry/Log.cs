using Microsoft.Extensions.Logging;

namespace RepoTickets.Events;

/// <summary>Log messages of the bus. Event ids are fixed; no payload appears in any.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Debug, "The event bus follows the store's feed after position {Position}.")]
    internal static partial void Following(ILogger logger, long position);

    [LoggerMessage(2001, LogLevel.Critical, "The event bus no longer follows the store's feed: no more events are derived from commits.")]
    internal static partial void FollowingFailed(ILogger logger, Exception cause);

    [LoggerMessage(2010, LogLevel.Warning, "The handler {Subscription} failed with {Type} {Id}, attempt {Attempt}.")]
    internal static partial void HandlerFailed(ILogger logger, string subscription, string type, EventId id, int attempt, Exception cause);

    [LoggerMessage(
        2011, LogLevel.Warning, "What the handler {Subscription} had registered with its token failed when the subscription ended.")]
    internal static partial void CancellationFailed(ILogger logger, string subscription, Exception cause);

    [LoggerMessage(2030, LogLevel.Debug, "{Operation} ended after {Milliseconds} ms.")]
    internal static partial void OperationEnded(ILogger logger, string operation, double milliseconds);

    [LoggerMessage(2031, LogLevel.Debug, "{Operation} failed after {Milliseconds} ms with {ErrorType}.")]
    internal static partial void OperationFailed(ILogger logger, string operation, double milliseconds, string errorType);

    [LoggerMessage(2020, LogLevel.Warning, "The event bus was closed after {Timeout} although handlers had not finished: {Subscriptions}.")]
    internal static partial void ClosedEarly(ILogger logger, TimeSpan timeout, string subscriptions);
}
