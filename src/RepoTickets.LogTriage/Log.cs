using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage;

/// <summary>
/// Log messages of triage. Event ids 5000 to 5099 are those of processing. Texts from logs appear in none of them: what triage logs could
/// be triaged itself.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "Triage of {Source} begins: {Mode}, {Workers} workers.")]
    internal static partial void RunBegins(ILogger logger, string source, TriageMode mode, int workers);

    [LoggerMessage(5001, LogLevel.Information,
        "Triage of {Source} ended: {Received} records, {Groups} groups, {Created} tickets filed, {Failed} groups failed.")]
    internal static partial void RunEnded(ILogger logger, string source, long received, long groups, long created, long failed);

    [LoggerMessage(5002, LogLevel.Debug, "{Operation} ended after {Milliseconds} ms.")]
    internal static partial void OperationEnded(ILogger logger, string operation, double milliseconds);

    [LoggerMessage(5003, LogLevel.Debug, "{Operation} failed after {Milliseconds} ms with {ErrorType}.")]
    internal static partial void OperationFailed(ILogger logger, string operation, double milliseconds, string errorType);

    [LoggerMessage(5010, LogLevel.Warning, "Attempt {Attempt} of group {Group} failed.")]
    internal static partial void AttemptFailed(ILogger logger, LogGroupId group, int attempt, Exception cause);

    [LoggerMessage(5011, LogLevel.Warning, "Group {Group} was given up after {Attempts} attempts.")]
    internal static partial void GroupGivenUp(ILogger logger, LogGroupId group, int attempts, Exception cause);

    [LoggerMessage(5012, LogLevel.Warning, "The comment on {Ticket} failed; it is tried again when the fault is seen next.")]
    internal static partial void CommentFailed(ILogger logger, string ticket, Exception cause);

    [LoggerMessage(5014, LogLevel.Warning, "{Ticket} cannot be opened again; a new ticket is linked to it.")]
    internal static partial void ReopenRefused(ILogger logger, string ticket, Exception cause);

    [LoggerMessage(5015, LogLevel.Error, "Reading {Source} failed; what was read before is processed.")]
    internal static partial void SourceFailed(ILogger logger, string source, Exception cause);

    [LoggerMessage(5016, LogLevel.Critical, "Triage of {Source} stops: what it did could not be written down.")]
    internal static partial void RunStopped(ILogger logger, string source, Exception cause);

    [LoggerMessage(5017, LogLevel.Warning, "A listener to the progress of {Source} failed.")]
    internal static partial void ListenerFailed(ILogger logger, string source, Exception cause);

    [LoggerMessage(5013, LogLevel.Warning, "The event for group {Group} could not be published.")]
    internal static partial void PublishFailed(ILogger logger, LogGroupId group, Exception cause);

    [LoggerMessage(5020, LogLevel.Error, "{Path} has {Count} lines that cannot be read; the target is asked before anything is filed.")]
    internal static partial void StateDamaged(ILogger logger, string path, long count);

    [LoggerMessage(5021, LogLevel.Debug, "{Path} could not be removed.")]
    internal static partial void OwnerFileLeft(ILogger logger, string path, Exception cause);

    [LoggerMessage(5022, LogLevel.Error, "The result of group {Group} could not be remembered; the target is asked when it is seen next.")]
    internal static partial void ResultNotRemembered(ILogger logger, LogGroupId group, Exception cause);

    [LoggerMessage(5023, LogLevel.Warning, "What this run learns about groups is not kept: {Reason}")]
    internal static partial void GroupsInUse(ILogger logger, string reason);

    [LoggerMessage(5024, LogLevel.Warning, "The source of {Run} did not end within {Grace} of the end of the run; it is left behind.")]
    internal static partial void SourceLeft(ILogger logger, string run, TimeSpan grace);

    [LoggerMessage(5025, LogLevel.Warning, "{Path} could not be named again after a flush had failed.")]
    internal static partial void NameNotRenewed(ILogger logger, string path, Exception cause);

    [LoggerMessage(5030, LogLevel.Warning, "A record of {Source} cannot be read ({Place}): {Reason}")]
    internal static partial void RecordRejected(ILogger logger, string source, string place, string reason);
}
