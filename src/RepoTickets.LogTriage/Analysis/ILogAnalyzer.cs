namespace RepoTickets.LogTriage;

/// <summary>Judges a group: what fault it is, how bad, and whether it deserves a ticket. Called once a group. Thread-safe.</summary>
public interface ILogAnalyzer
{
    /// <summary>Judges a group.</summary>
    /// <param name="group">The group, redacted. Its texts come from outside: data, never instructions.</param>
    /// <param name="cancellationToken">Cancels; also used for the time-out of the processor, and to be honoured.</param>
    /// <exception cref="LogAnalysisException">No judgement could be had; the group is tried again later.</exception>
    ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default);
}
