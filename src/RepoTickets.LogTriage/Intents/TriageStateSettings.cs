using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Intents;

/// <summary>What the state needs from outside.</summary>
internal sealed record TriageStateSettings(TimeProvider Time, IIdentifierGenerator Ids, ILogger Logger)
{
    /// <summary>How long another process may hold the lock of the folder.</summary>
    internal TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The journal is written anew when it is longer, in bytes.</summary>
    internal long JournalLimit { get; init; } = 8 << 20;

    /// <summary>Where the threads come from that wait for the device; null for new ones.</summary>
    internal TaskScheduler? Threads { get; init; }

    /// <summary>What is older than this is left out when the journal is written anew.</summary>
    internal TimeSpan Retention { get; init; } = TimeSpan.FromDays(400);
}
