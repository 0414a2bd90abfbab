namespace RepoTickets.Batch;

/// <summary>How a batch ended.</summary>
public enum BatchOutcome
{
    /// <summary>Everything was done.</summary>
    Committed,

    /// <summary>Best effort: something was done and something was not.</summary>
    PartlyCommitted,

    /// <summary>Dry run: this is what would happen, or why it would not.</summary>
    Planned,

    /// <summary>Planning found errors, so nothing was begun.</summary>
    Refused,

    /// <summary>A custom operation or the commit failed; nothing was committed and what custom operations had done was undone.</summary>
    RolledBack,

    /// <summary>Cancelled. Of an atomic batch nothing was committed; of a best-effort batch, what the lists hold.</summary>
    Cancelled,

    /// <summary>
    /// The commit failed in a way that leaves open whether it happened, and the feed could not be read to find out. Look for
    /// <see cref="BatchResult.BatchId"/> in the feed later.
    /// </summary>
    Unknown,
}

/// <summary>What a batch did. The lists hold only what is committed, each document once.</summary>
public sealed record BatchResult
{
    /// <summary>Identifies the batch; the <see cref="Commit.CorrelationId"/> of its commits.</summary>
    public required string BatchId { get; init; }

    /// <summary>How it ended.</summary>
    public required BatchOutcome Outcome { get; init; }

    /// <summary>It was a dry run: nothing was written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>
    /// Nothing failed and nothing was left undone. In a dry run: nothing would fail, as far as can be known without committing.
    /// </summary>
    public bool Success => Errors.Count == 0 && Outcome is (BatchOutcome.Committed or BatchOutcome.Planned);

    /// <summary>A custom operation or the commit failed, and nothing of the batch is left.</summary>
    public bool RolledBack => Outcome == BatchOutcome.RolledBack;

    /// <summary>Documents that were created, with the identifiers they have now.</summary>
    public ValueList<DocumentKey> Created { get; init; } = [];

    /// <summary>
    /// Documents that were changed. Not listed: those that were already so, and those from which the store removed references to what was
    /// deleted.
    /// </summary>
    public ValueList<DocumentKey> Updated { get; init; } = [];

    /// <summary>Documents that were deleted.</summary>
    public ValueList<DocumentKey> Deleted { get; init; } = [];

    /// <summary>The tickets among <see cref="Created"/>.</summary>
    public IReadOnlyList<TicketId> CreatedIds => Tickets(Created);

    /// <summary>The tickets among <see cref="Updated"/>.</summary>
    public IReadOnlyList<TicketId> UpdatedIds => Tickets(Updated);

    /// <summary>The tickets among <see cref="Deleted"/>.</summary>
    public IReadOnlyList<TicketId> DeletedIds => Tickets(Deleted);

    /// <summary>What became of each operation, in their order. Empty for a file that could not be read.</summary>
    public ValueList<BatchItem> Items { get; init; } = [];

    /// <summary>Everything that went wrong, by operation.</summary>
    public ValueList<BatchError> Errors { get; init; } = [];

    /// <summary>
    /// Of an import: what its new tickets refer to and the store has not, one reference to each document, of at most 10,000 documents that
    /// are looked up. An export carries tickets alone, so that their epics, say, are missing elsewhere. No error: the tickets are imported.
    /// Empty for other batches, and in the results of <see cref="ITicketFiles.ImportPartsAsync"/>.
    /// </summary>
    public ValueList<DocumentReference> DanglingReferences { get; init; } = [];

    /// <summary>The positions of its commits in the feed; one for an atomic batch, none when nothing had to be written.</summary>
    public ValueList<long> Positions { get; init; } = [];

    /// <summary>Commits that were tried; more than one commit's worth when there were conflicts.</summary>
    public int Attempts { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The identifier that a placeholder got; null when nothing was created for it.</summary>
    public TicketId? IdOf(TicketId placeholder)
    {
        foreach (var item in Items)
        {
            if (item is { Kind: BatchOperationKind.Create, Status: BatchItemStatus.Done, Key: { } key } &&
                item.Requested == placeholder.Key)
            {
                return TicketId.FromStored(key.Id);
            }
        }

        return null;
    }

    /// <summary>This result, when it is a success.</summary>
    /// <exception cref="BatchFailedException">It is not.</exception>
    public BatchResult ThrowIfFailed() => Success ? this : throw new BatchFailedException(this);

    private static List<TicketId> Tickets(ValueList<DocumentKey> keys) =>
        [.. keys.Where(static key => key.Kind == DocumentKind.Ticket).Select(static key => TicketId.FromStored(key.Id))];
}
