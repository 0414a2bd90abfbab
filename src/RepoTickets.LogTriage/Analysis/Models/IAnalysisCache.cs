namespace RepoTickets.LogTriage;

/// <summary>
/// Keeps what a model judged, so that no group is judged twice under the same prompt. Thread-safe. What it gives is checked again.
/// </summary>
public interface IAnalysisCache
{
    /// <summary>The judgement, or null.</summary>
    ValueTask<LogAnalysis?> GetAsync(AnalysisKey key, CancellationToken cancellationToken = default);

    /// <summary>Keeps a judgement, or not: a cache may forget at any time.</summary>
    ValueTask SetAsync(AnalysisKey key, LogAnalysis analysis, CancellationToken cancellationToken = default);
}

/// <summary>What a judgement is kept under.</summary>
/// <param name="Group">The group.</param>
/// <param name="Version">What else decided the judgement: the prompt, the form of the answer, the model.</param>
public readonly record struct AnalysisKey(LogGroupId Group, string Version);
