using System.Threading.RateLimiting;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Has a group judged, once; calls are counted against their limit, and a judgement that breaks the rules is a failure.</summary>
internal sealed class AnalysisStage(ILogAnalyzer analyzer, RateLimiter? limiter, RunMemory memory, StatisticsRecorder statistics)
{
    internal async ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken)
    {
        if (memory.Find(group.Id) is { Analysis: { } known })
        {
            return known;
        }

        if (limiter is not null)
        {
            using var lease = await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }

        // An analyzer that does not listen to the token must not hold the worker: it is left behind.
        var analysis = await analyzer.AnalyzeAsync(group, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        statistics.Analysed();
        var checkedAnalysis = AnalysisRules.Check(analysis);
        memory.Remember(group.Id, null, isHandled: false, checkedAnalysis);
        return checkedAnalysis;
    }
}
