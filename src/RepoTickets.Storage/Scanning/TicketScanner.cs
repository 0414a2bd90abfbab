using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Finds tickets that editors, git or the Python package changed: compares the files with the index by size, times and inode, as git does,
/// and reads only those that differ.
/// </summary>
internal sealed class TicketScanner(IFileSystem fileSystem, StoreLayout layout, DocumentFiles files, StoreView view, FaultTable faults)
{
    /// <summary>Looks at every file of every ticket.</summary>
    internal List<DocumentFinding> ScanAll()
    {
        var snapshot = view.Index.Snapshot;
        var folders = TicketFolders.List(fileSystem, layout);
        var findings = new List<DocumentFinding>();
        foreach (var (text, place) in folders.Places)
        {
            if (Examine(TicketId.FromStored(text), place, snapshot) is { } finding)
            {
                findings.Add(finding);
            }
        }

        foreach (var (id, _) in snapshot.Files)
        {
            if (!folders.Places.ContainsKey(id.Value))
            {
                findings.Add(new(id.Key, Describe(id, snapshot), ReadOutcome.Absent));
            }
        }

        NoteMisnamed(folders);
        return findings;
    }

    /// <summary>Looks at one ticket.</summary>
    internal DocumentFinding? ScanOne(TicketId id)
    {
        var place = new TicketPlace
        {
            Open = fileSystem.GetStatus(layout.Absolute(PathOf(id, isClosed: false))),
            Closed = fileSystem.GetStatus(layout.Absolute(PathOf(id, isClosed: true))),
        };
        var snapshot = view.Index.Snapshot;
        if (place.Open is null && place.Closed is null)
        {
            return Describe(id, snapshot) is { } gone ? new(id.Key, gone, ReadOutcome.Absent) : null;
        }

        return Examine(id, place, snapshot);
    }

    private DocumentFinding? Examine(TicketId id, TicketPlace place, IndexSnapshot snapshot)
    {
        var isKnown = snapshot.TryGet(id, out _, out var known);
        if (place is { Open: not null, Closed: not null })
        {
            return ExamineTwins(id, Describe(id, snapshot));
        }

        var isClosed = place.Open is null;
        var path = PathOf(id, isClosed);
        var stamp = (place.Open ?? place.Closed)!.Value.Stamp;
        if (isKnown && known.IsInClosedFolder == isClosed && IsClean(path, stamp, known))
        {
            return null;
        }

        if (!isKnown && faults.IsKnown(path, stamp))
        {
            return null;
        }

        return Compare(id, Describe(id, snapshot), files.ReadAt(id.Key, path));
    }

    private DocumentFinding? ExamineTwins(TicketId id, KnownDocument? known)
    {
        var open = files.ReadAt(id.Key, PathOf(id, isClosed: false));
        var closed = files.ReadAt(id.Key, PathOf(id, isClosed: true));
        var prefersClosed = TwinChoice.PrefersSecond(open.Document as Ticket, closed.Document as Ticket);
        var (chosen, other) = prefersClosed ? (closed, open) : (open, closed);
        if (other.Path is { } path && chosen.Path is not null)
        {
            faults.Set(
                new(path, FaultReason.DuplicateDocument, $"{id} is in two files; {chosen.Path} was changed last and counts. Repair " +
                    $"moves this one to quarantine.", Key: id.Key),
                other.Stamp);
        }

        return Compare(id, known, chosen);
    }

    private DocumentFinding? Compare(TicketId id, KnownDocument? known, ReadOutcome outcome)
    {
        if (outcome.Document is { } document && known?.Path == outcome.Path && known?.Version == document.Version)
        {
            // Touched, or written by a commit whose stamp we have not seen: the bytes are what we know.
            view.RecentFiles.Note(outcome.Path!, outcome.Stamp, document.Version);
            faults.Remove(outcome.Path!);
            return null;
        }

        return new(id.Key, known, outcome);
    }

    private static KnownDocument? Describe(TicketId id, IndexSnapshot snapshot) =>
        snapshot.TryGet(id, out var summary, out var file) ? new(PathOf(id, file.IsInClosedFolder), file.Version, summary) : null;

    private bool IsClean(string path, FileStamp stamp, TicketFile known)
    {
        var seen = view.RecentFiles.TryGet(path, out var recent)
            ? recent
            : new SeenFile(known.Stamp, known.ReadAtNanoseconds, known.Version);
        return seen.Stamp == stamp && !seen.IsRacy && seen.Version == known.Version;
    }

    private void NoteMisnamed(TicketFolders folders)
    {
        foreach (var (path, status) in folders.Misnamed)
        {
            faults.Set(
                new(path, FaultReason.Identifier, "The file's name is not a ticket identifier (A-Z, 0-9 and hyphens, upper case). " +
                    "Rename the file and its id."),
                status.Stamp);
        }

        foreach (var path in faults.Paths)
        {
            if (fileSystem.GetStatus(layout.Absolute(path)) is null)
            {
                faults.Remove(path);
            }
        }
    }

    private static string PathOf(TicketId id, bool isClosed) => StoreLayout.RelativePath(id.Key, isClosed);
}
