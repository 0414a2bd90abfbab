using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Models;

/// <summary>What a <see cref="ChatModelAnalyzer"/> is made of.</summary>
internal sealed class ChatAnalyzerParts
{
    internal required IChatClient Model { get; init; }

    internal required ChatAnalyzerOptions Options { get; init; }

    internal required IAnalysisCache Cache { get; init; }

    /// <summary>Judges when the model does not; null for nobody.</summary>
    internal ILogAnalyzer? Fallback { get; init; }

    internal required ILogRedactor Redactor { get; init; }

    internal required TimeProvider Time { get; init; }

    internal required ILogger Logger { get; init; }

    internal TriageTelemetry Telemetry { get; init; } = TriageTelemetry.Shared;
}
