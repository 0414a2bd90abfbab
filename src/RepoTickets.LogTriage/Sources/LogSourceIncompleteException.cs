namespace RepoTickets.LogTriage;

/// <summary>A source ended before its end: what it gave is right, but more is there, which it could not or was told not to read.</summary>
/// <param name="message">What is missing and why.</param>
/// <param name="retryAfter">How long the remote asks to wait; null when it does not say.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class LogSourceIncompleteException(string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : RepoTicketsException(message, innerException)
{
    /// <summary>How long the remote asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
