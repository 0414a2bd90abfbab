extern alias triage;

using System.Text;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Grouping;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Lines of text: layouts, stack traces, the choice of the format; what is read is redacted and grouped.</summary>
internal sealed class LogLinesTarget : MutatedTarget
{
    private const int MaximumGroups = 100;

    /// <summary>Explaining a record allocates room for its key, however short it is.</summary>
    private const int Explained = 50;
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["log"] = ["<line>", "<line><line>", "<line><trace><line>", "<line><line><line><trace><line><line>", "{<json>\n<line>"],
        ["line"] =
        [
            "<message>\n", "<time> <level> <message>\n", "<time> [<name>] <level> <name> - <message>\n", "[<time>] <level>: <message>\r\n",
            "<level>|<time>|<name>|<message>\n", "<<34>1 <time> host app 123 ID47 - <message>\n", "<level> <message>\n",
            "Mar  4 12:00:00 host app[123]: <message>\n", "\n",
        ],
        ["time"] =
        [
            "2026-03-04T12:00:00Z", "2026-03-04 12:00:00,123", "2026-03-04T12:00:00.123456+01:00", "04/Mar/2026:12:00:00 +0000", "12:00:00",
            "1772625600", "1772625600123", "Mar  4 12:00:00", "2026-02-30 25:61:61", "20260304 120000", "26/03/04 12:00:00",
        ],
        ["level"] = ["ERROR", "WARN", "Error", "E", "FATAL", "info", "[ERR]", "CRITICAL", "SEVERE", "fail", "ERRORS"],
        ["name"] =
        [
            "main", "com.example.OrderService", "http-nio-8080-exec-1", "Worker#1", "o.s.w.s.DispatcherServlet", "app",
            "Microsoft.AspNetCore.Hosting",
        ],
        ["message"] =
        [
            "Connection to <value> refused", "User <value> not found in <value>", "GET /orders/<value>?token=<value> 500",
            "java.lang.NullPointerException: Cannot invoke \"<name>\" because <value> is null", "Timeout after <value> ms", "<value>",
            "key=<value> other=\"<value>\" {<value>}", "failed: [<value>, <value>]", "  indented <value>",
        ],
        ["value"] =
        [
            "42", "10.0.0.1:5432", "550e8400-e29b-41d4-a716-446655440000", "0x7fff5fbff8c0", "a@b.example", "/var/log/app.log", "é日本",
            "deadbeefdeadbeef", "3.14e10", "https://user:pw@host.example/x?y=z", "password=hunter2", "2026-03-04", "-",
            "\"quoted \\\" text\"", "AKIAIOSFODNN7EXAMPLE", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "[[[[", "''",
        ],
        ["trace"] =
        [
            "\tat com.example.A.b(A.java:10)\n",
            "java.lang.IllegalStateException: <value>\n\tat <name>.run(A.java:<value>)\n\tat b.c.D$1.e(Unknown Source)\nCaused by: x.Y: " +
            "<value>\n\t... 12 more\n",
            "Traceback (most recent call last):\n  File \"/a/b.py\", line 3, in f\n    x()\nValueError: <value>\n",
            "   at A.B.C(String s) in /src/C.cs:line 5\n   at D.E[T](T t)\n--- End of inner exception stack trace ---\n",
            "goroutine 1 [running]:\nmain.main()\n\t/a/main.go:5 +0x1d\n", "    at Object.<anonymous> (/a/b.js:1:7)\n    at f (g.js:2:3)\n",
        ],
        ["json"] =
        [
            "\"message\":\"<message>\",\"level\":\"<level>\"}", "\"@t\":\"<time>\",\"@mt\":\"x {y}\",\"@x\":\"<message>\"}",
            "\"msg\":<value>",
        ],
    });

    internal override string Name => "log-lines";

    // A grouper of its own for each input: that is most of it.
    internal override long AllocationFloor => 4 * 1024 * 1024;

    protected override IReadOnlyList<string> Tokens =>

        [
            .. Grammar.Tokens, "\n", "\tat ", "Caused by: ", "Traceback (most recent call last):\n", "  File \"", "[", "]", " - ", ": ",
            "{\"", "\"resourceLogs\"", "\u001b[31m", "<3>",
        ];

    protected override IReadOnlyList<byte[]> Seeds { get; } = Corpus.Read("logs");

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("log", random));

    internal override string Check(byte[] input)
    {
        var (entries, rejected) = LogReading.ReadAll(input, LogFormat.Auto);
        using var grouper = new LogGrouper(
            new() { MaximumGroups =
                MaximumGroups, MaximumTextBytes = 1024 * 1024, MaximumServices = 10 }, new Tests.FakeTime(Now), store: null);
        foreach (var (entry, number) in entries.Select(static (entry, number) => (entry, number)))
        {
            var assignment = grouper.Assign(entry);
            Assert.False(assignment.Id.IsNone);
            if (number < Explained)
            {
                Assert.Equal(grouper.Resolve(assignment.Id), grouper.Resolve(grouper.Explain(entry).Id));
            }
        }

        // Beside the groups of their own there is an overflow group for each service and kind of level.
        Assert.InRange(grouper.Count, entries.Count > 0 ? 1 : 0, MaximumGroups + 22);
        return entries.Count == 0 ? rejected == 0 ? "nothing" : "rejected" : "grouped";
    }
}
