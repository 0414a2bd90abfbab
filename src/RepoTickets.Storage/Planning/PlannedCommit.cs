using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Planning;

/// <summary>A change set after every check: the bytes to write and the answer to give.</summary>
/// <param name="Commit">What goes into the journal; null when no document differs and nothing is written.</param>
/// <param name="Documents">Documents after the commit, by path.</param>
/// <param name="Results">For each change of the set, the document as it will be; null for deletions and requirements.</param>
internal sealed record PlannedCommit(
    JournalCommit? Commit,
    IReadOnlyDictionary<string, Document> Documents,
    IReadOnlyList<Document?> Results);
