namespace RepoTickets.Batch;

/// <summary>How an operation ended.</summary>
public enum BatchItemStatus
{
    /// <summary>Dry run: it would be done.</summary>
    Planned,

    /// <summary>It is committed, or the custom operation was applied.</summary>
    Done,

    /// <summary>It made no difference: the document is already so, or the batch itself undoes it.</summary>
    Unchanged,

    /// <summary>It is wrong, or was refused; the errors say why.</summary>
    Failed,

    /// <summary>It was not done because of another operation, or because the batch ended early.</summary>
    NotDone,

    /// <summary>It cannot be found out whether it was committed.</summary>
    Unknown,
}

/// <summary>What became of one operation, or would.</summary>
/// <param name="Index">The operation, counted from 0.</param>
/// <param name="Kind">What the operation does.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Requested">The document as the operation names it, a placeholder perhaps; null for custom operations.</param>
/// <param name="Key">
/// The document as it is in the store; null before it has an identifier: in dry runs of creations without one, and where nothing was
/// created.
/// </param>
/// <param name="Fields">The fields of a ticket that an update changed or would change, named as in the file.</param>
public sealed record BatchItem(
    int Index, BatchOperationKind Kind, BatchItemStatus Status, DocumentKey? Requested, DocumentKey? Key, ValueList<string> Fields);
