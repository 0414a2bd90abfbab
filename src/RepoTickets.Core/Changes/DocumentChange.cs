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
    /// The file is put back as it was in the version that <see cref="Document"/> carries: see <see cref="Restore"/>. Default false.
    /// </summary>
    public bool IsRestoration { get; private init; }

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

    /// <summary>
    /// Puts a document back as it was: the store writes the very bytes that its file had in the version that <paramref name="former"/>
    /// carries, with comments, line ends and keys that no field stands for. Where <paramref name="former"/> differs from what that file
    /// held, the lines of those fields are rewritten, no others. What is put back unchanged is not validated: it was in the store before;
    /// with any difference the whole document is. A document from <see cref="CommittedChange.Before"/> is what to pass here.
    /// </summary>
    /// <remarks>
    /// Stores keep former files for a while only, as long as the feed tells of them. When they no longer have one, the change set is
    /// refused with <see cref="FormerFileExpiredException"/>; <see cref="Create"/> or <see cref="Update"/> then write the document without
    /// what only its file had.
    /// </remarks>
    /// <param name="former">The document as it was, with its version of then.</param>
    /// <param name="replaced">
    /// The version that must be on disk and is replaced; <see cref="DocumentVersion.None"/>, the default, when the document was deleted:
    /// then nothing may have its identifier.
    /// </param>
    /// <exception cref="ArgumentException">The document was never stored.</exception>
    public static DocumentChange Restore(Document former, DocumentVersion replaced = default)
    {
        ArgumentNullException.ThrowIfNull(former);
        if (former.Version.IsNone)
        {
            throw new ArgumentException(
                $"{former.Key} carries no version, so there is no former file of it. Create it, or take it from the feed.", nameof(former));
        }

        return new(replaced.IsNone ? ChangeKind.Create : ChangeKind.Update, former.Key, former, replaced) { IsRestoration = true };
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
