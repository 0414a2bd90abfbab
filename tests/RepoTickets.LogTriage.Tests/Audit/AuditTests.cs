using System.Text;
using System.Text.Json;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Audit;

[Collection("alone")]
public sealed class AuditTests
{
    [Fact]
    public async Task ProcessAsync_EveryOutcome_HasOneLine()
    {
        var bench = new Bench();
        bench.Options.MaximumTickets = 2;
        bench.Analyzer.Before = static (group, _) =>
            group.First.Message.Contains(" b ", StringComparison.Ordinal) ? throw new LogAnalysisException("no") : default;
        bench.Analyzer.Change =
            static (group, analysis) => analysis with { CreateTicket = !group.First.Message.Contains(" c ", StringComparison.Ordinal) };

        var first = await bench.RunAsync(Bench.Distinct(8));
        var second = await bench.RunAsync(Bench.Distinct(1));

        var decisions = Lines(bench).Select(static line => line.GetProperty("decision").GetString()).ToList();
        Assert.Equal(first.Outcomes.Count + second.Outcomes.Count, decisions.Count);
        Assert.Equal(
            ["cap-reached", "cap-reached", "cap-reached", "cap-reached", "created", "created", "dead-lettered", "duplicate", "skipped"],
            decisions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_AuditLog_AddsUpByEachKey()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Distinct(3));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync([.. Bench.Distinct(4), .. Bench.Distinct(4)]);
        var bytes = bench.Files.ReadFile("/state/audit.jsonl", 1 << 20)!.Value.Bytes;

        var byDay = await ReadAsync(ReportGrouping.Day);
        var byDecision = await ReadAsync(ReportGrouping.Decision);
        var filtered = await ReadAsync(ReportGrouping.Hour, new() { Decision = "duplicate" });
        var torn = await TriageReports.ReadAsync(new MemoryStream([.. bytes, .. "{\"timestamp\":\"20"u8]), ReportGrouping.ErrorType);

        Assert.Equal([("2026-03-04", 3L, 3L), ("2026-03-05", 4L, 8L)], byDay.Rows.Select(static row => (row.Key, row.Groups, row.Records)));
        Assert.Equal(["created", "duplicate"], byDecision.Rows.Select(static row => row.Key));
        Assert.Equal((4L, 3L), (byDecision.Total.Created, byDecision.Total.Duplicates));
        Assert.Equal(3, filtered.Total.Groups);
        Assert.Equal(1, torn.Unreadable);
        Assert.Contains("created", byDecision.ToText(), StringComparison.Ordinal);
        Assert.StartsWith("key,groups", byDay.ToCsv(), StringComparison.Ordinal);
        Assert.Equal(7, JsonDocument.Parse(byDay.ToJson()).RootElement.GetProperty("total").GetProperty("groups").GetInt32());

        ValueTask<TriageReport> ReadAsync(ReportGrouping grouping, ReportFilter? filter = null) =>
            TriageReports.ReadAsync(new MemoryStream(bytes), grouping, filter);
    }

    [Fact]
    public async Task ProcessAsync_SecretsInLogsAndErrors_ReachNoFileAndNoTicket()
    {
        const string Secret = "AKIAIOSFODNN7EXAMPLE";
        var bench = new Bench();
        bench.Analyzer.Before = static (group, _) =>
            group.First.Message.Contains("second", StringComparison.Ordinal)
                ? throw new LogAnalysisException($"The model said {Secret}")
                : default;

        await bench.RunAsync(
            Bench.Entry($"first with password={Secret} and {Secret}") with
            {
                Detail = Secret,
                Logger = Secret,
                Attributes = new Dictionary<string, string> { [Secret] = Secret },
            },
            Bench.Entry($"second with {Secret}"));

        Assert.All(bench.Files.ListNames("/state")!.Where(static name => name != "owners"), name =>
            Assert.DoesNotContain(
                Secret, Encoding.UTF8.GetString(bench.Files.ReadFile("/state/" + name, 1 << 20)!.Value.Bytes), StringComparison.Ordinal));
        Assert.DoesNotContain(
            Secret, bench.Target.Tickets.Single().Draft.Description + bench.Target.Tickets[0].Draft.Title, StringComparison.Ordinal);
    }

    private static List<JsonElement> Lines(Bench bench) =>
    [
        .. Encoding.UTF8.GetString(bench.Files.ReadFile("/state/audit.jsonl", 1 << 20)!.Value.Bytes)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement),
    ];
}
