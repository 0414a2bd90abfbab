namespace RepoTickets.LogTriage.Settings;

/// <summary>The options that settings are applied to.</summary>
internal sealed record SettingTargets(TriageOptions Triage, DatadogOptions Datadog, JiraOptions Jira, ChatAnalyzerOptions Model)
{
    internal static SettingTargets Fresh() => new(new(), new(), new(), new());
}
