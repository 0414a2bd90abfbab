using Microsoft.Extensions.Logging;

namespace RepoTickets.Events.Feed;

/// <summary>The log messages of following the feed. Event ids are fixed (2100 and on); no text of tickets appears in any.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Events of commits after position {From} are lost; events go on after position {To}. {Reason}")]
    internal static partial void Gap(ILogger logger, long from, long to, string reason);

    [LoggerMessage(
        2101, LogLevel.Warning,
        "The feed could not be followed after position {Position} (attempt {Attempt}); it is tried again in {Delay}.")]
    internal static partial void WillRetry(ILogger logger, long position, int attempt, TimeSpan delay, Exception cause);

    [LoggerMessage(2102, LogLevel.Information, "The feed is followed again, after {Attempts} failed attempts.")]
    internal static partial void Recovered(ILogger logger, int attempts);

    [LoggerMessage(2103, LogLevel.Warning, "The feed is followed no longer: its store or the bus was closed, at position {Position}.")]
    internal static partial void Closed(ILogger logger, long position, Exception cause);

    [LoggerMessage(2104, LogLevel.Error, "No events could be derived from commit {Position}; it is passed over.")]
    internal static partial void NotDerived(ILogger logger, long position, Exception cause);

    [LoggerMessage(2105, LogLevel.Warning, "An event of the store could not be published.")]
    internal static partial void NotPublished(ILogger logger, Exception cause);

    [LoggerMessage(
        2106, LogLevel.Warning,
        "{Dropped} events of the store (cache, index, faults) have been dropped so far: " +
        "the bus does not take them as fast as they happen.")]
    internal static partial void Dropped(ILogger logger, long dropped);
}
