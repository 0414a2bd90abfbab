using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>What belongs to one run.</summary>
internal sealed class RunContext
{
    internal required TriageParts Parts { get; init; }

    internal required string Name { get; init; }

    internal required TriageState State { get; init; }

    internal required LimitedSink Sink { get; init; }

    internal required AnalysisStage Analysis { get; init; }

    internal required DuplicateChain Duplicates { get; init; }

    internal required TicketBudget Budget { get; init; }

    internal required TypeOrder Types { get; init; }

    internal required RunMemory Memory { get; init; }

    internal required StatisticsRecorder Statistics { get; init; }

    internal required WorkScheduler Scheduler { get; init; }

    internal required CursorTracker Cursor { get; init; }

    internal required DraftBuilder Drafts { get; init; }

    internal TriageOptions Options => Parts.Options;

    internal TimeProvider Time => Parts.Time;

    internal TriageTelemetry Telemetry => Parts.Telemetry;

    internal bool IsReal => Options.Mode == TriageMode.Real;
}
