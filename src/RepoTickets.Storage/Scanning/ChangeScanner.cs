using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>Finds documents of every kind whose files are not what the store knows.</summary>
internal sealed class ChangeScanner(
    IFileSystem fileSystem, StoreLayout layout, RecentFiles recent, TicketScanner tickets, DocumentScanner documents)
{
    /// <summary>Looks at every file of every document.</summary>
    internal List<DocumentFinding> ScanAll() => [.. tickets.ScanAll(), .. documents.ScanAll()];

    /// <summary>Looks at every document but the tickets.</summary>
    internal List<DocumentFinding> ScanOtherThanTickets() => documents.ScanAll();

    /// <summary>Looks at one document.</summary>
    internal DocumentFinding? ScanOne(DocumentKey key) =>
        key.Kind == DocumentKind.Ticket ? tickets.ScanOne(TicketId.FromStored(key.Id)) : documents.ScanOne(key);

    /// <summary>
    /// The document's file is the one that this process wrote or saw last: a report of its change is the echo of that. Cheaper than
    /// <see cref="ScanOne"/>, which reads a file that was written a moment ago; the next sweep does that.
    /// </summary>
    internal bool IsEcho(DocumentKey key)
    {
        foreach (var path in StoreLayout.CandidatePaths(key))
        {
            if (recent.TryGet(path, out var seen))
            {
                return fileSystem.GetStatus(layout.Absolute(path)) is { } status && status.Stamp == seen.Stamp;
            }
        }

        return false;
    }
}
