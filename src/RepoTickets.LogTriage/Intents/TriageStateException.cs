namespace RepoTickets.LogTriage;

/// <summary>
/// What triage remembers between runs could not be read or written. Nothing is filed without it, because an attempt that nobody
/// remembers could be repeated.
/// </summary>
/// <param name="message">What, where and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class TriageStateException(string message, Exception? innerException = null) : RepoTicketsException(message, innerException);
