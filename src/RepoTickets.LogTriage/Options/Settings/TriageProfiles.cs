namespace RepoTickets.LogTriage.Settings;

/// <summary>
/// The profiles of dogcatcher-agent. None of them files tickets: that is said by the command line or the environment alone, so that
/// choosing a profile cannot write to a tracker by surprise.
/// </summary>
internal static class TriageProfiles
{
    internal static IReadOnlyList<string> Names { get; } = ["development", "staging", "production", "testing"];

    internal static IReadOnlyDictionary<string, string>? Find(string name) => name.Trim().ToUpperInvariant() switch
    {
        "DEVELOPMENT" => Make(10, 2, 10, "0.75", 30, 50, 1, true, 3, 30),
        "STAGING" => Make(50, 24, 20, "0.80", 90, 100, 3, true, 5, 60),
        "PRODUCTION" => Make(100, 48, 30, "0.85", 365, 200, 5, true, 5, 120),
        "TESTING" => Make(5, 1, 5, "0.70", 7, 10, 1, false, 1, 5),
        _ => null,
    };

    private static Dictionary<string, string> Make(
        int limit, int hours, int timeout, string similarity, int window, int results, int tickets, bool circuit, int threshold,
            int open) =>
        new(StringComparer.Ordinal)
        {
            ["DATADOG_LIMIT"] = Text(limit),
            ["DATADOG_HOURS_BACK"] = Text(hours),
            ["DATADOG_TIMEOUT"] = Text(timeout),
            ["JIRA_SIMILARITY_THRESHOLD"] = similarity,
            ["JIRA_SEARCH_WINDOW_DAYS"] = Text(window),
            ["JIRA_SEARCH_MAX_RESULTS"] = Text(results),
            ["MAX_TICKETS_PER_RUN"] = Text(tickets),
            ["CIRCUIT_BREAKER_ENABLED"] = circuit ? "true" : "false",
            ["CIRCUIT_BREAKER_FAILURE_THRESHOLD"] = Text(threshold),
            ["CIRCUIT_BREAKER_TIMEOUT_SECONDS"] = Text(open),
        };

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
