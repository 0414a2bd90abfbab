using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Sources;

[Collection("alone")]
public sealed class FileSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RejectedRecord> _rejected = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_JsonLines_KnowsTheNamesOfCommonLoggers()
    {
        var entries = await ReadAsync(
            """{"@t":"2026-03-01T10:00:00Z","@l":"Error","@m":"A 1","@mt":"A {N}","@x":"System.IO.IOException: x\n   at A.B()","SourceContext":"App.Files"}""",
            """{"time":1772359200000,"level":50,"msg":"pino","name":"api"}""",
            """{"asctime":"2026-03-01 10:00:00,123","levelname":"CRITICAL","message":"py","error":{"type":"ValueError","stack":"Traceback"}}""",
            """{"Timestamp":"2026-03-01T10:00:00","LogLevel":"Warning","Category":"App","Message":"ms","State":{"{OriginalFormat}":"ms {X}"}}""");

        Assert.Equal(["A 1", "pino", "py", "ms"], entries.Select(static entry => entry.Message));
        Assert.Equal([LogLevel.Error, LogLevel.Error, LogLevel.Critical, LogLevel.Warning], entries.Select(static entry => entry.Level));
        Assert.Equal(("A {N}", "System.IO.IOException", "App.Files"), (entries[0].Template, entries[0].ExceptionType, entries[0].Logger));
        Assert.All(entries, static entry => Assert.Equal(new DateTime(2026, 3, 1), entry.Time!.Value.UtcDateTime.Date));
        Assert.Equal(("ValueError", "Traceback"), (entries[2].ExceptionType, entries[2].StackTrace));
        Assert.Equal("ms {X}", entries[3].Template);
    }

    [Fact]
    public async Task ReadAsync_MalformedRecords_AreToldWithTheirLineAndTheRestIsRead()
    {
        var entries = await ReadAsync(
            """{"message":"a"}""", "{broken", "[1]", """{"x":1}""", "", """{"message":null,"msg":"b"}""", """{"message":"c","level":[]}""");

        Assert.Equal(["a", "b", "c"], entries.Select(static entry => entry.Message));
        Assert.Equal(["line 2", "line 3", "line 4"], _rejected.Select(static record => record.Place));
    }

    [Fact]
    public async Task ReadAsync_LineThatIsTooLong_IsRejectedInBoundedMemory()
    {
        var path = Path.Join(_folder.Path, "big.jsonl");
        await using (var stream = File.Create(path))
        {
            await stream.WriteAsync("{\"message\":\"a\"}\n{\"message\":\""u8.ToArray());
            var block = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            for (var n = 0; n < 40; n++)
            {
                await stream.WriteAsync(block);
            }

            await stream.WriteAsync("\"}\n{\"message\":\"b\"}\n"u8.ToArray());
        }

        var entries = await ReadAsync(LogSources.File(path));

        Assert.Equal(["a", "b"], entries.Select(static entry => entry.Message));
        Assert.Equal("line 2", _rejected.Single().Place);
        Assert.InRange(_rejected[0].Sample.Length, 1, 200);
    }

    [Fact]
    public async Task ReadAsync_InvalidUtf8AndBinary_NeverStopsReading()
    {
        var path = Path.Join(_folder.Path, "odd.log");
        var bytes = new byte[200_000];
        new Random(5).NextBytes(bytes);
        await File.WriteAllBytesAsync(
            path, [.. "2026-03-01 10:00:00 ERROR first\n"u8, .. bytes, .. "\n2026-03-01 10:00:01 ERROR last\n"u8]);

        var entries = await ReadAsync(LogSources.File(path));

        Assert.Equal("first", entries[0].Message);
        Assert.Equal("last", entries[^1].Message);
    }

    [Fact]
    public async Task ReadAsync_FromEachPosition_GivesExactlyTheRest()
    {
        var lines = Enumerable.Range(0, 20).Select(static n => $"{{\"message\":\"m{n}\"}}").ToArray();
        var path = _folder.Write("app.jsonl", lines);
        var all = await ReadAsync(LogSources.File(path));

        for (var n = 0; n < all.Count; n++)
        {
            var rest = await ReadAsync(LogSources.File(path, new() { Position = all[n].Position }));
            Assert.Equal(all.Skip(n + 1).Select(static entry => entry.Message), rest.Select(static entry => entry.Message));
        }
    }

    [Fact]
    public async Task ReadAsync_Text_JoinsStackTracesAndReadsHeaders()
    {
        var entries = await ReadAsync(
            "2026-03-01 10:00:00,123 [main] ERROR com.shop.Orders - It failed",
            "java.lang.IllegalStateException: no",
            "\tat com.shop.Orders.place(Orders.java:10)",
            "Caused by: java.io.IOException: disk",
            "\tat com.shop.Disk.write(Disk.java:3)",
            "2026-03-01 10:00:01,123 [main] INFO com.shop.Orders - fine");

        Assert.Equal(2, entries.Count);
        Assert.Equal(("It failed", LogLevel.Error, "com.shop.Orders"), (entries[0].Message, entries[0].Level, entries[0].Logger));
        Assert.Contains("Disk.java", entries[0].StackTrace, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Information, entries[1].Level);
    }

    [Fact]
    public async Task ReadAsync_Otlp_GivesEachRecordOfALine()
    {
        var entries = await ReadAsync(
            """{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"Orders"},"logRecords":[{"timeUnixNano":"1772359200000000000","severityNumber":17,"body":{"stringValue":"It failed"},"attributes":[{"key":"exception.type","value":{"stringValue":"System.IOException"}}]},{"severityNumber":9,"body":{"stringValue":"fine"}}]}]}]}""",
            """{"resourceLogs":"no"}""",
            "{torn");

        Assert.Equal(["It failed", "fine"], entries.Select(static entry => entry.Message));
        Assert.Equal(
            ("shop", "Orders", "System.IOException", LogLevel.Error),
            (entries[0].Service, entries[0].Logger, entries[0].ExceptionType, entries[0].Level));
        Assert.Single(_rejected);
    }

    [Fact]
    public async Task ReadAsync_MissingFileOrPipe_IsAnErrorThatSaysSo()
    {
        var missing = await Assert.ThrowsAsync<LogSourceException>(() => ReadAsync(LogSources.File(Path.Join(_folder.Path, "none.log"))));
        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogSourceException>(() => ReadAsync(LogSources.File("/dev/zero")));
        await Assert.ThrowsAsync<LogSourceException>(() => ReadAsync(LogSources.File(_folder.Path)));
    }

    [Fact]
    public async Task ReadAsync_Tail_FollowsGrowthCutsAndRotation()
    {
        var time = new PumpedTime();
        var path = _folder.Write("app.jsonl", """{"message":"a"}""");
        using var cancel = new CancellationTokenSource();
        var source = LogSources.Tail(path, new() { PollInterval = TimeSpan.FromSeconds(1) }, time);
        var reading = source.ReadAsync(null, cancel.Token).GetAsyncEnumerator(cancel.Token);
        async Task<string> NextAsync() =>
            await time.RunAsync(Task.Run(async () => await reading.MoveNextAsync())) ? reading.Current.Message : "end";

        Assert.Equal("a", await NextAsync());
        await File.AppendAllTextAsync(path, "{\"message\":");
        await File.AppendAllTextAsync(path, "\"b\"}\n");
        Assert.Equal("b", await NextAsync());
        await File.AppendAllTextAsync(path, "{\"message\":\"c\"}\n");
        File.Move(path, path + ".1");
        await File.WriteAllTextAsync(path, "{\"message\":\"d\",\"more\":\"longer than what follows\"}\n");
        Assert.Equal("c", await NextAsync());
        Assert.Equal("d", await NextAsync());
        await File.WriteAllTextAsync(path, "{\"message\":\"e\"}\n");
        Assert.Equal("e", await NextAsync());
        await cancel.CancelAsync();
    }

    [Fact]
    public async Task ReadAsync_Stream_HasNoPositions()
    {
        using var stream = new MemoryStream("{\"message\":\"a\"}\n{\"message\":\"no end\"}"u8.ToArray());

        var entries = await ReadAsync(LogSources.Stream(stream, "stdin"));

        Assert.Equal(2, entries.Count);
        Assert.All(entries, static entry => Assert.Null(entry.Position));
    }

    private Task<List<LogEntry>> ReadAsync(params string[] lines) => ReadAsync(LogSources.File(_folder.Write("app.log", lines)));

    private async Task<List<LogEntry>> ReadAsync(ILogSource source)
    {
        var entries = new List<LogEntry>();
        await foreach (var entry in source.ReadAsync(_rejected.Add))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
