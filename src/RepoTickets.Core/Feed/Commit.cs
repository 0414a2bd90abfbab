namespace RepoTickets;

/// <summary>A change set that has become part of the store.</summary>
/// <param name="Position">Its place in the order of all commits of the store, counted from 1 without gaps.</param>
/// <param name="CommittedAt">When it was committed, by the clock of the machine that did it.</param>
/// <param name="Changes">What changed.</param>
public sealed record Commit(long Position, DateTimeOffset CommittedAt, ValueList<CommittedChange> Changes)
{
    /// <summary>
    /// <see cref="ChangeSet.Source"/>; <c>external</c> for a change that an editor, git or the Python package made to the files and that
    /// the store took up.
    /// </summary>
    public string Source { get; init; } = "";

    /// <summary><see cref="ChangeSet.CorrelationId"/>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary><see cref="ChangeSet.CausationId"/>.</summary>
    public string? CausationId { get; init; }
}

/// <summary>One document before and after a commit.</summary>
/// <param name="Key">The document.</param>
/// <param name="Before">
/// What it was; null when it was created, and when an external change was taken up whose former content nobody kept
/// (<paramref name="BeforeIsKnown"/> tells).
/// </param>
/// <param name="After">What it is now; null when it was deleted, or when an external change left a file that cannot be read.</param>
/// <param name="BeforeIsKnown">False when there was an earlier state that is not known.</param>
public sealed record CommittedChange(DocumentKey Key, Document? Before, Document? After, bool BeforeIsKnown = true)
{
    /// <summary>
    /// What the index knew of a ticket before an external change, where <see cref="BeforeIsKnown"/> is false; null when nothing is known.
    /// </summary>
    public TicketSummary? SummaryBefore { get; init; }

    /// <summary>
    /// <see cref="After"/> is null because an external change left a file that cannot be read, not because the document was deleted.
    /// </summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>The answer to a commit.</summary>
/// <param name="Position">Its place in the feed; 0 when nothing had to be written because no document differed.</param>
/// <param name="Documents">
/// For each change of the set, in its order, the document as it is now in the store, with its identifier and version; null for deletions
/// and requirements.
/// </param>
public sealed record CommitResult(long Position, ValueList<Document?> Documents);
