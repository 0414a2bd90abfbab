using System.Text;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>All documents of a store as its readers see them.</summary>
internal sealed class StoreContents
{
    private readonly SortedDictionary<string, Document> _documents = new(StringComparer.Ordinal);

    internal StoreContents()
    {
    }

    private StoreContents(StoreContents other) => _documents = new(other._documents, StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, Document> Documents => _documents;

    internal static async Task<StoreContents> ReadAsync(ITicketStore store)
    {
        var contents = new StoreContents();
        contents.AddAll(await store.ListAsync<Ticket>());
        contents.AddAll(await store.ListAsync<Epic>());
        contents.AddAll(await store.ListAsync<BacklogItem>());
        contents.AddAll(await store.ListAsync<Lease>());
        return contents;
    }

    internal StoreContents Copy() => new(this);

    internal void Set(DocumentKey key, Document? document)
    {
        if (document is null)
        {
            _documents.Remove(key.ToString());
        }
        else
        {
            _documents[key.ToString()] = document;
        }
    }

    /// <summary>The same documents; times that the store sets do not count, and versions only where both are known.</summary>
    internal bool IsLike(StoreContents other) =>
        _documents.Count == other._documents.Count &&
        _documents.All(pair => other._documents.TryGetValue(pair.Key, out var document) && AreAlike(pair.Value, document));

    internal bool IsExactly(StoreContents other) =>
        IsLike(other) && _documents.All(pair => other._documents[pair.Key].Version == pair.Value.Version);

    /// <summary>A document whose bytes nobody acknowledged: its version counts for nothing.</summary>
    internal static Document Timeless(Document document) => document switch
    {
        Ticket ticket => ticket with { Version = DocumentVersion.None, CreatedAt = default, UpdatedAt = default },
        Epic epic => epic with { Version = DocumentVersion.None, CreatedAt = default, UpdatedAt = default },
        BacklogItem item => item with { Version = DocumentVersion.None, CreatedAt = default, UpdatedAt = default },
        _ => document with { Version = DocumentVersion.None },
    };

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (key, document) in _documents)
        {
            var details = document is Ticket ticket
                ? $"{ticket.Status} {ticket.Priority} {ticket.Title} epic={ticket.EpicId}"
                : Short(document.ToString());
            text.Append(key).Append(" v").Append(document.Version).Append(": ").AppendLine(details);
        }

        return text.ToString();
    }

    private static string Short(string text) => text.Length > 200 ? text[..200] : text;

    private static bool AreAlike(Document left, Document right)
    {
        var bothKnown = !left.Version.IsNone && !right.Version.IsNone;
        return bothKnown ? left.Version == right.Version : Timeless(left).Equals(Timeless(right));
    }

    private void AddAll<TDocument>(DocumentList<TDocument> list)
        where TDocument : Document
    {
        if (list.Faults.Count > 0)
        {
            throw new StoreCheckException($"files cannot be read: {string.Join("; ", list.Faults)}");
        }

        foreach (var document in list.Documents)
        {
            Set(document.Key, document);
        }
    }
}

/// <summary>The store is not as it must be.</summary>
public sealed class StoreCheckException(string message) : Exception(message);
