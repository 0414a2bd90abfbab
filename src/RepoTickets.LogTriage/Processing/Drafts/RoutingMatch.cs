namespace RepoTickets.LogTriage.Processing;

/// <summary>Whether a rule fits a group.</summary>
internal static class RoutingMatch
{
    internal static bool Fits(RoutingRule rule, LogGroup group, string errorType) =>
        (rule.Service is null || group.Services.Any(service => Matches(rule.Service, service))) &&
        (rule.ErrorType is null || string.Equals(rule.ErrorType, errorType, StringComparison.OrdinalIgnoreCase)) &&
        (rule.Logger is null || Matches(rule.Logger, group.First.Logger ?? ""));

    private static bool Matches(string pattern, string text) => pattern.EndsWith('*')
        ? text.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, text, StringComparison.OrdinalIgnoreCase);
}
