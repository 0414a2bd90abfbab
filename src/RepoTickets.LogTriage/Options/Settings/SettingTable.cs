using System.Text.Json;

namespace RepoTickets.LogTriage.Settings;

/// <summary>All settings, with the names of dogcatcher-agent. Applied in this order.</summary>
internal static class SettingTable
{
    private const int UsualCallsPerSecond = 10;

    internal static IReadOnlyList<Setting> All { get; } = [.. Processing(), .. Tickets(), .. Datadog(), .. Jira(), .. Model()];

    internal static Setting? Find(string name) => All.FirstOrDefault(setting => string.Equals(setting.Name, name,
        StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Setting> Processing() =>
    [
        Setting.Number("ASYNC_MAX_WORKERS", "Workers", 1, 20, static (to, value) => to.Triage.Workers = value),

        // After the number of workers: not parallel means one.
        Setting.Switch("ASYNC_ENABLED", "Parallel", static (to, value) => to.Triage.Workers = value ? to.Triage.Workers : 1),
        Setting.Number("ASYNC_BATCH_SIZE", "BatchSize", 1, 1_000, static (to, value) => to.Triage.BatchSize = value),
        Setting.Number("ASYNC_TIMEOUT_SECONDS", "AttemptTimeoutSeconds", 1, 3_600, static (to, value) => to.Triage.AttemptTimeout =
            TimeSpan.FromSeconds(value)),
        Setting.Switch("ASYNC_RATE_LIMITING", "RateLimiting", static (to, value) =>
            to.Triage.SinkLimit = to.Triage.AnalysisLimit = value ? RateLimit.PerSecond(UsualCallsPerSecond) : null),
        Setting.Switch("AUTO_CREATE_TICKET", "CreateTickets", static (to, value) => to.Triage.Mode = value ? TriageMode.Real
            : TriageMode.DryRun),
        Setting.Number("MAX_TICKETS_PER_RUN", "MaximumTickets", 0, 100_000, static (to, value) => to.Triage.MaximumTickets = value),
        Setting.Switch("COMMENT_ON_DUPLICATE", "CommentOnDuplicate", static (to, value) => to.Triage.Duplicates.Comment = value),
        Setting.Number("COMMENT_COOLDOWN_MINUTES", "CommentCooldownMinutes", 0, 43_200, static (to, value) =>
            to.Triage.Duplicates.CommentCooldown = TimeSpan.FromMinutes(value)),
        Setting.Real("JIRA_SIMILARITY_THRESHOLD", "SimilarityThreshold", 0.5, 1, static (to, value) =>
            to.Triage.Duplicates.SimilarityThreshold = value),
    ];

    private static IEnumerable<Setting> Tickets() =>
    [
        Setting.Number("MAX_TITLE_LENGTH", "MaximumTitleLength", 20, 255, static (to, value) => to.Triage.Draft.MaximumTitleLength = value),
        new("SEVERITY_RULES_JSON", "SeverityRules", ReadSeverities),
        Setting.Number("OCC_ESCALATE_THRESHOLD", "EscalateAt", 2, 1_000_000, static (to, value) => to.Triage.Draft.EscalateAt = value),
        Setting.Severity("OCC_ESCALATE_TO", "EscalateTo", static (to, value) => to.Triage.Draft.EscalateTo = value),

        // After the threshold: switched on without one means ten, switched off means none.
        Setting.Switch("OCC_ESCALATE_ENABLED", "Escalate", static (to, value) => to.Triage.Draft.EscalateAt = value
            ? to.Triage.Draft.EscalateAt ?? 10 : null),
        new("DATADOG_LOGS_URL", "LogsAddress", static (text, to) =>
        {
            to.Triage.Draft.LogsAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
            return to.Triage.Draft.LogsAddress is null ? "an http or https address" : null;
        }),
    ];

    private static IEnumerable<Setting> Datadog() =>
    [
        Setting.Secret("DATADOG_API_KEY", "Datadog:ApiKey", static (to, value) => to.Datadog.ApiKey = value),
        Setting.Secret("DATADOG_APP_KEY", "Datadog:ApplicationKey", static (to, value) => to.Datadog.ApplicationKey = value),
        Setting.Text("DATADOG_SITE", "Datadog:Site", static (to, value) => to.Datadog.Site = value),
        Setting.List("DATADOG_SERVICE", "Datadog:Services", static (to, value) => to.Datadog.Services = value),
        Setting.Text("DATADOG_ENV", "Datadog:Environment", static (to, value) => to.Datadog.Environment = to.Triage.Draft.Environment =
            value),
        Setting.Number("DATADOG_HOURS_BACK", "Datadog:HoursBack", 1, 168, static (to, value) => to.Datadog.Lookback =
            TimeSpan.FromHours(value)),
        Setting.Number("DATADOG_LIMIT", "Datadog:PageSize", 1, 1_000, static (to, value) => to.Datadog.PageSize = value),
        Setting.Number("DATADOG_MAX_PAGES", "Datadog:MaximumPages", 1, 1_000, static (to, value) => to.Datadog.MaximumPages = value),
        Setting.Number("DATADOG_TIMEOUT", "Datadog:TimeoutSeconds", 1, 600, static (to, value) => to.Datadog.Remote.Timeout =
            TimeSpan.FromSeconds(value)),
        Setting.List("DATADOG_STATUSES", "Datadog:Statuses", static (to, value) => to.Datadog.Statuses = value),
        Setting.List("DATADOG_QUERY_EXTRA", "Datadog:ExtraTerms", static (to, value) => to.Datadog.ExtraTerms = value),
        new("DATADOG_QUERY_EXTRA_MODE", "Datadog:ExtraMode", static (text, to) =>
        {
            to.Datadog.AnyExtraTerm = string.Equals(text, "OR", StringComparison.OrdinalIgnoreCase);
            return to.Datadog.AnyExtraTerm || string.Equals(text, "AND", StringComparison.OrdinalIgnoreCase) ? null : "AND or OR";
        }),
    ];

    private static IEnumerable<Setting> Jira() =>
    [
        Setting.Text("JIRA_DOMAIN", "Jira:Domain", static (to, value) => to.Jira.Domain = value),
        Setting.Text("JIRA_USER", "Jira:User", static (to, value) => to.Jira.User = value),
        Setting.Secret("JIRA_API_TOKEN", "Jira:ApiToken", static (to, value) => to.Jira.ApiToken = value),
        Setting.Text("JIRA_PROJECT_KEY", "Jira:ProjectKey", static (to, value) => to.Jira.ProjectKey = value),
        Setting.Text("JIRA_TEAM_FIELD_ID", "Jira:TeamField", static (to, value) => to.Jira.TeamField = value),
        Setting.Text("JIRA_TEAM_VALUE", "Jira:Team", static (to, value) => to.Triage.Draft.Team = value),
        Setting.Number("JIRA_SEARCH_MAX_RESULTS", "Jira:SearchMaximumResults", 1, 1_000, static (to, value) =>
            to.Jira.SearchMaximumResults = to.Triage.Duplicates.SimilarityCandidates = value),
        Setting.Number("JIRA_SEARCH_WINDOW_DAYS", "Jira:SearchWindowDays", 1, 365, static (to, value) => to.Jira.SearchWindowDays = value),
    ];

    private static IEnumerable<Setting> Model() =>
    [
        Setting.Switch("CIRCUIT_BREAKER_ENABLED", "Model:Circuit:IsEnabled", static (to, value) => to.Model.Circuit.IsEnabled = value),
        Setting.Number("CIRCUIT_BREAKER_FAILURE_THRESHOLD", "Model:Circuit:FailureThreshold", 1, 10, static (to, value) =>
            to.Model.Circuit.FailureThreshold = value),
        Setting.Number("CIRCUIT_BREAKER_TIMEOUT_SECONDS", "Model:Circuit:OpenForSeconds", 1, 600, static (to, value) =>
            to.Model.Circuit.OpenFor = TimeSpan.FromSeconds(value)),
        Setting.Number("CIRCUIT_BREAKER_HALF_OPEN_CALLS", "Model:Circuit:Probes", 1, 5, static (to, value) => to.Model.Circuit.Probes =
            value),
        Setting.Switch("FALLBACK_ANALYSIS_ENABLED", "Model:UseFallback", static (to, value) => to.Model.UseFallback = value),
        Setting.Real("OPENAI_TEMPERATURE", "Model:Temperature", 0, 2, static (to, value) => to.Model.Temperature = (float)value),
        Setting.Text("OPENAI_MODEL", "Model:ModelVersion", static (to, value) => to.Model.ModelVersion = value),
    ];

    private static string? ReadSeverities(string text, SettingTargets to)
    {
        const string Allowed = "a JSON object of types and severities, such as {\"timeout\":\"high\"}";
        try
        {
            using var document = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
            foreach (var rule in document.RootElement.EnumerateObject())
            {
                if (!AnalysisRules.IsKebab(rule.Name) || rule.Value.ValueKind != JsonValueKind.String ||
                    !SeverityText.TryParse(rule.Value.GetString(), out var severity))
                {
                    return Allowed;
                }

                to.Triage.Draft.SeverityByType[rule.Name] = severity;
                to.Model.SeverityHints[rule.Name] = severity;
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Allowed;
        }
    }
}
