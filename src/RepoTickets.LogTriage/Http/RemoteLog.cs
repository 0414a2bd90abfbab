using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Http;

/// <summary>What the remote adapters log. Never a body, a header or a query: those hold secrets and other people's texts.</summary>
internal static partial class RemoteLog
{
    [LoggerMessage(5200, LogLevel.Debug, "{Remote} {Endpoint}: attempt {Attempt} failed ({Reason}); again after {Pause}.")]
    internal static partial void Repeats(ILogger logger, string remote, string endpoint, int attempt, string reason, TimeSpan pause);

    [LoggerMessage(5201, LogLevel.Information, "{Remote} {Endpoint}: asked to be left alone for {Pause}.")]
    internal static partial void AskedForQuiet(ILogger logger, string remote, string endpoint, TimeSpan pause);

    [LoggerMessage(5202, LogLevel.Warning, "The model could not judge group {Group} ({Reason}); the fallback judges it.")]
    internal static partial void ModelFailed(ILogger logger, LogGroupId group, string reason);

    [LoggerMessage(5203, LogLevel.Information, "The circuit of the model went from {Before} to {After}.")]
    internal static partial void CircuitChanged(ILogger logger, Models.CircuitState before, Models.CircuitState after);
}
