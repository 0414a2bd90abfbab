using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Layouts;

/// <summary>What stands before the message of a raw line, as ranges of its bytes; empty ranges where the line has no such part.</summary>
internal struct LogHeader
{
    /// <summary>When; null when the line doesn't say, or says only a time of day.</summary>
    internal DateTimeOffset? Time;

    /// <summary>How bad; null when the line doesn't say.</summary>
    internal LogLevel? Level;

    /// <summary>The logger, class or process that wrote the line.</summary>
    internal Range Logger;

    /// <summary>The thread, or the number of the process.</summary>
    internal Range Thread;

    /// <summary>The machine.</summary>
    internal Range Host;

    /// <summary>Where the message begins.</summary>
    internal int MessageStart;

    /// <summary>A time was found: the line begins a record.</summary>
    internal bool HasTime;
}
