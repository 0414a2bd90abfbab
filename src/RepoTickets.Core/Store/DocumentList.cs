namespace RepoTickets;

/// <summary>The documents of one kind, and the files of that kind that cannot be read.</summary>
/// <typeparam name="TDocument">The kind of document.</typeparam>
/// <param name="Documents">The documents, ordered by identifier.</param>
/// <param name="Faults">The files that cannot be read, with the reason.</param>
public sealed record DocumentList<TDocument>(IReadOnlyList<TDocument> Documents, IReadOnlyList<DocumentFault> Faults)
    where TDocument : Document;
