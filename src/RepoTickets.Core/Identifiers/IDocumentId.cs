namespace RepoTickets;

/// <summary>An identifier that knows the kind of document it names.</summary>
public interface IDocumentId
{
    /// <summary>The identifier as text; empty for an unassigned one.</summary>
    string Value { get; }

    /// <summary>Kind and text together.</summary>
    DocumentKey Key { get; }

    /// <summary>No identifier has been given: the store chooses one when the document is created.</summary>
    bool IsUnassigned { get; }

    /// <summary>
    /// Stands for a document that the same change set creates (see <c>Placeholder</c> of each identifier type); the store replaces it
    /// wherever it occurs in the change set by the identifier it chooses.
    /// </summary>
    bool IsPlaceholder { get; }

    /// <summary>
    /// The text follows the grammar of its kind and may become part of a path. False for unassigned and placeholder values.
    /// </summary>
    bool IsWellFormed { get; }
}
