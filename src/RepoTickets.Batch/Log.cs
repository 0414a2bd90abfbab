using Microsoft.Extensions.Logging;

namespace RepoTickets.Batch;

/// <summary>All log messages of the package. Event ids are fixed; no text of tickets appears in any.</summary>
internal static partial class Log
{
    [LoggerMessage(
        3000, LogLevel.Debug,
        "Batch {BatchId} of {Operations} operations ended as {Outcome} after {Milliseconds} ms with {Errors} errors.")]
    internal static partial void Finished(
        ILogger logger, string batchId, int operations, BatchOutcome outcome, double milliseconds, int errors);

    [LoggerMessage(3001, LogLevel.Warning, "A commit of batch {BatchId} failed in a way that leaves open whether it happened.")]
    internal static partial void OutcomeUnknown(ILogger logger, string batchId, Exception cause);

    [LoggerMessage(3002, LogLevel.Warning, "An undo of batch {BatchId} failed.")]
    internal static partial void UndoFailed(ILogger logger, string batchId, Exception cause);

    [LoggerMessage(3003, LogLevel.Warning, "The progress handler of batch {BatchId} threw; it is not called again.")]
    internal static partial void ProgressFailed(ILogger logger, string batchId, Exception cause);

    [LoggerMessage(3005, LogLevel.Warning, "The progress handler of an export threw; it is not called again.")]
    internal static partial void ExportProgressFailed(ILogger logger, Exception cause);

    [LoggerMessage(3010, LogLevel.Debug, "{Operation} ended after {Milliseconds} ms.")]
    internal static partial void OperationEnded(ILogger logger, string operation, double milliseconds);

    [LoggerMessage(3011, LogLevel.Debug, "{Operation} failed after {Milliseconds} ms with {ErrorType}.")]
    internal static partial void OperationFailed(ILogger logger, string operation, double milliseconds, string errorType);

    [LoggerMessage(3004, LogLevel.Warning, "The summary of batch {BatchId} could not be published.")]
    internal static partial void SummaryFailed(ILogger logger, string batchId, Exception cause);
}
