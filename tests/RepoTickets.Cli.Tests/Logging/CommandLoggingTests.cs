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
            using var scope = logger.BeginScope(
                new Dictionary<string, object?> { ["ticket_id"] = "LOGIN-1", ["operation"] = "outer", ["nothing"] = null });
            logger.LogWarning(
                new Microsoft.Extensions.Logging.EventId(7, "Named"), new InvalidOperationException("broken"),
                "{Operation} took {DurationMs} ms for {User}; {Level}", "update", 12.5, "ann \u001b[31m", "mine");
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
        Assert.Matches(
            @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} CRITICAL RepoTickets\.Test: Title \\u001B\]0;owned\\u0007\\u000Anext \(IOException: disk\\u000D\\u000Afull\)\n$", error);
        Assert.Equal(
            "CRITICAL", JsonElement.Parse(Assert.Single(File.ReadAllLines(Path.Join(_folder, "log.jsonl"))))
                .GetProperty("level")
                .GetString());
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

    /// <summary>A stranger's repository may track the settings, and links beside them.</summary>
    [Theory]
    [InlineData("absolute")]
    [InlineData("../../victim")]
    [InlineData("link.jsonl")]
    [InlineData("out/victim")]
    [InlineData("rolled.jsonl")]
    [InlineData("text.jsonl")]
    [InlineData("journal/0000000000000999.log")]
    [InlineData("command-line.json")]
    [InlineData("a\\b/victim")]
    public async Task File_OfSettingsThatLeadElsewhere_IsRefusedAndNotWritten(string name)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var local = Path.Join(repository.Tickets, ".sdk");
        var victim = repository.Write("victim", "");
        File.CreateSymbolicLink(Path.Join(local, "link.jsonl"), victim);
        File.CreateSymbolicLink(Path.Join(local, "rolled_001.jsonl"), victim);
        Directory.CreateSymbolicLink(Path.Join(local, "out"), repository.Folder);
        File.WriteAllText(Path.Join(local, "text.jsonl"), "Mine");
        name = name == "absolute" ? victim : name;
        new LogSettings(LogLevel.Debug, Json: true, name).Write(local);
        var settings = File.ReadAllText(LogSettings.PathIn(local));
        var created = await repository.RunAsync("create", "Goes on").Succeeds();
        Assert.Contains($"tickets: nothing is logged to {name}: ", created.Error, StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(victim));
        Assert.Equal("Mine", File.ReadAllText(Path.Join(local, "text.jsonl")));
        Assert.Equal(settings, File.ReadAllText(LogSettings.PathIn(local)));
        Assert.False(File.Exists(Path.Join(local, "journal", "0000000000000999.log")));
        await repository.RunAsync("logs", "--level", "off", "--file", "").Succeeds();
        (await repository.RunAsync("logs", "--file", name)).Answers(ExitCodes.Usage);
    }

    [Fact]
    public async Task LocalFolder_ThatIsALink_GetsNoLog()
    {
        using var repository = new TestRepository();
        var elsewhere = Directory.CreateDirectory(Path.Join(repository.Folder, "elsewhere")).FullName;
        Directory.CreateDirectory(repository.Tickets);
        Directory.CreateSymbolicLink(Path.Join(repository.Tickets, ".sdk"), elsewhere);
        new LogSettings(LogLevel.Debug, Json: true, "log.jsonl").Write(elsewhere);
        await repository.RunAsync("list");
        Assert.False(File.Exists(Path.Join(elsewhere, "log.jsonl")));
    }

    [Fact]
    public void Settings_ThatAreALinkOrTooLargeOrUnreadable_CountAsNone()
    {
        new LogSettings(LogLevel.Debug, Json: true, null).Write(_folder);
        Assert.True(LogSettings.Read(_folder).IsOn);
        var path = LogSettings.PathIn(_folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
            Assert.Equal(Environment.IsPrivilegedProcess, LogSettings.Read(_folder).IsOn);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.AppendAllText(path, new string(' ', 100_000));
        Assert.False(LogSettings.Read(_folder).IsOn);
        File.Delete(path);
        File.CreateSymbolicLink(path, "/dev/zero");
        Assert.False(LogSettings.Read(_folder).IsOn);
    }

    [Fact]
    public async Task Settings_WrittenBySeveralAtOnce_AreWholeAndLeaveNoDrafts()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(
                i => Task.Run(() => new LogSettings(LogLevel.Debug, Json: true, $"log{i}.jsonl").Write(_folder))));
        Assert.True(LogSettings.Read(_folder).IsOn);
        Assert.Equal([LogSettings.PathIn(_folder)], Directory.GetFiles(_folder));
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
