namespace RepoTickets.LogTriage;

/// <summary>
/// A user's rule: records that match all the conditions given are one group, whatever their text. At least one condition must be given.
/// Texts are compared without regard to case.
/// </summary>
public sealed record FingerprintRule
{
    /// <summary>Names the rule and its group, within each service; 1 to 200 characters. A rule of the same name replaces the one before.</summary>
    public required string Name { get; init; }

    /// <summary>The service; null for all.</summary>
    public string? Service { get; init; }

    /// <summary>What the name of the logger begins with; null for any.</summary>
    public string? LoggerPrefix { get; init; }

    /// <summary>The type of the exception, in full; null for any.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>What the message contains; null for any.</summary>
    public string? MessageContains { get; init; }

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 200)
        {
            throw new ArgumentException("A rule needs a name of 1 to 200 characters.");
        }

        if (Service is null && LoggerPrefix is null && ExceptionType is null && string.IsNullOrEmpty(MessageContains))
        {
            throw new ArgumentException($"The rule '{Name}' has no condition: it would make all records one group. Give it at least one.");
        }
    }

    internal bool Matches(LogEntry entry) =>
        (Service is null || string.Equals(entry.Service, Service, StringComparison.OrdinalIgnoreCase)) &&
        (LoggerPrefix is null || entry.Logger?.StartsWith(LoggerPrefix, StringComparison.OrdinalIgnoreCase) == true) &&
        (ExceptionType is null || string.Equals(entry.ExceptionType, ExceptionType, StringComparison.OrdinalIgnoreCase)) &&
        (string.IsNullOrEmpty(MessageContains) || entry.Message.Contains(MessageContains, StringComparison.OrdinalIgnoreCase));
}
