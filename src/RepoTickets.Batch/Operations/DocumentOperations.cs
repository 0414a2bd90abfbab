namespace RepoTickets.Batch;

/// <summary>Creates a document.</summary>
public sealed record CreateOperation : BatchOperation
{
    internal CreateOperation(Document document) => Document = document;

    /// <summary>The new document.</summary>
    public Document Document { get; }

    /// <inheritdoc/>
    public override BatchOperationKind Kind => BatchOperationKind.Create;

    /// <inheritdoc/>
    public override DocumentKey? Key => Document.Key;
}

/// <summary>Changes a document.</summary>
public sealed record UpdateOperation : BatchOperation
{
    private readonly DocumentKey _key;

    internal UpdateOperation(DocumentKey key, Func<Document, Document> change)
    {
        _key = key;
        Change = change;
    }

    /// <inheritdoc/>
    public override BatchOperationKind Kind => BatchOperationKind.Update;

    /// <inheritdoc/>
    public override DocumentKey? Key => _key;

    internal Func<Document, Document> Change { get; }

    internal Ticket? Original { get; init; }

    internal Ticket? Changed { get; init; }

    internal UpdateOperation WithKey(DocumentKey key) => new(key, Change) { DependsOn = DependsOn, Original = Original, Changed = Changed };
}

/// <summary>Removes a document.</summary>
public sealed record DeleteOperation : BatchOperation
{
    private readonly DocumentKey _key;

    internal DeleteOperation(DocumentKey key) => _key = key;

    /// <inheritdoc/>
    public override BatchOperationKind Kind => BatchOperationKind.Delete;

    /// <inheritdoc/>
    public override DocumentKey? Key => _key;

    internal DeleteOperation WithKey(DocumentKey key) => new(key) { DependsOn = DependsOn };
}
