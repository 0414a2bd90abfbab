namespace RepoTickets.Tests.Linearizability;

/// <summary>A call that somebody made, with the times at which it began and ended.</summary>
/// <param name="Operation">What was asked and answered.</param>
/// <param name="Invoked">When it began, by a clock that all callers share.</param>
/// <param name="Returned">
/// When it ended; null when the answer is unknown, because the caller was killed or timed out: it may have had its effect at any time
/// after, or never.
/// </param>
internal sealed record TimedOperation<TOperation>(TOperation Operation, long Invoked, long? Returned);
