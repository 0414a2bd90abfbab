using RepoTickets.LogTriage.Settings;

namespace RepoTickets.LogTriage;

/// <summary>
/// The settings of a run, gathered from the command line, the environment, a profile and the host's configuration, in this order of
/// precedence, and checked. Immutable.
/// </summary>
public sealed class TriageSettings
{
    private readonly List<(Setting Setting, string Text)> _chosen;

    private TriageSettings(List<(Setting Setting, string Text)> chosen, IReadOnlyDictionary<string, string> origins) =>
        (_chosen, Origins) = (chosen, origins);

    /// <summary>Where each setting that is set comes from: <c>command line</c>, <c>environment</c>, <c>profile NAME</c> or <c>configuration</c>.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; }

    /// <summary>The names of all settings.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SettingTable.All.Select(static setting => setting.Name)];

    /// <summary>The names of the profiles.</summary>
    public static IReadOnlyList<string> Profiles => TriageProfiles.Names;

    /// <summary>Gathers and checks settings.</summary>
    /// <exception cref="TriageSettingsException">A profile or a name is unknown, or a value is out of its range; all problems are told.</exception>
    public static TriageSettings Load(TriageSettingSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = new List<string>();
        IReadOnlyDictionary<string, string> profile = new Dictionary<string, string>();
        if (sources.Profile is { Length: > 0 } name)
        {
            profile = TriageProfiles.Find(name) ?? profile;
            if (profile.Count == 0)
            {
                problems.Add($"the profile '{DisplayText.Escape(name)}' is unknown; known are {string.Join(", ", TriageProfiles.Names)}");
            }
        }

        foreach (var unknown in sources.CommandLine.Keys.Where(static key => SettingTable.Find(key) is null))
        {
            problems.Add($"the setting '{DisplayText.Escape(unknown)}' is unknown");
        }

        var settings = Choose(sources, profile, problems);
        if (problems.Count == 0)
        {
            return settings;
        }

        throw new TriageSettingsException(problems);
    }

    /// <summary>Sets what is set; the rest stays as it is.</summary>
    public void ApplyTo(TriageOptions options) => Apply(SettingTargets.Fresh() with { Triage = options ?? throw new ArgumentNullException(nameof(options)) });

    /// <summary>Sets what is set; the rest stays as it is.</summary>
    public void ApplyTo(DatadogOptions options) => Apply(SettingTargets.Fresh() with { Datadog = options ?? throw new ArgumentNullException(nameof(options)) });

    /// <summary>Sets what is set; the rest stays as it is.</summary>
    public void ApplyTo(JiraOptions options) => Apply(SettingTargets.Fresh() with { Jira = options ?? throw new ArgumentNullException(nameof(options)) });

    /// <summary>Sets what is set; the rest stays as it is.</summary>
    public void ApplyTo(ChatAnalyzerOptions options) => Apply(SettingTargets.Fresh() with { Model = options ?? throw new ArgumentNullException(nameof(options)) });

    private void Apply(SettingTargets targets)
    {
        foreach (var (setting, text) in _chosen)
        {
            setting.Apply(text, targets);
        }
    }

    private static TriageSettings Choose(TriageSettingSources sources, IReadOnlyDictionary<string, string> profile, List<string> problems)
    {
        var environment = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in sources.Environment)
        {
            environment[key] = value;
        }

        var chosen = new List<(Setting, string)>();
        var origins = new Dictionary<string, string>(StringComparer.Ordinal);
        var trial = SettingTargets.Fresh();
        foreach (var setting in SettingTable.All)
        {
            (string? Text, string Origin) found =
                sources.CommandLine.GetValueOrDefault(setting.Name) is { } said ? (said, "command line") :
                environment.GetValueOrDefault(setting.Name) is { Length: > 0 } set ? (set, "environment") :
                profile.GetValueOrDefault(setting.Name) is { } usual ? (usual, $"profile {sources.Profile}") :
                (sources.Configuration?[setting.Path], "configuration");
            if (found.Text is not { } text)
            {
                continue;
            }

            if (setting.Apply(text, trial) is { } allowed)
            {
                var shown = setting.IsSecret ? "a value that is not shown" : $"'{DisplayText.Escape(text)}'";
                problems.Add($"{setting.Name} is {shown} ({found.Origin}); allowed is {allowed}");
                continue;
            }

            chosen.Add((setting, text));
            origins[setting.Name] = found.Origin;
        }

        return new TriageSettings(chosen, origins);
    }
}
