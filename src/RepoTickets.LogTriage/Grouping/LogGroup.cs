using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage;

/// <summary>What is known of a group when it is looked at: counted, not listed. Immutable.</summary>
public sealed record LogGroup
{
    /// <summary>Its name for ever.</summary>
    public required LogGroupId Id { get; init; }

    /// <summary>The record that founded it in this run, redacted.</summary>
    public required LogEntry First { get; init; }

    /// <summary>How many records of this run, at least 1.</summary>
    public required long Occurrences { get; init; }

    /// <summary>The time of the earliest record; the time of reading for records without one.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The time of the latest record.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The worst level of its records.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>The services that it was seen in, at most 20, in order of appearance.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Some of its records, redacted, spread over the run; at most as many as the options say.</summary>
    public IReadOnlyList<LogEntry> Samples { get; init; } = [];

    /// <summary>The canonical form of the message, which is the same for all its records.</summary>
    public required string CanonicalText { get; init; }
}
