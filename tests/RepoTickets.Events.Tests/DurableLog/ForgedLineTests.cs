using System.Text;
using RepoTickets.Events.DurableLog;
using RepoTickets.Storage.Journal;

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

    private static byte[] Seal(string text)
    {
        var start = Encoding.UTF8.GetBytes(text);
        return [.. start, .. Encoding.UTF8.GetBytes($",\"crc32c\":\"{Crc32C.Compute(start):x8}\"}}")];
    }
}
