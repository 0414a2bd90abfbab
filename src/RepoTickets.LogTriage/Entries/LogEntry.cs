using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage;

/// <summary>
/// One record of a log, as a source gives it: already joined with its stack trace. Immutable; all texts are as logged, unredacted.
/// </summary>
public sealed record LogEntry
{
    /// <summary>What was logged, without header (time, level, logger); may be empty, never null.</summary>
    public required string Message { get; init; }

    /// <summary>How bad; default <see cref="LogLevel.Error"/>.</summary>
    public LogLevel Level { get; init; } = LogLevel.Error;

    /// <summary>When it was logged; null when the record does not say.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The service that logged it; groups never span services. Null when unknown.</summary>
    public string? Service { get; init; }

    /// <summary>Where the service runs, such as <c>prod</c>; null when unknown.</summary>
    public string? Environment { get; init; }

    /// <summary>The logger, often a class; null when unknown.</summary>
    public string? Logger { get; init; }

    /// <summary>The thread; null when unknown.</summary>
    public string? Thread { get; init; }

    /// <summary>Further text that belongs to the record; null when there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>The class of the exception, such as <c>java.lang.NullPointerException</c>; null when there is none.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>The stack trace with its line ends; null when there is none.</summary>
    public string? StackTrace { get; init; }

    /// <summary>
    /// The template or event identifier that a structured source gives, which names the fault better than its text; null when none.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>What the writer of the log says is the same fault; goes before all other evidence. Null when there is none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Identifies the record at its source, so that it is not counted twice when pages overlap; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Where reading can go on after this record, in the source's own terms; null when the source cannot resume.</summary>
    public string? Position { get; init; }

    /// <summary>Further fields by name; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = EmptyAttributes;

    private static readonly IReadOnlyDictionary<string, string> EmptyAttributes = new Dictionary<string, string>(0);
}
