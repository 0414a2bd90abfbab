extern alias triage;

using System.Text;
using System.Text.Json;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Datadog;
using triage::RepoTickets.LogTriage.Http;
using triage::RepoTickets.LogTriage.Jira;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Answers of Jira and Datadog: pages of issues with documents in them, records of logs. They come from outside.</summary>
internal sealed class RemoteJsonTarget : MutatedTarget
{
    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["answer"] = ["<issues>", "<issues>", "<record>", "<record>"],
        ["issues"] =
        [
            "{\"issues\":[]}", "{\"issues\":[<issue>,<issue>],\"isLast\":true}", "{\"issues\":[<issue>],\"nextPageToken\":\"x\"}",
            "{\"issues\":<any>}",
        ],
        ["issue"] =
        [
            "{\"key\":\"A-1\"}",
            "{\"key\":\"A-1\",\"fields\":{\"summary\":<any>,\"description\":<node>,\"labels\":[<any>],\"created\":\"2026-03-04T12:00:00.000+0000\",\"status\":{\"statusCategory\":{\"key\":\"done\"}}}}", "{\"key\":<any>,\"fields\":<any>}", "{\"key\":\"A-1\",\"fields\":{\"description\":<any>,\"labels\":<any>,\"created\":<any>,\"status\":<any>}}",
        ],
        ["node"] =
        [
            "{\"type\":\"text\",\"text\":\"x\"}", "{\"type\":\"doc\",\"content\":[<node>,<node>]}",
            "{\"type\":\"orderedList\",\"attrs\":{\"order\":<any>},\"content\":[<node>]}", "{\"type\":\"listItem\",\"content\":[<node>]}",
            "{\"type\":\"mention\",\"attrs\":{\"text\":<any>}}", "{\"type\":\"expand\",\"attrs\":<any>,\"content\":<any>}",
            "{\"type\":<any>,\"text\":<any>,\"content\":[<node>]}",
            "{\"type\":\"tableRow\",\"content\":[{\"type\":\"tableCell\",\"content\":[<node>]}]}",
        ],
        ["record"] =
        [
            "{\"id\":\"1\",\"attributes\":{\"message\":\"x\"}}",
            "{\"id\":<any>,\"attributes\":{\"timestamp\":<any>,\"status\":\"error\",\"service\":<any>,\"message\":<any>,\"tags\":[\"env:prod\",<any>],\"attributes\":{\"error\":{\"stack\":<any>,\"kind\":\"x.Y\"},\"a\":<any>}}}", "{\"attributes\":<any>}",
        ],
        ["any"] =
        [
            "null", "\"x\"", "1", "\"1\"", "1.5", "1e999", "99999999999999999999", "true", "[]", "{}", "\"\\ud800\"", "\"\\u0000\"",
            "\"2026-03-04T12:00:00Z\"", "1772625600123", "[<any>,<any>]", "{\"a\":<any>,\"type\":<any>}", "{\"\\ud800\":<any>}",
        ],
    });

    internal override string Name => "remote-json";

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud800", "{\"a\":", "[[", "\"type\":", "\"content\":[",
            "\"order\":", "\"attrs\":",
        ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("answer", random));

    internal override string Check(byte[] input)
    {
        JsonDocument document;
        try
        {
            document = RemoteText.Parse(input, maximumDepth: 128);
        }
        catch (JsonException)
        {
            return "not JSON";
        }

        using (document)
        {
            if (DatadogRecord.Read(document.RootElement, "service", out var entry) is { } problem)
            {
                Assert.True(problem.Length > 10 && entry is null, "A record was rejected without a reason.");
            }

            var issues = new List<JiraIssue>();
            try
            {
                JiraIssue.ReadPage(document.RootElement, issues, "fuzz");
            }
            catch (SinkUnavailableException exception)
            {
                Assert.True(exception.Message.Length > 10, "An answer was refused without a reason.");
                return entry is null ? "refused" : "record";
            }

            return "page";
        }
    }
}
