using System.Text.Json;
using RepoTickets.LogTriage.Settings;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage;

/// <summary>A team whose services are triaged into its own project.</summary>
/// <param name="Id">Letters, digits, hyphens and underscores.</param>
/// <param name="Name">For people.</param>
/// <param name="ProjectKey">Its project in Jira.</param>
/// <param name="Services">Its services, at least one.</param>
/// <param name="IsEnabled">Disabled teams are left out unless they are asked for by name.</param>
/// <param name="TeamValue">Its value in the team field of Jira; null for none.</param>
/// <param name="Environment">Where its services run.</param>
/// <param name="MaximumTickets">How many tickets a run files for it; null for the usual number.</param>
/// <param name="SeverityRules">How bad faults of a type are for it.</param>
public sealed record TriageTeam(
    string Id,
    string Name,
    string ProjectKey,
    IReadOnlyList<string> Services,
    bool IsEnabled,
    string? TeamValue,
    string Environment,
    int? MaximumTickets,
    IReadOnlyDictionary<string, FaultSeverity> SeverityRules)
{
    /// <summary>Makes options those of the team.</summary>
    public void ApplyTo(TriageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Draft.Team = Id;
        options.Draft.Environment = Environment;
        options.MaximumTickets = MaximumTickets ?? options.MaximumTickets;
        foreach (var (type, severity) in SeverityRules)
        {
            options.Draft.SeverityByType[type] = severity;
        }
    }

    /// <summary>Makes options those of the team.</summary>
    public void ApplyTo(DatadogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Services = [.. Services];
        options.Environment = Environment;
    }
}

/// <summary>
/// Reads the file of teams: YAML or JSON with the names of dogcatcher-agent, the Python program that this package succeeds.
/// </summary>
public static class TriageTeams
{
    private const int LongestFile = 1 << 20;

    /// <summary>
    /// Reads teams from a file of at most 1 MiB, in the order of their identifiers: YAML when its name ends in <c>.yaml</c> or
    /// <c>.yml</c>, else JSON.
    /// </summary>
    /// <exception cref="TriageSettingsException">The file cannot be read, or something in it is wrong; all problems are told.</exception>
    public static IReadOnlyList<TriageTeam> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var content = PlatformFileSystem.Create().ReadFile(Path.GetFullPath(path), LongestFile)
                ?? throw new TriageSettingsException([$"the file of teams {DisplayText.Escape(path, 300)} does not exist"]);
            var text = System.Text.Encoding.UTF8.GetString(content.Bytes);
            return path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
                ? ParseYaml(text)
                : Parse(text);
        }
        catch (FileSystemException exception)
        {
            throw new TriageSettingsException([$"the file of teams cannot be read: {exception.Message}"]);
        }
    }

    /// <summary>
    /// Reads teams from YAML. Values stay the texts that they are; anchors, aliases, tags and keys that are there twice are refused.
    /// </summary>
    /// <exception cref="TriageSettingsException">Something in it is wrong; all problems are told.</exception>
    public static IReadOnlyList<TriageTeam> ParseYaml(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return Parse(TeamsYaml.ToJson(yaml));
    }

    /// <summary>Reads teams from JSON.</summary>
    /// <exception cref="TriageSettingsException">Something in it is wrong; all problems are told.</exception>
    public static IReadOnlyList<TriageTeam> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var problems = new List<string>();
        var teams = new List<TriageTeam>();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var entry in document.RootElement.GetProperty("teams"u8).EnumerateObject())
            {
                if (Read(entry.Name, entry.Value, problems) is { } team)
                {
                    teams.Add(team);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            problems.Add($"the teams are no object 'teams' of objects: {DisplayText.Escape(exception.Message, 200)}");
        }

        return problems.Count == 0 ? [.. teams.OrderBy(static team => team.Id, StringComparer.Ordinal)]
            : throw new TriageSettingsException(problems);
    }

    private static TriageTeam? Read(string id, JsonElement team, List<string> problems)
    {
        var before = problems.Count;
        void Need(bool isRight, string what)
        {
            if (!isRight)
            {
                problems.Add($"team '{DisplayText.Escape(id)}': {what}");
            }
        }

        var services = team.TryGetProperty("datadog_services"u8, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(static service => service.ValueKind == JsonValueKind.String ? service.GetString()! : "").ToList()
            : [];
        var rules = new Dictionary<string, FaultSeverity>(StringComparer.Ordinal);
        if (team.TryGetProperty("severity_rules"u8, out var given))
        {
            foreach (var rule in given.EnumerateObject())
            {
                Need(SeverityText.TryParse(rule.Value.GetString(), out var severity),
                    $"severity_rules.{DisplayText.Escape(rule.Name)} is not low, medium or high");
                rules[rule.Name] = severity;
            }
        }

        int? most = team.TryGetProperty("max_tickets_per_run"u8, out var number) && number.ValueKind == JsonValueKind.Number &&
            number.TryGetInt32(out var tickets) ? tickets : null;
        Need(id.Length is > 0 and <= 64 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
            "its name is not 1 to 64 letters, digits, hyphens and underscores");
        Need(Text(team, "team_name"u8) is not null, "team_name is missing");
        Need(Text(team, "jira_project_key"u8) is not null, "jira_project_key is missing");
        Need(services.Count > 0 && services.All(static service => service.Length > 0), "datadog_services needs at least one service");
        Need(!team.TryGetProperty("enabled"u8, out var state) || state.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "enabled is not true or false");
        Need(most is not null || !team.TryGetProperty("max_tickets_per_run"u8, out var count) || count.ValueKind == JsonValueKind.Null,
            "max_tickets_per_run is not a whole number");
        Need(most is null or (>= 0 and <= 100_000), "max_tickets_per_run is not 0 to 100000");
        return problems.Count > before
            ? null
            : new TriageTeam(
                id,
                Text(team, "team_name"u8)!,
                Text(team, "jira_project_key"u8)!,
                services,
                !team.TryGetProperty("enabled"u8, out var enabled) || enabled.ValueKind != JsonValueKind.False,
                Text(team, "jira_team_field_value"u8),
                Text(team, "datadog_env"u8) ?? "prod",
                most,
                rules);
    }

    private static string? Text(JsonElement team, ReadOnlySpan<byte> name) =>
        team.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : null;
}
