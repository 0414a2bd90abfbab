namespace RepoTickets.Batch;

/// <summary>What an imported file is.</summary>
public enum ImportFormat
{
    /// <summary>A JSON array of tickets to create.</summary>
    Create,

    /// <summary>A JSON object: identifier → fields to set.</summary>
    Update,

    /// <summary>A JSON array of identifiers of tickets to delete.</summary>
    Delete,

    /// <summary>JSON Lines: a ticket to create on each line.</summary>
    CreateLines,

    /// <summary>JSON Lines: on each line an object with <c>id</c> and the fields to set.</summary>
    UpdateLines,

    /// <summary>
    /// Text: an identifier of a ticket to delete on each line. Blank lines and those that begin with <c>#</c> are passed over.
    /// </summary>
    DeleteLines,
}

/// <summary>What an export is.</summary>
public enum ExportFormat
{
    /// <summary>A JSON array of whole tickets, which <see cref="ImportFormat.Create"/> reads.</summary>
    Json,

    /// <summary>JSON Lines of whole tickets, which <see cref="ImportFormat.CreateLines"/> reads.</summary>
    JsonLines,

    /// <summary>
    /// CSV (RFC 4180, with a header) of what lists show: id, title, status, priority, assignee, reporter, labels, epic_id, created_at,
    /// updated_at. A text that a spreadsheet would take for a formula is preceded by an apostrophe. For people, not for importing.
    /// </summary>
    Csv,
}

/// <summary>How a file is imported. Immutable.</summary>
public sealed record ImportOptions
{
    /// <summary>What one failure means for the rest; null (the default) for what the options of batches say.</summary>
    public BatchMode? Mode { get; init; }

    /// <summary>What a conflict means; null (the default) for what the options of batches say.</summary>
    public ConflictPolicy? ConflictPolicy { get; init; }

    /// <summary>Reads and validates everything, says what would happen, and writes nothing. Default false.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>
    /// Tickets may be created under identifiers of deleted ones (<see cref="ChangeSet.MayReuseIdentifiers"/>): for a file that brings back
    /// what was deleted, or whose identifiers are another program's. Default false.
    /// </summary>
    public bool MayReuseIdentifiers { get; init; }

    /// <summary>Faults of the file that are reported at once; reading stops there. 1 to 10,000; default 100.</summary>
    public int MaximumProblems { get; init; } = 100;
}

/// <summary>What an export has written.</summary>
/// <param name="Exported">Tickets in the file.</param>
/// <param name="Matching">Tickets that the query matches, without its skip and take.</param>
/// <param name="Skipped">Tickets that could not be read or written, with the reason; those that were deleted meanwhile are not
/// listed.</param>
public sealed record ExportResult(int Exported, int Matching, ValueList<BatchError> Skipped);
