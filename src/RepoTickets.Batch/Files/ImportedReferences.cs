namespace RepoTickets.Batch.Files;

/// <summary>What the created tickets of an import refer to: an export carries tickets alone, so what they name may not be here.</summary>
internal sealed class ImportedReferences(ITicketStore store)
{
    /// <summary>Documents that are looked up at most; what else is named is not told of. An import may be of any length.</summary>
    private const int MaximumTargets = 10_000;

    private readonly Dictionary<DocumentKey, DocumentReference> _first = [];
    private readonly HashSet<DocumentKey> _planned = [];

    /// <summary>Takes up what a part of the import has created, or would create.</summary>
    internal void Note(IReadOnlyList<BatchOperation> operations, BatchResult result)
    {
        foreach (var item in result.Items)
        {
            if (operations[item.Index] is not CreateOperation creation ||
                item.Status is not (BatchItemStatus.Done or BatchItemStatus.Planned))
            {
                continue;
            }

            var from = item.Key ?? creation.Document.Key;
            if (item.Status == BatchItemStatus.Planned && _planned.Count < ChangeSet.MaximumChanges)
            {
                _planned.Add(from);
            }

            foreach (var reference in DocumentReferences.Of(creation.Document))
            {
                if (reference.To.Id is not ['?', ..] && _first.Count < MaximumTargets)
                {
                    _first.TryAdd(reference.To, reference with { From = from });
                }
            }
        }
    }

    /// <summary>One reference to each document that is not there. The import has happened, so this is not cancelled.</summary>
    internal async ValueTask<ValueList<DocumentReference>> FindDanglingAsync()
    {
        var dangling = new List<DocumentReference>();
        foreach (var (target, reference) in _first)
        {
            if (!_planned.Contains(target) && !await ExistsAsync(target).ConfigureAwait(false))
            {
                dangling.Add(reference);
            }
        }

        return dangling.ToValueList();
    }

    private async ValueTask<bool> ExistsAsync(DocumentKey key)
    {
        try
        {
            return await store.GetAsync(key, CancellationToken.None).ConfigureAwait(false) is not null;
        }
        catch (DocumentFaultException)
        {
            // It is there, and its fault is told elsewhere.
            return true;
        }
    }
}
