namespace RepoTickets.Workflows.Execution;

/// <summary>Whether an event's type, or a signal's name, is one that a step waits for.</summary>
internal static class EventMatch
{
    /// <param name="pattern">A type, <c>*</c> for all, or a beginning followed by <c>.*</c>.</param>
    /// <param name="type">The event's type.</param>
    internal static bool Matches(string pattern, string type) => pattern == "*" || (pattern.EndsWith(".*", StringComparison.Ordinal)
        ? type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : string.Equals(pattern, type, StringComparison.Ordinal));
}
