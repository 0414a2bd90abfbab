namespace RepoTickets.LogTriage;

/// <summary>The target of tickets gave no answer that can be relied on: whether the call had an effect is not known.</summary>
/// <param name="message">What happened, with the address and status where there is one.</param>
/// <param name="retryAfter">How long the target asks to wait; null when it does not say.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class SinkUnavailableException(string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : RepoTicketsException(message, innerException)
{
    /// <summary>How long the target asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>The target of tickets refused a call and would refuse it again: wrong credentials, a missing field, no such ticket.</summary>
/// <param name="message">What it refused and why, in its own words where they are short.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class SinkRejectedException(string message, Exception? innerException = null) : RepoTicketsException(message, innerException);
