namespace RepoTickets.Batch.Planning;

/// <summary>What a unit will do, computed from what is in the store now.</summary>
internal sealed record PlannedUnit(DocumentUnit Unit)
{
    /// <summary>What is in the store; null for a document to be created.</summary>
    internal Document? Before { get; init; }

    /// <summary>What will be there; null for a deletion.</summary>
    internal Document? After { get; init; }

    /// <summary>Empty for a unit that can be done.</summary>
    internal IReadOnlyList<BatchError> Errors { get; init; } = [];

    internal bool IsWrong => Errors.Count > 0;

    /// <summary>The change to commit; null when there is nothing to write.</summary>
    internal DocumentChange? ToChange() => Unit.Shape switch
    {
        UnitShape.Create => DocumentChange.Create(After!),
        UnitShape.Update => After!.Equals(Before) ? null : DocumentChange.Update(After),
        UnitShape.Delete => DocumentChange.Delete(Before!),
        _ => null,
    };
}
