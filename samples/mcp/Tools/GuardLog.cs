using Microsoft.Extensions.Logging;

namespace RepoTickets.Mcp.Tools;

/// <summary>What the server logs of calls.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(1, LogLevel.Error, "{Tool} failed.")]
    internal static partial void Failed(ILogger logger, string tool, Exception exception);
}
