namespace RepoTickets;

/// <summary>
/// Something that the store keeps in a file of its own. Documents are immutable: change one with <c>with</c> and commit the copy. They may
/// be shared freely between threads; the store hands the same instance to every caller.
/// </summary>
public abstract record Document
{
    /// <summary>Kind and identifier.</summary>
    public abstract DocumentKey Key { get; }

    /// <summary>
    /// The version of the file that this document was read from; <see cref="DocumentVersion.None"/> for one that was never stored. A copy
    /// made with <c>with</c> carries it along, so that the store can refuse to overwrite a change that the copy has not seen.
    /// </summary>
    public DocumentVersion Version { get; init; }

    /// <summary>Two documents are equal when all their fields are; where they were read from does not count.</summary>
    public virtual bool Equals(Document? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}
