using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.View;

/// <summary>What was found of a document at one look.</summary>
/// <param name="Document">The document, when there is one that can be read.</param>
/// <param name="Fault">Why the file cannot be read, when it cannot.</param>
/// <param name="Path">The file that was found, relative; null when there is none.</param>
/// <param name="Stamp">The stamp of the file.</param>
/// <param name="Bytes">The bytes of the file, when they were read.</param>
internal readonly record struct ReadOutcome(Document? Document, DocumentFault? Fault, string? Path, FileStamp Stamp, byte[]? Bytes)
{
    internal static ReadOutcome Absent => default;

    internal bool IsAbsent => Document is null && Fault is null;
}
