using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Logging;

namespace RepoTickets.Cli.Tests.Logging;

/// <summary>Log lines have the Python package's field names, on standard error and in the file.</summary>
public sealed class CommandLoggingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tickets-logs-").FullName;

    [Fact]
    public void JsonLine_OfAMessageWithScopes_HasTheFieldsOfThePythonPackage()
    {
        var error = Log(new(LogLevel.Debug, Json: true, "log.jsonl"), static logger =>
        {
            using var scope = logger.BeginScope(new Dictionary<string, object?> { ["ticket_id"] = "LOGIN-1", ["operation"] = "outer", ["nothing"] = null });
            logger.LogWarning(
                new Microsoft.Extensions.Logging.EventId(7, "Named"), new InvalidOperationException("broken"), "{Operation} took {DurationMs} ms for {User}; {Level}", "update", 12.5, "ann \u001b[31m", "mine");
        });
        var line = JsonElement.Parse(Assert.Single(Lines(error)));
        Assert.Equal(
            ["timestamp", "level", "logger", "message", "operation", "duration_ms", "user", "ticket_id", "nothing", "exception"],
            line.EnumerateObject().Select(static member => member.Name).Order(FieldOrder.Instance));
        Assert.Equal("WARNING", line.GetProperty("level").GetString());
        Assert.Equal("RepoTickets.Test", line.GetProperty("logger").GetString());
        Assert.Equal("update took 12.5 ms for ann \u001b[31m; mine", line.GetProperty("message").GetString());
        Assert.Equal("update", line.GetProperty("operation").GetString());
        Assert.Equal(12.5, line.GetProperty("duration_ms").GetDouble());
        Assert.Equal("LOGIN-1", line.GetProperty("ticket_id").GetString());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("nothing").ValueKind);
        Assert.StartsWith("System.InvalidOperationException: broken", line.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.InRange(line.GetProperty("timestamp").GetDateTimeOffset(), DateTimeOffset.Now.AddMinutes(-5), DateTimeOffset.Now);
        Assert.Equal(error, File.ReadAllText(Path.Join(_folder, "log.jsonl")));
    }

    [Fact]
    public void HumanLine_OfAHostileMessage_IsOneLineThatCannotActOnATerminal()
    {
        var cause = new IOException("disk\r\nfull");
        var error = Log(new(LogLevel.Information, Json: false, "log.jsonl"), logger =>
        {
            logger.LogDebug("Below the level");
            if (logger.IsEnabled(LogLevel.Critical))
            {
                logger.LogCritical(cause, "Title {Title}", "\u001b]0;owned\u0007\nnext");
            }
        });
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} CRITICAL RepoTickets\.Test: Title \\u001B\]0;owned\\u0007\\u000Anext \(IOException: disk\\u000D\\u000Afull\)\n$", error);
        Assert.Equal("CRITICAL", JsonElement.Parse(Assert.Single(File.ReadAllLines(Path.Join(_folder, "log.jsonl")))).GetProperty("level").GetString());
    }

    [Theory]
    [InlineData(LogLevel.Trace, "DEBUG")]
    [InlineData(LogLevel.Debug, "DEBUG")]
    [InlineData(LogLevel.Information, "INFO")]
    [InlineData(LogLevel.Warning, "WARNING")]
    [InlineData(LogLevel.Error, "ERROR")]
    [InlineData(LogLevel.Critical, "CRITICAL")]
    public void Level_OfAMessage_HasThePythonPackagesName(LogLevel level, string name)
    {
        var error = Log(new(LogLevel.Trace, Json: true, null), logger => logger.Log(level, "Message"));
        Assert.Equal(name, JsonElement.Parse(error).GetProperty("level").GetString());
    }

    [Fact]
    public async Task File_OfSeveralCommandsAtOnce_HasWholeLines()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("logs", "--level", "debug", "--json", "--file", "log.jsonl").Succeeds();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            using var process = TicketsProcess.Start(repository.Folder, "create", $"Number {i}");
            return await process.EndAsync();
        }));
        Assert.All(results, static result => result.Answers(ExitCodes.Success));
        var told = results.Sum(static result => Lines(result.Error).Length);
        var lines = File.ReadAllLines(Path.Join(repository.Tickets, ".sdk", "log.jsonl"));
        Assert.All(lines, static line => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(line).ValueKind));
        Assert.InRange(lines.Length, told, int.MaxValue);
        Assert.InRange(told, 4, int.MaxValue);
    }

    [Fact]
    public async Task File_ThatCannotBeWritten_StopsNoCommand()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("logs", "--level", "info", "--file", "log.jsonl").Succeeds();
        File.Delete(Path.Join(repository.Tickets, ".sdk", "log.jsonl"));
        Directory.CreateDirectory(Path.Join(repository.Tickets, ".sdk", "log.jsonl"));
        var created = await repository.RunAsync("create", "Goes on").Succeeds();
        Assert.Contains("nothing is logged to", created.Error, StringComparison.Ordinal);
        (await repository.RunAsync("logs", "--file", "log.jsonl/more")).Answers(ExitCodes.Success);
        File.WriteAllText(Path.Join(repository.Tickets, ".sdk", "plain"), "");
        (await repository.RunAsync("logs", "--file", "plain/more")).Answers(ExitCodes.Usage);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Log(LogSettings settings, Action<ILogger> log)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var services = new ServiceCollection();
        CommandLogging.AddTo(services, settings, new() { Output = TextWriter.Null, Error = error }, _folder);
        using (var provider = services.BuildServiceProvider())
        {
            log(provider.GetRequiredService<ILoggerFactory>().CreateLogger("RepoTickets.Test"));
        }

        return error.ToString();
    }

    /// <summary>The fields that every line has stand in a fixed order; between them others may stand in any.</summary>
    private sealed class FieldOrder : IComparer<string>
    {
        private static readonly string[] Names =
            ["timestamp", "level", "logger", "message", "operation", "duration_ms", "user", "ticket_id", "nothing", "exception"];

        internal static FieldOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => Array.IndexOf(Names, x).CompareTo(Array.IndexOf(Names, y));
    }
}
