using Microsoft.Extensions.Logging;

namespace RepoTickets.Workflows;

/// <summary>What all of the package's operations say. Event ids 4000 to 4099.</summary>
internal static partial class WorkflowsLog
{
    [LoggerMessage(4000, LogLevel.Debug, "{Operation} ended after {Milliseconds} ms.")]
    internal static partial void OperationEnded(ILogger logger, string operation, double milliseconds);

    [LoggerMessage(4001, LogLevel.Debug, "{Operation} failed after {Milliseconds} ms with {ErrorType}.")]
    internal static partial void OperationFailed(ILogger logger, string operation, double milliseconds, string errorType);
}
