using System.Text;
using RepoTickets.LogTriage.Intents;
using RepoTickets.Storage.Journal;

namespace RepoTickets.LogTriage.Tests.Processing;

public sealed class StateLineTests
{
    [Theory]
    [InlineData("""{"kind":"filed" """)]
    [InlineData("""{"kind":"intent","at":"2026-01-01T00:00:00Z","group":"x" """)]
    [InlineData("""{"kind":7 """)]
    [InlineData("[1")]
    public void TryRead_ForgedLineWithARightChecksum_IsNone(string text)
    {
        var start = Encoding.UTF8.GetBytes(text);
        Assert.Null(StateLine.TryRead([.. start, .. Encoding.UTF8.GetBytes($",\"crc32c\":\"{Crc32C.Compute(start):x8}\"}}")]));
    }
}
