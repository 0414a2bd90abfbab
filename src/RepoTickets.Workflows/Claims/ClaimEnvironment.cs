using Microsoft.Extensions.Logging;

namespace RepoTickets.Workflows.Claims;

/// <summary>What claims work with.</summary>
internal sealed record ClaimEnvironment(ITicketStore Store, LeaseExpiry Expiry, TimeProvider TimeProvider, ILogger Logger)
{
    /// <summary>Spans and metrics.</summary>
    internal WorkflowsTelemetry Telemetry { get; init; } = WorkflowsTelemetry.Shared;

    /// <summary>The source of commits that grant, renew or give back.</summary>
    internal const string Source = "claims";
}
