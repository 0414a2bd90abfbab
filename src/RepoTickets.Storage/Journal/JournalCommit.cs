namespace RepoTickets.Storage.Journal;

/// <summary>
/// One file-level step of a commit: a file's bytes before and after. A ticket whose status moves it to another folder is one change with
/// two paths.
/// </summary>
/// <param name="BeforePath">Where it was; null for a creation.</param>
/// <param name="Before">The bytes that it replaced; null for a creation, and when nobody kept them.</param>
/// <param name="AfterPath">Where it is; null for a deletion.</param>
/// <param name="After">The bytes that it has now; null for a deletion.</param>
internal sealed record FileChange(string? BeforePath, byte[]? Before, string? AfterPath, byte[]? After)
{
    /// <summary>For a change that somebody else made: what the store knew of the document before; null otherwise.</summary>
    internal FormerState? Former { get; init; }

    /// <summary>The document in <see cref="Before"/>, where it is at hand; not in the journal.</summary>
    internal Document? BeforeDocument { get; init; }

    /// <summary>The document in <see cref="After"/> with its version, where it is at hand; not in the journal.</summary>
    internal Document? AfterDocument { get; init; }

    /// <summary><see cref="After"/> is exactly how a new file of <see cref="AfterDocument"/> would be written.</summary>
    internal bool IsCanonical { get; init; }

    /// <summary>The version of <see cref="After"/>.</summary>
    internal DocumentVersion AfterVersion =>
        After is null ? DocumentVersion.None
        : AfterDocument is { Version.IsNone: false } document ? document.Version
        : DocumentVersion.Of(After);

    /// <summary>There was something before, and its bytes are in <see cref="Before"/> (or there was nothing).</summary>
    internal bool BeforeIsKnown => BeforePath is null || Before is not null;

    /// <summary>A path for messages.</summary>
    internal string Path => AfterPath ?? BeforePath ?? "";

    /// <summary>Bytes that this change holds in memory and in the journal.</summary>
    internal long Weight => (Before?.Length ?? 0) + (After?.Length ?? 0) + (Former?.Summary?.Title.Length ?? 0) + 64L;
}

/// <summary>A commit as it stands in the journal.</summary>
internal sealed record JournalCommit
{
    /// <summary>The source of commits that record what somebody else did to the files.</summary>
    internal const string ExternalSource = "external";

    internal required long Position { get; init; }

    /// <summary>Microseconds since 1970, UTC.</summary>
    internal required long CommittedAtMicroseconds { get; init; }

    internal string Source { get; init; } = "";

    internal string? CorrelationId { get; init; }

    internal string? CausationId { get; init; }

    /// <summary>The files were changed by somebody else already: nothing is to be written, the journal only tells.</summary>
    internal bool IsExternal { get; init; }

    /// <summary>Committed without a device flush: a power cut may take it, and what follows it, away.</summary>
    internal bool IsBuffered { get; init; }

    /// <summary>
    /// The files need not be in place when the commit is answered. Not in the journal: whoever replays it puts them in place.
    /// </summary>
    internal bool FilesMayFollow { get; init; }

    internal required IReadOnlyList<FileChange> Changes { get; init; }
}
