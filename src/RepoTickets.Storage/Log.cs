using Microsoft.Extensions.Logging;

namespace RepoTickets.Storage;

/// <summary>All log messages of the package. Event ids are fixed; no text of tickets appears in any.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Opened {Path}: {Tickets} tickets at position {Position}.")]
    internal static partial void Opened(ILogger logger, string path, int tickets, long position);

    [LoggerMessage(1001, LogLevel.Warning, "Opened {Path} for reading only: {Reason}")]
    internal static partial void OpenedReadOnly(ILogger logger, string path, string reason);

    [LoggerMessage(
        1002, LogLevel.Debug, "Recovered the journal to position {Position}; {Unapplied} commits were checked against their files.")]
    internal static partial void Recovered(ILogger logger, long position, int unapplied);

    [LoggerMessage(1003, LogLevel.Debug, "Everything through position {Position} is durable without the journal.")]
    internal static partial void Checkpointed(ILogger logger, long position);

    [LoggerMessage(1004, LogLevel.Warning, "The index could not be used and is built anew: {Reason}")]
    internal static partial void IndexRebuilt(ILogger logger, string reason);

    [LoggerMessage(
        1005, LogLevel.Warning,
        "The journal (.tickets/.sdk/journal) was removed. The files of all commits through {Last} are durable, so " +
        "no document is lost; the feed's history is. The journal begins anew with commit {First}.")]
    internal static partial void JournalBegunAnew(ILogger logger, long last, long first);

    [LoggerMessage(1010, LogLevel.Critical, "{Message}")]
    internal static partial void StorePoisoned(ILogger logger, string message, Exception? cause);

    [LoggerMessage(1011, LogLevel.Error, "Commit {Position} is durable, but its files could not be put in place.")]
    internal static partial void CommitNotApplied(ILogger logger, long position, Exception cause);

    [LoggerMessage(1012, LogLevel.Warning, "{Path} was changed by another program while a commit was to replace it; it was left alone " +
        "and the commit's bytes are in quarantine as {Quarantined}.")]
    internal static partial void RecoveryConflict(ILogger logger, string path, string quarantined);

    [LoggerMessage(1013, LogLevel.Warning, "{Path} was torn by a crash and has been restored from the journal.")]
    internal static partial void TornFileRestored(ILogger logger, string path);

    [LoggerMessage(1014, LogLevel.Warning, "{Path} was changed while a migration of the store was interrupted; it was left as it is, and " +
        "what the migration made of it is in quarantine as {Quarantined}.")]
    internal static partial void MigrationConflict(ILogger logger, string path, string quarantined);

    [LoggerMessage(1020, LogLevel.Warning, "Background maintenance failed and will be tried again: {Step}.")]
    internal static partial void MaintenanceFailed(ILogger logger, string step, Exception cause);

    [LoggerMessage(
        1021, LogLevel.Information, "Changes of files are not reported here ({Reason}); they are found by looking every {Interval}.")]
    internal static partial void WatchingUnavailable(ILogger logger, string reason, TimeSpan interval);

    [LoggerMessage(1040, LogLevel.Debug, "{Operation} ended after {Milliseconds} ms.")]
    internal static partial void OperationEnded(ILogger logger, string operation, double milliseconds);

    [LoggerMessage(1041, LogLevel.Debug, "{Operation} failed after {Milliseconds} ms with {ErrorType}.")]
    internal static partial void OperationFailed(ILogger logger, string operation, double milliseconds, string errorType);

    [LoggerMessage(1022, LogLevel.Warning, "The progress handler of maintenance threw; it is not called again.")]
    internal static partial void ProgressFailed(ILogger logger, Exception cause);

    [LoggerMessage(1030, LogLevel.Warning, "The observer {Observer} failed; the store goes on.")]
    internal static partial void ObserverFailed(ILogger logger, string observer, Exception cause);
}
