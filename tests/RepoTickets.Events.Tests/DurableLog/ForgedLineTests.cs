using System.Text;
using RepoTickets.Events.DurableLog;
using RepoTickets.Events.Tests.Feed;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Events.Tests.DurableLog;

/// <summary>Lines whose checksum is right, and which no program of ours wrote.</summary>
public sealed class ForgedLineTests
{
    [Theory]
    [InlineData("de")]
    [InlineData("true")]
    [InlineData("[1")]
    [InlineData("""{"event_log":"1","first":1,"through":"x" """)]
    [InlineData("""{"event_log":1,"first":1,"through":7 """)]
    public void SegmentHeader_OfAForgedLine_IsNone(string text) => Assert.False(SegmentHeader.TryRead(Seal(text), out _));

    [Theory]
    [InlineData("""{"a":1,"group":99999999999999999999""")]
    [InlineData("""{"a":"xxxxxxxxxxxxxxxxxxxxxxx","group":x""")]
    [InlineData("""{"a":"xxxxxxxxxxxxxxxxxxxxxxx" """)]
    public void GroupOf_ForgedLine_IsNone(string text)
    {
        var line = Seal(text);
        Assert.True(LogLine.IsWhole(line));
        Assert.Equal(-1, LogLine.GroupOf(line));
    }

    [Theory]
    [InlineData("""{"number":"x","attempts":1 """)]
    [InlineData("""{"number":2,"event":{},"attempts":1,"error":"x","at":"2026-01-01T00:00:00Z" """)]
    [InlineData("""{"number":99999999999999999999""")]
    [InlineData("[1")]
    public void DeadLetters_ForgedAndTornLinesBetweenOthers_AreToldAndKeptAndTheRestIsRead(string text)
    {
        var files = new SimulatedWorld(1).StartProcess();
        files.CreateFolder("/log");
        files.CreateFolder("/log/subscribers");
        var logger = new RecordingLogger();
        var letters = new DeadLetterFile(new LogFolder(files, "/log"), "mail", EventJson.Default, flush: false, logger);
        letters.Add(new(1, LogEvents.Derived(1), 3, "error", LogEvents.Noon));
        string forged = Encoding.UTF8.GetString(Seal(text)), torn = """{"number":3,"attem""";
        using (var file = files.OpenAppendFile("/log/subscribers/mail.dead.jsonl"))
        {
            file.Write(file.Length, Encoding.UTF8.GetBytes($"{forged}\n{torn}"));
        }

        Assert.Equal(1, Assert.Single(letters.Read()).Number);
        Assert.Contains(
            logger.Entries, static line => line.Text.Contains("/log/subscribers/mail.dead.jsonl, line 2", StringComparison.Ordinal));
        Assert.Contains(
            logger.Entries, static line => line.Text.Contains("/log/subscribers/mail.dead.jsonl, line 3", StringComparison.Ordinal));
        letters.Add(new(4, LogEvents.Derived(2), 3, "error", LogEvents.Noon));
        letters.Remove(1);
        Assert.Equal(4, Assert.Single(letters.Read()).Number);
        var content = Encoding.UTF8.GetString(files.ReadFile("/log/subscribers/mail.dead.jsonl", 1 << 20)!.Value.Bytes);
        Assert.StartsWith($"{forged}\n{torn}\n", content, StringComparison.Ordinal);
    }

    [Fact]
    public void DeadLetters_ReadAgainAndAgain_TellTheSameLinesOnceAndOnlySome()
    {
        var files = new SimulatedWorld(1).StartProcess();
        files.CreateFolder("/log");
        files.CreateFolder("/log/subscribers");
        var logger = new RecordingLogger();
        var letters = new DeadLetterFile(new LogFolder(files, "/log"), "mail", EventJson.Default, flush: false, logger);
        using (var file = files.OpenAppendFile("/log/subscribers/mail.dead.jsonl"))
        {
            file.Write(file.Length, Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("torn\n\n\r\n", 25))}"));
        }

        for (var number = 1; number <= 20; number++)
        {
            letters.Add(new(number, LogEvents.Derived(number), 3, "error", LogEvents.Noon));
        }

        Assert.Equal(20, letters.Read().Count);
        Assert.Equal((10, 1), (logger.Count(2170), logger.Count(2171)));
        Assert.Contains(logger.Entries, static entry => entry.Id == 2171 && entry.Text.Contains(": 15 more", StringComparison.Ordinal));

        // A line that is new is told, with those beside it.
        using (var file = files.OpenAppendFile("/log/subscribers/mail.dead.jsonl"))
        {
            file.Write(file.Length, "another\n"u8);
        }

        Assert.Equal(20, letters.Read().Count);
        Assert.Equal((20, 2), (logger.Count(2170), logger.Count(2171)));
    }

    private static byte[] Seal(string text)
    {
        var start = Encoding.UTF8.GetBytes(text);
        return [.. start, .. Encoding.UTF8.GetBytes($",\"crc32c\":\"{Crc32C.Compute(start):x8}\"}}")];
    }
}
