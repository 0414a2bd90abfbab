using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Opening;

/// <summary>Reads all documents of a kind, and says which files of it cannot be read.</summary>
internal sealed class DocumentLister(IFileSystem fileSystem, StoreLayout layout, StoreView view)
{
    internal async ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken)
        where TDocument : Document
    {
        view.FollowOrThrow();
        var kind = KindOf<TDocument>();
        var faults = new List<DocumentFault>();
        var documents = new List<TDocument>();
        foreach (var key in FindKeys(kind, faults))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await view.ReadAsync(key, cancellationToken).ConfigureAwait(false) is TDocument document)
                {
                    documents.Add(document);
                }
            }
            catch (DocumentFaultException exception)
            {
                faults.Add(exception.Fault);
            }
        }

        return new(documents, faults);
    }

    /// <summary>Every document that can be read, of all kinds, from the files: for building what needs them all.</summary>
    internal IEnumerable<Document> ReadEverything(DocumentFiles files)
    {
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            foreach (var key in FindKeys(kind, []))
            {
                if (files.Read(key, likelyClosed: false).Document is { } document)
                {
                    yield return document;
                }
            }
        }
    }

    /// <summary>The documents that have files or are about to, ordered by identifier.</summary>
    internal SortedSet<DocumentKey> FindKeys(DocumentKind kind, List<DocumentFault> faults)
    {
        var keys = new SortedSet<DocumentKey>(
            Comparer<DocumentKey>.Create(static (left, right) => string.CompareOrdinal(left.Id, right.Id)));

        // First: what is put in place meanwhile leaves this list before its folder may have been looked at.
        AddPending(kind, keys);
        foreach (var folder in StoreLayout.FoldersOf(kind))
        {
            foreach (var name in fileSystem.ListNames(layout.Absolute(folder)) ?? [])
            {
                if (StoreLayout.TryGetKey(folder, name, out var key))
                {
                    keys.Add(key);
                }
                else if (StoreLayout.IsDocumentName(kind, name))
                {
                    faults.Add(new($"{folder}/{name}", FaultReason.Identifier, $"The file's name is not an identifier of a {kind}. " +
                        $"Rename the file and its id."));
                }
            }
        }

        AddPending(kind, keys);
        return keys;
    }

    private void AddPending(DocumentKind kind, SortedSet<DocumentKey> keys)
    {
        if (!view.HasPending)
        {
            return;
        }

        foreach (var (key, entry) in view.PendingEntries)
        {
            if (key.Kind == kind && entry.Document is not null)
            {
                keys.Add(key);
            }
        }
    }

    private static DocumentKind KindOf<TDocument>() => typeof(TDocument) switch
    {
        var type when type == typeof(Ticket) => DocumentKind.Ticket,
        var type when type == typeof(Epic) => DocumentKind.Epic,
        var type when type == typeof(BacklogItem) => DocumentKind.BacklogItem,
        var type when type == typeof(Agent) => DocumentKind.Agent,
        var type when type == typeof(AgentTask) => DocumentKind.AgentTask,
        var type when type == typeof(Lease) => DocumentKind.Lease,
        var type when type == typeof(WorkflowInstance) => DocumentKind.Workflow,
        var type when type == typeof(StoredWorkflowDefinition) => DocumentKind.WorkflowDefinition,
        var type when type == typeof(WorkflowLease) => DocumentKind.WorkflowLease,
        var type => throw new NotSupportedException(
            $"{type.Name} is no kind of document that can be listed; ask for Ticket, Epic, BacklogItem, Agent, AgentTask, Lease, " +
            $"WorkflowInstance, StoredWorkflowDefinition or WorkflowLease."),
    };
}
