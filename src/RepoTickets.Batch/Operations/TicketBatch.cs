namespace RepoTickets.Batch;

/// <summary>
/// The operations of a batch, in a list that is filled by chained calls, and how they are to be run. Not thread-safe while it is filled; an
/// executor takes a copy when it starts.
/// </summary>
public sealed class TicketBatch
{
    private readonly List<BatchOperation> _operations = [];

    /// <summary>A batch without operations.</summary>
    public TicketBatch()
    {
    }

    /// <summary>A batch of these operations.</summary>
    public TicketBatch(IEnumerable<BatchOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _operations.AddRange(operations);
    }

    /// <summary>The operations; results and <see cref="BatchOperation.DependsOn"/> speak of them by their index.</summary>
    public IReadOnlyList<BatchOperation> Operations => _operations;

    /// <summary>What one failure means for the rest; null (the default) for what the options say.</summary>
    public BatchMode? Mode { get; set; }

    /// <summary>What a conflict means; null (the default) for what the options say.</summary>
    public ConflictPolicy? ConflictPolicy { get; set; }

    /// <summary>Plans and validates, says what would happen, and writes nothing. Default false.</summary>
    public bool IsDryRun { get; set; }

    /// <summary>Names what caused the batch, such as an event's identifier; kept in the feed. At most 256 characters.</summary>
    public string? CausationId { get; set; }

    /// <summary>
    /// Documents may be created under identifiers of deleted ones (<see cref="ChangeSet.MayReuseIdentifiers"/>): for identifiers of another
    /// program, which mean the same there as ever. Default false.
    /// </summary>
    public bool MayReuseIdentifiers { get; set; }

    /// <summary>Adds an operation.</summary>
    public TicketBatch Add(BatchOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        _operations.Add(operation);
        return this;
    }

    /// <summary>Adds several operations.</summary>
    public TicketBatch AddRange(IEnumerable<BatchOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        foreach (var operation in operations)
        {
            Add(operation);
        }

        return this;
    }

    /// <summary>Creates a document, as <see cref="BatchOperation.Create"/> says.</summary>
    public TicketBatch Create(Document document) => Add(BatchOperation.Create(document));

    /// <summary>Changes a ticket by a function, which may run several times.</summary>
    public TicketBatch Update(TicketId id, Func<Ticket, Ticket> change) => Add(BatchOperation.Update(id, change));

    /// <summary>Sets fields of a ticket.</summary>
    public TicketBatch Update(TicketId id, TicketPatch patch) => Add(BatchOperation.Update(id, patch));

    /// <summary>Changes a ticket as it was changed here since it was read.</summary>
    public TicketBatch Update(Ticket original, Ticket changed) => Add(BatchOperation.Update(original, changed));

    /// <summary>Changes a document of any kind by a function, which may run several times.</summary>
    public TicketBatch Update<TDocument>(DocumentKey key, Func<TDocument, TDocument> change)
        where TDocument : Document => Add(BatchOperation.Update(key, change));

    /// <summary>Deletes a ticket.</summary>
    public TicketBatch Delete(TicketId id) => Add(BatchOperation.Delete(id));

    /// <summary>Deletes a document of any kind.</summary>
    public TicketBatch Delete(DocumentKey key) => Add(BatchOperation.Delete(key));

    /// <summary>Does something outside the store that takes part in the batch.</summary>
    public TicketBatch Custom(string name, Func<CancellationToken, ValueTask> apply, Func<ValueTask>? undo = null) =>
        Add(BatchOperation.Custom(name, apply, undo));

    /// <summary>Does what can be done and reports the rest.</summary>
    public TicketBatch BestEffort()
    {
        Mode = BatchMode.BestEffort;
        return this;
    }

    /// <summary>Says what would happen and writes nothing.</summary>
    public TicketBatch DryRun()
    {
        IsDryRun = true;
        return this;
    }

    /// <summary>Sets what a conflict means.</summary>
    public TicketBatch OnConflict(ConflictPolicy policy)
    {
        ConflictPolicy = policy;
        return this;
    }
}
