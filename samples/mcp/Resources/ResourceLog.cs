using Microsoft.Extensions.Logging;

namespace RepoTickets.Mcp.Resources;

/// <summary>What the server logs of subscriptions.</summary>
internal static partial class ResourceLog
{
    [LoggerMessage(2, LogLevel.Error, "Subscribers could not be told of changes. Trying again in {Seconds} s.")]
    internal static partial void Failed(ILogger logger, double seconds, Exception exception);
}
