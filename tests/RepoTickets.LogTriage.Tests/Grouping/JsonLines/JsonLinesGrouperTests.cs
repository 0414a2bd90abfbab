using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Grouping;
using RepoTickets.LogTriage.Grouping.JsonLines;

namespace RepoTickets.LogTriage.Tests.Grouping.JsonLines;

public sealed class JsonLinesGrouperTests
{
    private readonly LogGrouper _grouper = (LogGrouper)LogGrouping.Create();

    [Fact]
    public void TryAssign_OfARecord_AgreesWithTheEntry()
    {
        var lines = new JsonLinesGrouper(_grouper);
        foreach (var message in RandomLog.Make(500, seed: 2).Append("quoted \"a b\" and \\ \u00e4 \ud83d\ude00"))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(new { time = "x", level = "error", service = "shop", message });
            Assert.True(lines.TryAssign(json, out var assignment));
            Assert.Equal(assignment.Id, _grouper.Assign(LogGrouperTests.Entry(message)).Id);
        }
    }

    [Fact]
    public void TryAssign_OfARecordWithAFault_ReadsTypeAndTrace()
    {
        const string trace = "X.YException: a\n\tat com.shop.A.run(A.java:1)";
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new { severity = "ERROR", msg = "x", error = new { kind = "X.YException", stack = trace, nested = new { a = 1 } } });
        Assert.True(new JsonLinesGrouper(_grouper).TryAssign(json, out var assignment));
        Assert.Equal(GroupEvidence.StackTrace, assignment.Evidence);
        var entry = new LogEntry { Message = "x", ExceptionType = "X.YException", StackTrace = trace };
        Assert.Equal(_grouper.Assign(entry).Id, assignment.Id);
    }

    [Theory]
    [InlineData("info", LogLevel.Information)]
    [InlineData("WARN", LogLevel.Warning)]
    [InlineData("Fatal", LogLevel.Critical)]
    [InlineData("E", LogLevel.Error)]
    public void TryAssign_WithALevel_KeepsErrorsAndOthersApart(string level, LogLevel expected)
    {
        Assert.True(
            new JsonLinesGrouper(_grouper).TryAssign(
                JsonSerializer.SerializeToUtf8Bytes(new { level, message = "Pool empty" }), out var assignment));
        Assert.Equal(_grouper.Assign(new() { Message = "Pool empty", Level = expected }).Id, assignment.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[1]")]
    [InlineData("{\"message\":")]
    [InlineData("{\"message\":\"a\"} x")]
    public void TryAssign_OfWhatIsNoRecord_SaysSo(string line) =>
        Assert.False(new JsonLinesGrouper(_grouper).TryAssign(Encoding.UTF8.GetBytes(line), out _));

    [Fact]
    public void TryAssign_OfAKnownRecord_AllocatesNothing()
    {
        var lines = new JsonLinesGrouper(_grouper);
        var json = "{\"level\":\"error\",\"service\":\"shop\",\"message\":\"a \\\"b\\\" 17\"}"u8.ToArray();
        lines.TryAssign(json, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1_000; index++)
        {
            lines.TryAssign(json, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AssignAll_OfABuffer_UsesWholeLinesAndCountsTheMalformed()
    {
        var seen = new List<LogGroupId>();
        long malformed = 0;
        var buffer = "{\"message\":\"a 1\"}\r\n\nbad\n{\"message\":\"a 2\"}\n{\"mess"u8;
        var used = new JsonLinesGrouper(_grouper).AssignAll(
            buffer, seen, static (assignment, list) => list.Add(assignment.Id), ref malformed);
        Assert.Equal(buffer.Length - 6, used);
        Assert.Equal(1, malformed);
        Assert.Equal(2, seen.Count);
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public void TryAssign_WithARuleOfFingerprints_ObeysIt()
    {
        _grouper.AddFingerprint(new() { Name = "disk", MessageContains = "no space" });
        Assert.True(new JsonLinesGrouper(_grouper).TryAssign("{\"message\":\"no space left\"}"u8, out var assignment));
        Assert.Equal(GroupEvidence.Fingerprint, assignment.Evidence);
    }

    [Fact]
    public void TryAssign_EscapesBesideBytesThatAreNoUtf8_IsNoRecord() =>
        Assert.False(new JsonLinesGrouper(_grouper).TryAssign([.. "{\"message\":\""u8, 0xFE, .. "\\t\"}"u8], out _));
}
