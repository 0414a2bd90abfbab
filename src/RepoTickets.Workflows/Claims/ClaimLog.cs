using Microsoft.Extensions.Logging;

namespace RepoTickets.Workflows.Claims;

/// <summary>What claims say in the log.</summary>
internal static partial class ClaimLog
{
    [LoggerMessage(4101, LogLevel.Warning, "The lease of {Ticket} (token {Token}) could not be renewed; it is tried again: {Reason}")]
    internal static partial void RenewalFailed(ILogger logger, TicketId ticket, long token, string reason);

    [LoggerMessage(4102, LogLevel.Warning, "The claim of {Ticket} by {Holder} (token {Token}) is lost; its renewal ends.")]
    internal static partial void RenewalEnded(ILogger logger, TicketId ticket, string holder, long token);

    [LoggerMessage(4103, LogLevel.Warning, "{Ticket} is passed over in claiming: {Reason}")]
    internal static partial void PassedOver(ILogger logger, TicketId ticket, string reason);
}
