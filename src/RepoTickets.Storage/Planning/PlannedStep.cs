using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Planning;

/// <summary>What one change of a set comes to.</summary>
/// <param name="Files">The files to change, in order.</param>
/// <param name="Document">The answer for the caller: the document as it is then; null when it is gone.</param>
/// <param name="Removed">The document that is deleted: its number must not be given out again.</param>
internal readonly record struct PlannedStep(IReadOnlyList<FileChange> Files, Document? Document, DocumentKey? Removed)
{
    /// <summary>Nothing is written.</summary>
    internal static PlannedStep Nothing(Document? document) => new([], document, null);

    /// <summary>A document is written; the last file is its own.</summary>
    internal static PlannedStep Of(Document stored, params FileChange[] files) => new(files, stored, null);

    /// <summary>A document is deleted.</summary>
    internal static PlannedStep Of(DocumentKey removed, params FileChange[] files) => new(files, null, removed);
}
