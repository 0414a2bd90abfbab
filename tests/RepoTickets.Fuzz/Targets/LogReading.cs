extern alias triage;

using triage::RepoTickets.LogTriage;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Reads logs out of memory.</summary>
internal static class LogReading
{
    internal const int LongestLine = 8 * 1024;

    internal static (List<LogEntry> Entries, int Rejected) ReadAll(byte[] input, LogFormat format)
    {
        var rejected = 0;
        var entries = new List<LogEntry>();
        using var stream = new MemoryStream(input, writable: false);
        var source = LogSources.Stream(stream, "fuzz", new() { Format = format, Service = "fuzz", MaximumLineLength = LongestLine });
        var reading = source.ReadAsync(record =>
        {
            Assert.True(record.Reason.Length > 10, "A record was rejected without a reason.");
            rejected++;
        }).GetAsyncEnumerator();
        while (Engine.Immediate.Result(reading.MoveNextAsync()))
        {
            entries.Add(reading.Current);
        }

        Engine.Immediate.Complete(reading.DisposeAsync());
        return (entries, rejected);
    }
}
