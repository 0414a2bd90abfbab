namespace RepoTickets.LogTriage;

/// <summary>A group could not be judged: a model did not answer, or not usably, and nothing else may judge in its place.</summary>
/// <param name="message">What went wrong and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class LogAnalysisException(string message, Exception? innerException = null)
    : RepoTicketsException(message, innerException);
