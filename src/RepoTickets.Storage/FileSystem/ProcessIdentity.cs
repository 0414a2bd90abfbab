using System.Diagnostics;

namespace RepoTickets.Storage.FileSystem;

/// <summary>
/// Stands in for a boot's name where the system tells none: every process then takes what others left unflushed for possibly lost, which
/// costs a check and is never wrong.
/// </summary>
internal static class ProcessIdentity
{
    internal static string Text { get; } = $"process-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}";
}
