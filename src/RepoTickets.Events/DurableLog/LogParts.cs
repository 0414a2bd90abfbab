using Microsoft.Extensions.Logging;

namespace RepoTickets.Events.DurableLog;

/// <summary>What the parts of a log share.</summary>
internal sealed record LogParts(LogFolder Folder, EventLogOptions Options, EventJson Json, TimeProvider Time, ILogger Logger)
{
    /// <summary>Set when this process has appended something.</summary>
    internal LogSignal Signal { get; } = new();
}
