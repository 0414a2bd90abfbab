using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Finds epics, backlog items, agents and tasks that somebody else changed: compares their files with the <see cref="DocumentTable"/>, by
/// size, times and inode first, and reads only those that differ.
/// </summary>
internal sealed class DocumentScanner(
    IFileSystem fileSystem, StoreLayout layout, DocumentFiles files, DocumentTable table, RecentFiles recent)
{
    private static readonly string[] Folders = FindFolders();

    /// <summary>Looks at every file. The first look learns what is there and takes it for known.</summary>
    internal List<DocumentFinding> ScanAll()
    {
        var names = List();
        if (!table.IsFilled)
        {
            foreach (var (key, _) in names)
            {
                Learn(key);
            }

            table.IsFilled = true;
        }

        var findings = new List<DocumentFinding>();
        foreach (var (key, stamp) in names)
        {
            if (Examine(key, stamp) is { } finding)
            {
                findings.Add(finding);
            }
        }

        foreach (var (key, entry) in table.All)
        {
            if (!names.ContainsKey(key) && Describe(key, entry) is { } known)
            {
                findings.Add(new(key, known, ReadOutcome.Absent));
            }
        }

        return findings;
    }

    /// <summary>Looks at one document.</summary>
    internal DocumentFinding? ScanOne(DocumentKey key)
    {
        if (!DocumentTable.Holds(key.Kind))
        {
            return null;
        }

        if (fileSystem.GetStatus(layout.Absolute(StoreLayout.RelativePath(key))) is { } status)
        {
            return Examine(key, status.Stamp);
        }

        return Describe(key, table.Find(key)) is { } gone ? new(key, gone, ReadOutcome.Absent) : null;
    }

    private Dictionary<DocumentKey, FileStamp> List()
    {
        var found = new Dictionary<DocumentKey, FileStamp>();
        foreach (var folder in Folders)
        {
            foreach (var (name, status) in fileSystem.ListWithStatus(layout.Absolute(folder)) ?? [])
            {
                if (StoreLayout.TryGetKey(folder, name, out var key))
                {
                    found[key] = status.Stamp;
                }
            }
        }

        return found;
    }

    /// <summary>In loops: every opening of a store comes by here, and queries over enumerations are compiled when they run first.</summary>
    private static string[] FindFolders()
    {
        var folders = new List<string>();
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            if (DocumentTable.Holds(kind))
            {
                folders.AddRange(StoreLayout.FoldersOf(kind));
            }
        }

        return [.. folders];
    }

    private void Learn(DocumentKey key)
    {
        var now = recent.NowNanoseconds;
        if (files.ReadContent(key, StoreLayout.RelativePath(key), out var fault) is { } content)
        {
            var version = DocumentVersion.Of(content.Bytes);
            table.Learn(key, new(version, content.Bytes, new SeenFile(content.Stamp, now, version)));
        }
        else if (fault is not null)
        {
            table.Learn(key, new(DocumentVersion.None, null, null, IsUnread: true));
        }
    }

    private DocumentFinding? Examine(DocumentKey key, FileStamp stamp)
    {
        var entry = table.Find(key);
        if (entry is { IsUnread: true } || (entry is null && !table.IsFilled))
        {
            // Before the first look at everything, a file that is not known is no news.
            Learn(key);
            return null;
        }

        var path = StoreLayout.RelativePath(key);
        var known = Describe(key, entry);
        if (known is not null && IsClean(path, stamp, entry!))
        {
            return null;
        }

        var now = recent.NowNanoseconds;
        var outcome = files.ReadAt(key, path);
        if (outcome.Bytes is { } bytes && known?.Version == DocumentVersion.Of(bytes))
        {
            // Touched, or written by a commit whose stamp we have not seen: the bytes are what we know.
            table.See(key, new(outcome.Stamp, now, known.Version));
            return null;
        }

        return outcome.Bytes is null && known is null ? null : new(key, known, outcome);
    }

    private bool IsClean(string path, FileStamp stamp, DocumentEntry entry)
    {
        var seen = recent.TryGet(path, out var written) && written.Version == entry.Version ? written : entry.Seen;
        return seen is { IsRacy: false } file && file.Stamp == stamp && file.Version == entry.Version;
    }

    private static KnownDocument? Describe(DocumentKey key, DocumentEntry? entry) =>
        entry is { Version.IsNone: false } ? new(StoreLayout.RelativePath(key), entry.Version) : null;
}
