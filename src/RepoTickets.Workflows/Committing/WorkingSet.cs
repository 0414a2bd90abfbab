using System.Runtime.ExceptionServices;

namespace RepoTickets.Workflows.Committing;

/// <summary>
/// The documents that one operation reads and what it makes of them, until all changes go into one commit. Not thread-safe: one operation
/// has it for one attempt.
/// </summary>
internal sealed class WorkingSet(ITicketStore store)
{
    private readonly Dictionary<DocumentKey, Document?> _documents = [];
    private readonly Dictionary<DocumentKey, Exception> _failures = [];
    private readonly Dictionary<DocumentKey, DocumentChange> _changes = [];
    private readonly List<DocumentKey> _order = [];

    internal bool IsEmpty => _order.Count == 0;

    /// <summary>Documents that the set changes, in the order of the commit.</summary>
    internal IReadOnlyList<DocumentKey> Order => _order;

    /// <summary>Reads documents side by side; one that cannot be read fails when it is asked for, not here.</summary>
    internal async ValueTask ReadAsync(IEnumerable<DocumentKey> keys, int concurrency, CancellationToken cancellationToken)
    {
        var missing = keys.Where(key => !_documents.ContainsKey(key)).Distinct().ToList();
        var found = new (Document? Document, Exception? Failure)[missing.Count];
        var bound = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, missing.Count, bound, async (index, token) =>
        {
            try
            {
                found[index].Document = await store.GetAsync(missing[index], token).ConfigureAwait(false);
            }
            catch (DocumentFaultException exception)
            {
                found[index].Failure = exception;
            }
        }).ConfigureAwait(false);
        for (var i = 0; i < missing.Count; i++)
        {
            _documents[missing[i]] = found[i].Document;
            if (found[i].Failure is { } failure)
            {
                _failures[missing[i]] = failure;
            }
        }
    }

    /// <summary>Takes over a document that was read elsewhere; its version is checked by the commit as any other.</summary>
    internal void Take(Document document) => _documents.TryAdd(document.Key, document);

    /// <summary>The document as this operation has it now; null when there is none.</summary>
    internal async ValueTask<TDocument?> FindAsync<TDocument>(DocumentKey key, CancellationToken cancellationToken)
        where TDocument : Document
    {
        if (!_documents.ContainsKey(key))
        {
            await ReadAsync([key], concurrency: 1, cancellationToken).ConfigureAwait(false);
        }

        return Find<TDocument>(key);
    }

    /// <summary>As <see cref="FindAsync"/>, for one that must exist.</summary>
    /// <exception cref="DocumentNotFoundException">There is none.</exception>
    internal async ValueTask<TDocument> GetAsync<TDocument>(DocumentKey key, CancellationToken cancellationToken)
        where TDocument : Document =>
        await FindAsync<TDocument>(key, cancellationToken).ConfigureAwait(false) ?? throw new DocumentNotFoundException(key);

    /// <summary>A document that has been read; null when there is none.</summary>
    /// <exception cref="DocumentFaultException">It cannot be read.</exception>
    internal TDocument? Find<TDocument>(DocumentKey key)
        where TDocument : Document
    {
        if (_failures.TryGetValue(key, out var failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return (TDocument?)_documents[key];
    }

    /// <summary>A document that has been read; null when there is none, or none that can be read.</summary>
    internal TDocument? FindReadable<TDocument>(DocumentKey key)
        where TDocument : Document => (TDocument?)_documents.GetValueOrDefault(key);

    /// <summary>A document that has been read and must exist.</summary>
    /// <exception cref="DocumentNotFoundException">There is none.</exception>
    internal TDocument Get<TDocument>(DocumentKey key)
        where TDocument : Document => Find<TDocument>(key) ?? throw new DocumentNotFoundException(key);

    internal void Create(Document document) => Note(document.Key, document, DocumentChange.Create(document));

    internal void Update(Document document)
    {
        if (!ReferenceEquals(_documents.GetValueOrDefault(document.Key), document))
        {
            var isNew = _changes.TryGetValue(document.Key, out var earlier) && earlier.Kind == ChangeKind.Create;
            Note(document.Key, document, isNew ? DocumentChange.Create(document) : DocumentChange.Update(document));
        }
    }

    /// <summary>Notes an update that was made elsewhere; whoever asks for the document gets it as it will be.</summary>
    /// <exception cref="InvalidChangeSetException">The document is changed already.</exception>
    internal void Apply(DocumentChange update)
    {
        if (_changes.ContainsKey(update.Key))
        {
            throw new InvalidChangeSetException($"{update.Key} is changed twice in one change set. Make one change of the two.");
        }

        Note(update.Key, update.Document, update);
    }

    internal void Delete(Document document) => Note(document.Key, null, DocumentChange.Delete(document));

    /// <summary>Makes the commit depend on a document that it does not change.</summary>
    internal void Require(Document document)
    {
        if (!_changes.ContainsKey(document.Key))
        {
            Note(document.Key, document, DocumentChange.Require(document.Key, document.Version));
        }
    }

    internal ChangeSet ToChangeSet(string source, string? correlationId) => new()
    {
        Changes = _order.Select(key => _changes[key]).ToValueList(),
        Source = source,
        CorrelationId = correlationId,
    };

    private void Note(DocumentKey key, Document? document, DocumentChange change)
    {
        if (!_changes.ContainsKey(key))
        {
            _order.Add(key);
        }

        _documents[key] = document;
        _changes[key] = change;
    }
}
