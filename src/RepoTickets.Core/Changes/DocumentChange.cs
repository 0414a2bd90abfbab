namespace RepoTickets;

/// <summary>What a change does with its document.</summary>
public enum ChangeKind
{
    /// <summary>The document must not exist yet.</summary>
    Create,

    /// <summary>The document must exist in the expected version; the lines of the fields that differ are rewritten, no others.</summary>
    Update,

    /// <summary>The document must exist in the expected version and is removed.</summary>
    Delete,

    /// <summary>
    /// Nothing is written; the document must exist in the expected version (or must not exist) for the change set to go through.
    /// </summary>
    Require,
}

/// <summary>One step of a <see cref="ChangeSet"/>.</summary>
public sealed record DocumentChange
{
    private DocumentChange(ChangeKind kind, DocumentKey key, Document? document, DocumentVersion expected)
    {
        Kind = kind;
        Key = key;
        Document = document;
        ExpectedVersion = expected;
    }

    /// <summary>What is done.</summary>
    public ChangeKind Kind { get; }

    /// <summary>The document that it is done to.</summary>
    public DocumentKey Key { get; }

    /// <summary>The new content; null for deletions and requirements.</summary>
    public Document? Document { get; }

    /// <summary>The version that must be on disk; <see cref="DocumentVersion.None"/> for creations.</summary>
    public DocumentVersion ExpectedVersion { get; }

    /// <summary>
    /// Creates a document. With an unassigned identifier the store chooses one; a placeholder is replaced throughout the change set.
    /// </summary>
    public static DocumentChange Create(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(ChangeKind.Create, document.Key, document, DocumentVersion.None);
    }

    /// <summary>Replaces the document in the version that <paramref name="document"/> carries.</summary>
    /// <exception cref="ArgumentException">The document was never stored.</exception>
    public static DocumentChange Update(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Version.IsNone)
        {
            throw new ArgumentException(
                $"{document.Key} carries no version: it was not read from a store. Read it first, or create it.", nameof(document));
        }

        return new(ChangeKind.Update, document.Key, document, document.Version);
    }

    /// <summary>Removes a document in the version that it carries.</summary>
    public static DocumentChange Delete(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Delete(document.Key, document.Version);
    }

    /// <summary>Removes a document in the expected version.</summary>
    public static DocumentChange Delete(DocumentKey key, DocumentVersion expected) =>
        expected.IsNone
            ? throw new ArgumentException($"To delete {key}, name the version that you expect.", nameof(expected))
            : new(ChangeKind.Delete, key, null, expected);

    /// <summary>
    /// Makes the change set depend on a document that it does not change: it must have this version, or be absent for
    /// <see cref="DocumentVersion.None"/>.
    /// </summary>
    public static DocumentChange Require(DocumentKey key, DocumentVersion expected) => new(ChangeKind.Require, key, null, expected);
}
