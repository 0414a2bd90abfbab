namespace RepoTickets;

/// <summary>A field of one document that names another.</summary>
/// <param name="From">The document that holds the reference.</param>
/// <param name="Field">The field as it stands in the file, such as <c>blocked_by</c>.</param>
/// <param name="To">The document that is named.</param>
public sealed record DocumentReference(DocumentKey From, string Field, DocumentKey To)
{
    /// <inheritdoc/>
    public override string ToString() => $"{From} ({Field})";
}
