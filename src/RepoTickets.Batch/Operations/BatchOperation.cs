namespace RepoTickets.Batch;

/// <summary>
/// One step of a batch. Immutable. An operation may name documents that another operation of the batch creates by their placeholders
/// (<see cref="TicketId.Placeholder"/>), whichever of the two comes first.
/// </summary>
public abstract record BatchOperation
{
    private protected BatchOperation()
    {
    }

    /// <summary>What it does.</summary>
    public abstract BatchOperationKind Kind { get; }

    /// <summary>
    /// Indexes in the batch, counted from 0, of operations that must come before this one. Placeholders need none. Default empty.
    /// </summary>
    public ValueList<int> DependsOn { get; init; } = [];

    /// <summary>The document; null for custom operations.</summary>
    public abstract DocumentKey? Key { get; }

    /// <summary>
    /// Creates a document of any kind. Without identifier, or with a placeholder, the store chooses one; one that exists is an error.
    /// </summary>
    public static CreateOperation Create(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document);
    }

    /// <summary>Changes a ticket by a function, which may run several times and must have no effects of its own.</summary>
    public static UpdateOperation Update(TicketId id, Func<Ticket, Ticket> change) => Update(id.Key, change);

    /// <summary>Changes a document of any kind by a function, which may run several times and must have no effects of its own.</summary>
    public static UpdateOperation Update<TDocument>(DocumentKey key, Func<TDocument, TDocument> change)
        where TDocument : Document
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(
            key,
            document => document is TDocument typed
                ? change(typed)
                : throw new ArgumentException($"{key} is a {document.GetType().Name}, and the change is for a {typeof(TDocument).Name}."));
    }

    /// <summary>Sets fields of a ticket.</summary>
    public static UpdateOperation Update(TicketId id, TicketPatch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return new(id.Key, document => patch.Apply((Ticket)document));
    }

    /// <summary>
    /// Changes a ticket as it was changed here: the version of <paramref name="original"/> is what the store must still have; where it has
    /// not, <see cref="ConflictPolicy"/> decides.
    /// </summary>
    /// <param name="original">The ticket as it was read from the store.</param>
    /// <param name="changed">A copy of it with other values.</param>
    /// <exception cref="ArgumentException">The two are not the same ticket, or the original was never stored.</exception>
    public static UpdateOperation Update(Ticket original, Ticket changed)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(changed);
        return original.Id != changed.Id || original.Version.IsNone
            ? throw new ArgumentException(
                "Give a ticket as it was read from the store, and a changed copy of the same ticket.", nameof(changed))
            : new(original.Key, _ => changed) { Original = original, Changed = changed };
    }

    /// <summary>Deletes a ticket, in whatever version it is.</summary>
    public static DeleteOperation Delete(TicketId id) => Delete(id.Key);

    /// <summary>Deletes a document of any kind, in whatever version it is.</summary>
    public static DeleteOperation Delete(DocumentKey key) => new(key);

    /// <summary>
    /// Does something outside the store that takes part in the batch; see <see cref="CustomOperation"/> for what is guaranteed.
    /// </summary>
    public static CustomOperation Custom(string name, Func<CancellationToken, ValueTask> apply, Func<ValueTask>? undo = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(apply);
        return new(name, apply, undo);
    }
}
