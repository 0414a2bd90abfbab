namespace RepoTickets.Batch.Planning;

/// <summary>What can be said about a batch without asking the store: its order, and what the operations on each document come to.</summary>
internal sealed class Blueprint
{
    /// <summary>A set that stands for itself in <see cref="UnitOf"/>: a custom operation, or one that is wrong.</summary>
    internal const int NoUnit = -1;

    internal required IReadOnlyList<BatchOperation> Operations { get; init; }

    /// <summary>All operations, each after those that it needs.</summary>
    internal required IReadOnlyList<int> Order { get; init; }

    /// <summary>Documents in the order of their first operations.</summary>
    internal required IReadOnlyList<DocumentUnit> Units { get; init; }

    /// <summary>The unit of each operation.</summary>
    internal required int[] UnitOf { get; init; }

    /// <summary>For each operation, those that it needs.</summary>
    internal required IReadOnlyList<IReadOnlyCollection<int>> Needs { get; init; }

    internal required IReadOnlyList<BatchError> Errors { get; init; }

    /// <summary>The operations cannot be ordered: nothing of the batch can be done.</summary>
    internal required bool IsCyclic { get; init; }

    /// <summary>Documents that the batch creates, and the unit that does.</summary>
    internal required IReadOnlyDictionary<DocumentKey, int> Creators { get; init; }
}
