using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Has a group judged, once; calls are counted against their limit, and a judgement that breaks the rules is a failure.</summary>
internal sealed class AnalysisStage(
    ILogAnalyzer analyzer, SlidingLogLimiter? limiter, RunMemory memory, StatisticsRecorder statistics, OperationTelemetry operations)
{
    internal async ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken)
    {
        if (memory.Find(group.Id) is { Analysis: { } known })
        {
            return known;
        }

        if (limiter is not null)
        {
            using (AttemptTokens.PauseCurrent())
            {
                using var lease = await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
            }
        }

        // An analyzer that does not listen to the token must not hold the worker: it is left behind.
        var analysis = await operations.RunAsync(TriageOperations.Analyze, async running =>
        {
            running?.Note("group_id", group.Id);
            running?.Tag("repotickets.group.id", group.Id.ToString());
            return await analyzer.AnalyzeAsync(group, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        statistics.Analysed();
        var checkedAnalysis = AnalysisRules.Check(analysis);
        memory.Remember(group.Id, null, isHandled: false, checkedAnalysis);
        return checkedAnalysis;
    }
}
