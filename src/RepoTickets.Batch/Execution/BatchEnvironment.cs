using Microsoft.Extensions.Logging;

namespace RepoTickets.Batch.Execution;

/// <summary>What batches work on and with.</summary>
internal sealed record BatchEnvironment(
    ITicketStore Store,
    BatchOptions Options,
    TimeProvider TimeProvider,
    IIdentifierGenerator Identifiers,
    IEventPublisher? Publisher,
    ILogger Logger)
{
    /// <summary>Spans and metrics.</summary>
    internal BatchTelemetry Telemetry { get; init; } = BatchTelemetry.Shared;
}
