namespace RepoTickets.Storage.View;

/// <summary>
/// Which documents name which. Built by reading every document when it is first needed (for a deletion), and kept up by commits from then
/// on. Thread-safe.
/// </summary>
internal sealed class ReferenceIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DocumentKey, ValueList<DocumentReference>> _from = [];
    private readonly Dictionary<DocumentKey, HashSet<DocumentKey>> _to = [];
    private bool _built;

    internal bool IsBuilt
    {
        get
        {
            lock (_gate)
            {
                return _built;
            }
        }
    }

    internal void Build(IEnumerable<Document> documents)
    {
        lock (_gate)
        {
            Clear();
            foreach (var document in documents)
            {
                Put(document.Key, document);
            }

            _built = true;
        }
    }

    /// <summary>A document is now this; null when it is gone.</summary>
    internal void Note(DocumentKey key, Document? document)
    {
        lock (_gate)
        {
            if (_built)
            {
                Put(key, document);
            }
        }
    }

    internal void Forget()
    {
        lock (_gate)
        {
            Clear();
        }
    }

    /// <summary>The documents that name this one.</summary>
    internal IReadOnlyList<DocumentKey> ReferrersOf(DocumentKey target)
    {
        lock (_gate)
        {
            return _to.TryGetValue(target, out var referrers)
                ? [.. referrers.OrderBy(static key => key.Kind).ThenBy(static key => key.Id, StringComparer.Ordinal)]
                : [];
        }
    }

    private void Put(DocumentKey key, Document? document)
    {
        if (_from.Remove(key, out var old))
        {
            foreach (var reference in old)
            {
                if (_to.TryGetValue(reference.To, out var referrers) && referrers.Remove(key) && referrers.Count == 0)
                {
                    _to.Remove(reference.To);
                }
            }
        }

        if (document is null)
        {
            return;
        }

        var references = DocumentReferences.Of(document).ToValueList();
        if (references.Count == 0)
        {
            return;
        }

        _from[key] = references;
        foreach (var reference in references)
        {
            (_to.TryGetValue(reference.To, out var referrers) ? referrers : _to[reference.To] = []).Add(key);
        }
    }

    private void Clear()
    {
        _built = false;
        _from.Clear();
        _to.Clear();
    }
}
