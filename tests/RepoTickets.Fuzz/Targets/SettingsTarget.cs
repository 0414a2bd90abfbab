extern alias triage;

using System.Text;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Settings of triage, as lines of <c>NAME=VALUE</c>, and the file of teams: all that is wrong is told by one exception.</summary>
internal sealed class SettingsTarget : MutatedTarget
{
    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["file"] = ["<line>\n", "<line>\n<line>\n<line>\n", "{\"teams\":{<team>}}", "{\"teams\":{<team>,<team>}}", "{\"teams\":<any>}"],
        ["line"] = ["<name>=<value>", "<name>=<value>"],
        ["name"] = [.. TriageSettings.Names, "UNKNOWN", "Ä"],
        ["value"] =
        [
            "1", "true", "0.5", "high", "a,b,,c", "https://x.example/", "file:///etc/passwd", "{\"a\":\"high\"}", "[{\"a\":1}]",
            "{\"a\":\"\\ud800\"}", "-1", "1e999", "NaN", "99999999999999999999", "", "PT1H", "é", "https://u:p@x.example/",
            "{\"\\ud800\":1}", "null", "{\"a\":null,\"a\":\"low\"}",
        ],
        ["team"] =
        [
            "\"a\":{\"team_name\":\"A\",\"jira_project_key\":\"AB\",\"datadog_services\":[\"x\"]}",
            "\"<key>\":{\"team_name\":<any>,\"jira_project_key\":<any>,\"datadog_services\":[<any>],\"enabled\":<any>,\"severity_rules\":{\"x\":<any>},\"max_tickets_per_run\":<any>}", "\"<key>\":<any>", "\"b\":{\"team_name\":\"B\",\"jira_project_key\":\"B\",\"datadog_services\":[\"x\",\"y\"],\"severity_rules\":<any>,\"datadog_env\":<any>}",
        ],
        ["key"] = ["a", "a", "\\ud800", "x y", ""],
        ["any"] = ["null", "\"x\"", "\"high\"", "1", "99999999999", "true", "[]", "{}", "\"\\ud800\"", "[<any>]", "{\"a\":<any>}"],
    });

    internal override string Name => "triage-settings";

    protected override IReadOnlyList<string> Tokens =>
        [.. Grammar.Tokens, "{", "}", "[", "]", "\"", ":", ",", "=", "\n", "\\u", "{\"teams\":", "[["];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("file", random));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        try
        {
            return text.StartsWith('{') ? $"{(TriageTeams.Parse(text).Count > 0 ? "teams" : "no teams")}" : Load(text);
        }
        catch (TriageSettingsException exception)
        {
            Assert.True(exception.Message.Length > 10, "Settings were refused without a reason.");
            return "refused";
        }
    }

    private static string Load(string text)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(static line => line.Split('=', 2)).Where(static parts => parts.Length == 2))
        {
            values[line[0]] = line[1];
        }

        var settings = TriageSettings.Load(values.Count % 2 == 0 ? new() { CommandLine = values } : new() { Environment = values });
        settings.ApplyTo(new TriageOptions());
        settings.ApplyTo(new DatadogOptions());
        settings.ApplyTo(new JiraOptions());
        settings.ApplyTo(new ChatAnalyzerOptions());
        return settings.Origins.Count == 0 ? "nothing set" : "settings";
    }
}
