namespace RepoTickets.Batch.Execution;

/// <summary>What the parts of one batch share: its name, and what the placeholders of earlier parts stand for.</summary>
internal sealed class BatchSession(string batchId)
{
    internal string BatchId { get; } = batchId;

    /// <summary>The identifier of each document that was created for a placeholder.</summary>
    internal Dictionary<DocumentKey, string> Names { get; } = [];

    /// <summary>The session publishes its own summary when all parts are done.</summary>
    internal bool IsPartOfStream { get; init; }

    /// <summary>Remembers what a placeholder stands for.</summary>
    internal void Note(Planning.DocumentUnit unit, Document? stored)
    {
        if (stored is not null && unit.Key.Id is ['?', ..])
        {
            Names[unit.Key] = stored.Key.Id;
        }
    }

    /// <summary>In a dry run a placeholder stands for itself: later parts may refer to it.</summary>
    internal void NotePlanned(Planning.DocumentUnit unit)
    {
        if (unit is { Shape: Planning.UnitShape.Create, Key.Id: ['?', ..] })
        {
            Names[unit.Key] = unit.Key.Id;
        }
    }

    /// <summary>The operation with what is known put in the place of placeholders of earlier parts.</summary>
    internal BatchOperation Resolve(BatchOperation operation)
    {
        if (operation.Key is not { } key || !Names.TryGetValue(key, out var id))
        {
            return operation;
        }

        return operation switch
        {
            UpdateOperation update => update.WithKey(key with { Id = id }),
            DeleteOperation delete => delete.WithKey(key with { Id = id }),
            _ => operation,
        };
    }
}
