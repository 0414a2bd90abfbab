extern alias triage;

using System.Text;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Grouping;
using triage::RepoTickets.LogTriage.Grouping.JsonLines;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// Logs of JSON: one record a line, and OpenTelemetry's own. Of JSON Lines every line that is not blank must end as a record or as
/// rejected, and the short way to groups must never throw.
/// </summary>
internal sealed class JsonLogTarget(LogFormat format) : MutatedTarget
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TextGrammar Lines = new(new Dictionary<string, string[]>
    {
        ["log"] = ["<record>\n", "<record>\n<record>\n", "<record>\n\n<record>\r\n<record>"],
        ["record"] = ["{\"message\":\"x\"}", "{<field>}", "{<field>,<field>}", "{<field>,<field>,<field>,<field>}", "[<value>]", "<value>"],
        ["field"] =
        [
            "\"message\":<value>", "\"<key>\":<value>", "\"<key>\":{\"<key>\":<value>,\"<key>\":<value>}", "\"<key>\":[<value>,<value>]",
        ],
        ["key"] =
        [
            "message", "msg", "level", "severity", "@t", "@mt", "@x", "@l", "time", "timestamp", "service", "logger", "exception",
            "stack_trace", "error", "err", "stack", "type", "kind", "fingerprint", "a", "thread", "ts", "log.level", "\\u0061",
        ],
        ["value"] =
        [
            "\"x\"", "\"Timeout of 42 ms\"", "\"ERROR\"", "50", "1772625600123", "1e999", "-0", "null", "true", "\"2026-03-04T12:00:00Z\"",
            "\"java.lang.X: y\\n\\tat a.b(C.java:1)\"", "\"\\ud83c\"", "\"\\u0000\"", "\"é\"", "{}", "[]",
            "{\"message\":<value>,\"stack\":<value>}", "[<value>]",
        ],
    });

    private static readonly TextGrammar Telemetry = new(new Dictionary<string, string[]>
    {
        ["log"] = ["<data>\n", "<data>\n<data>\n"],
        ["data"] = ["{\"resourceLogs\":[<resource>]}", "{\"resourceLogs\":[<resource>,<resource>]}", "{\"resourceLogs\":<any>}"],
        ["resource"] =
        [
            "{\"resource\":{\"attributes\":[<attribute>]},\"scopeLogs\":[<scope>]}", "{\"scopeLogs\":[<scope>,<scope>]}", "<any>",
        ],
        ["scope"] =
        [
            "{\"scope\":{\"name\":\"lib\"},\"logRecords\":[<record>,<record>]}", "{\"logRecords\":[<record>]}",
            "{\"scope\":<any>,\"logRecords\":<any>}",
        ],
        ["record"] =
        [
            "{\"body\":{\"stringValue\":\"x\"}}",
            "{\"timeUnixNano\":<nano>,\"severityNumber\":<number>,\"severityText\":\"ERROR\",\"body\":<any>,\"attributes\":[<attribute>,<attribute>]}", "{\"observedTimeUnixNano\":<nano>,\"body\":<any>,\"traceId\":<any>}", "<any>",
        ],
        ["attribute"] =
        [
            "{\"key\":\"a\",\"value\":{\"stringValue\":\"b\"}}", "{\"key\":\"service.name\",\"value\":<any>}",
            "{\"key\":\"exception.type\",\"value\":{\"stringValue\":\"x.Y\"}}", "{\"key\":\"exception.stacktrace\",\"value\":<any>}",
            "{\"key\":<any>,\"value\":<any>}",
        ],
        ["nano"] = ["\"1772625600000000000\"", "1772625600000000000", "\"-1\"", "\"99999999999999999999\"", "<any>"],
        ["number"] = ["17", "0", "-1", "99999999999", "\"17\"", "1.5"],
        ["any"] =
        [
            "null", "{\"stringValue\":\"Timeout of 42 ms\"}", "{\"intValue\":\"42\"}", "{\"doubleValue\":1e999}", "{\"boolValue\":true}",
            "{\"arrayValue\":{\"values\":[<any>]}}", "{\"kvlistValue\":{\"values\":[<attribute>]}}", "{\"bytesValue\":\"AA==\"}", "\"x\"",
            "[]", "{}", "{\"stringValue\":\"\\ud800\"}", "5",
        ],
    });

    private readonly TextGrammar _grammar = format == LogFormat.Otlp ? Telemetry : Lines;

    internal override string Name => format == LogFormat.Otlp ? "log-otlp" : "log-json-lines";

    internal override long AllocationFloor => 4 * 1024 * 1024;

    // A rejected line of two bytes costs an exception.
    internal override long AllocationPerByte => 2_000;

    protected override IReadOnlyList<string> Tokens =>

        [
            .. _grammar.Tokens, "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\\"", "\n", "{\"a\":", "[[", "{\"error\":{\"", "\"message\":",
            "//c\n", ",}",
        ];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(_grammar.Make("log", random));

    internal override string Check(byte[] input)
    {
        var (entries, rejected) = LogReading.ReadAll(input, format);
        using var grouper = new LogGrouper(
            new() { MaximumGroups = 100, MaximumTextBytes = 1024 * 1024, MaximumServices = 10 }, new Tests.FakeTime(Now), store: null);
        foreach (var entry in entries)
        {
            Assert.False(grouper.Assign(entry).Id.IsNone);
        }

        if (format == LogFormat.JsonLines)
        {
            CheckLines(input, grouper, entries.Count + rejected);
        }

        Assert.InRange(grouper.Count, 0, 122);
        return entries.Count == 0 ? rejected == 0 ? "nothing" : "rejected" : "grouped";
    }

    private static void CheckLines(byte[] input, LogGrouper grouper, int told)
    {
        var lines = 0;
        var quick = new JsonLinesGrouper(grouper);
        var bytes = input.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? input.AsSpan(3) : input.AsSpan();
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range].TrimEnd((byte)'\r');

            // A blank line that is too long is rejected before anybody looks at what is in it.
            lines += line.Trim((byte)' ').IsEmpty && line.Length <= LogReading.LongestLine ? 0 : 1;
            quick.TryAssign(line, out _);
        }

        Assert.Equal(lines, told);
    }
}
