using RepoTickets.LogTriage;

namespace RepoTickets.Telemetry.Tests;

/// <summary>Records of errors for triage.</summary>
internal static class TriageRecords
{
    internal static async IAsyncEnumerable<LogEntry> Of(params string[] messages)
    {
        await Task.Yield();
        foreach (var message in messages)
        {
            yield return new() { Message = message, Service = "shop" };
        }
    }
}
