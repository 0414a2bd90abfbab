namespace RepoTickets.LogTriage;

/// <summary>A source cannot be read, or not any further.</summary>
/// <param name="message">What, where and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class LogSourceException(string message, Exception? innerException = null) : RepoTicketsException(message, innerException);
