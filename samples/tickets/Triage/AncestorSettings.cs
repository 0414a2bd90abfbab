namespace RepoTickets.CommandLine.Triage;

/// <summary>
/// Environment variables that mean something to dogcatcher-agent, the program that triage succeeds, and nothing to this command: whoever
/// comes from there is told, instead of being left to find out. <c>docs/log-triage.md</c> has the same table.
/// </summary>
internal static class AncestorSettings
{
    internal const string FilesTickets = "AUTO_CREATE_TICKET";

    private const string Datadog = "for hosts that read from Datadog: this command reads files and standard input";
    private const string Jira = "for hosts that file into Jira: this command files into its repository";
    private const string Model = "for hosts that have a language model: this command judges by rules";
    private const string Client = "the host makes the client of its language model";
    private const string Cache = "nothing is cached between runs but what triage keeps in its state folder";
    private const string Metrics = "metrics are OpenTelemetry's, and the host exports them";
    private const string Repair = "code is not repaired";

    /// <summary>Each name with the reason why it is not used.</summary>
    internal static IReadOnlyList<(string Name, string Reason)> NotUsed { get; } =
    [
        .. With(Datadog, "DATADOG_API_KEY", "DATADOG_APP_KEY", "DATADOG_SITE", "DATADOG_SERVICE", "DATADOG_HOURS_BACK", "DATADOG_LIMIT",
            "DATADOG_MAX_PAGES", "DATADOG_TIMEOUT", "DATADOG_STATUSES", "DATADOG_QUERY_EXTRA", "DATADOG_QUERY_EXTRA_MODE"),
        .. With(Jira, "JIRA_DOMAIN", "JIRA_USER", "JIRA_API_TOKEN", "JIRA_PROJECT_KEY", "JIRA_TEAM_FIELD_ID", "JIRA_SEARCH_WINDOW_DAYS"),
        .. With(Model, "CIRCUIT_BREAKER_ENABLED", "CIRCUIT_BREAKER_FAILURE_THRESHOLD", "CIRCUIT_BREAKER_TIMEOUT_SECONDS",
            "CIRCUIT_BREAKER_HALF_OPEN_CALLS", "FALLBACK_ANALYSIS_ENABLED", "OPENAI_TEMPERATURE", "OPENAI_MODEL"),
        .. With(Client, "LLM_PROVIDER", "OPENAI_API_KEY", "OPENAI_RESPONSE_FORMAT", "AWS_REGION", "BEDROCK_MODEL_ID", "BEDROCK_TEMPERATURE",
            "BEDROCK_MAX_TOKENS"),
        .. With("there is one likeness, JIRA_SIMILARITY_THRESHOLD", "JIRA_DIRECT_LOG_THRESHOLD", "JIRA_PARTIAL_LOG_THRESHOLD"),
        .. With("a dry run writes nothing", "PERSIST_SIM_FP"),
        .. With("faults are grouped by what they are, of every type", "AGGREGATE_EMAIL_NOT_FOUND", "AGGREGATE_KAFKA_CONSUMER"),
        .. With("'tickets logs' sets what is logged", "LOG_LEVEL", "LOG_FORMAT"),
        .. With("it had no effect there", "MAX_DESCRIPTION_PREVIEW", "MAX_JSON_OUTPUT_LENGTH"),
        .. With(Cache, "CACHE_BACKEND", "CACHE_REDIS_URL", "CACHE_FILE_DIR", "CACHE_TTL_SECONDS", "CACHE_MAX_MEMORY_SIZE",
            "CACHE_SIMILARITY_TTL_SECONDS", "CACHE_MAX_FILE_SIZE_MB"),
        .. With(Metrics, "DATADOG_METRICS_ENABLED", "DD_AGENT_HOST", "DD_AGENT_PORT", "METRICS_PREFIX"),
        .. With(Repair, "INVOKE_PATCHY", "GITHUB_TOKEN", "PATCHY_WORKSPACE", "REPAIR_ALLOWED_SERVICES", "REPAIR_MAX_PRS_PER_RUN"),
        .. With("nothing but --real files tickets", FilesTickets),
    ];

    /// <summary>Those that are set.</summary>
    internal static IReadOnlyList<(string Name, string Reason)> FindSet(Func<string, string?> environment) =>
        [.. NotUsed.Where(setting => !string.IsNullOrEmpty(environment(setting.Name)))];

    private static IEnumerable<(string Name, string Reason)> With(string reason, params string[] names) =>
        names.Select(name => (name, reason));
}
