namespace RepoTickets.Batch.Planning;

/// <summary>What all operations on one document come to.</summary>
internal enum UnitShape
{
    Create,
    Update,
    Delete,

    /// <summary>Created and deleted again: nothing is written.</summary>
    Nothing,
}

/// <summary>
/// The operations of a batch on one document, in their order. A change set may name a document once, so they become one change.
/// </summary>
internal sealed class DocumentUnit(DocumentKey key)
{
    internal DocumentKey Key { get; } = key;

    internal List<int> Operations { get; } = [];

    internal UnitShape Shape { get; set; }
}
