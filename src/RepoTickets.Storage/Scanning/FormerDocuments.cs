using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Finds the former bytes of documents whose files somebody else has changed: the cache has the document, or the newest part of the journal
/// has its bytes. Only what has the very version that the store knew counts. Thread-safe; looks without the writer lock.
/// </summary>
internal sealed class FormerDocuments(
    IFileSystem fileSystem, StoreLayout layout, DocumentFormat format, StoreView view, DocumentTable table)
{
    /// <summary>Bytes of former documents in one commit at most: of what is beyond, the journal keeps the summary.</summary>
    internal const long MaximumBytes = 16 << 20;

    // Reading this much takes some milliseconds; most outside edits are to documents that were committed, or read, a while ago at most.
    private const long SearchedJournalBytes = 8 << 20;

    /// <summary>The former bytes of as many as can be found, by document.</summary>
    internal IReadOnlyDictionary<DocumentKey, FormerDocument> Find(IReadOnlyList<DocumentFinding> findings)
    {
        var found = new Dictionary<DocumentKey, FormerDocument>();
        var missing = new Dictionary<string, KnownDocument>(StringComparer.Ordinal);
        var room = MaximumBytes;
        foreach (var finding in findings)
        {
            if (finding.Known is not { Version.IsNone: false } known)
            {
                continue;
            }

            if (InMemory(finding.Key, known.Version) is { } bytes)
            {
                Take(found, finding.Key, known.Version, bytes, ref room);
            }
            else
            {
                missing[known.Path] = known;
            }
        }

        if (missing.Count > 0 && room > 0)
        {
            SearchJournal(missing, found, room);
        }

        return found;
    }

    private byte[]? InMemory(DocumentKey key, DocumentVersion version)
    {
        if (table.Find(key) is { Bytes: { } bytes } entry && entry.Version == version)
        {
            return bytes;
        }

        return view.Cache.TryGet(CacheKey.Of(key), out var cached) && cached.Document.Version == version
            ? format.Create(cached.Document)
            : null;
    }

    /// <summary>Goes through the newest segments, the newest first, while they are within what a moment's reading allows.</summary>
    private void SearchJournal(Dictionary<string, KnownDocument> missing, Dictionary<DocumentKey, FormerDocument> found, long room)
    {
        try
        {
            var left = SearchedJournalBytes;
            foreach (var first in JournalTail.ListSegments(fileSystem, layout).AsEnumerable().Reverse())
            {
                if (fileSystem.ReadFile(Path.Join(layout.JournalFolder, JournalSegment.Name(first)), left) is not { } segment)
                {
                    return;
                }

                SearchSegment(segment.Bytes, missing, found, ref room);
                left -= segment.Bytes.Length;
            }
        }
        catch (FileSystemException)
        {
            // The next one is beyond what is searched, or the device says no: the summaries say what is known all the same.
            return;
        }
    }

    private static void SearchSegment(
        byte[] segment, Dictionary<string, KnownDocument> missing, Dictionary<DocumentKey, FormerDocument> found, ref long room)
    {
        var offset = JournalSegment.HeaderLength;
        while (SegmentFrames.TryRead(segment, offset, out var commits, out offset))
        {
            foreach (var change in commits.SelectMany(static commit => commit.Changes))
            {
                if (change.AfterPath is { } path && missing.TryGetValue(path, out var known) && change.After is { } bytes &&
                    StoreLayout.TryGetKey(path, out var key) && !found.ContainsKey(key) && DocumentVersion.Of(bytes) == known.Version)
                {
                    Take(found, key, known.Version, bytes, ref room);
                }
            }
        }
    }

    private static void Take(
        Dictionary<DocumentKey, FormerDocument> found, DocumentKey key, DocumentVersion version, byte[] bytes, ref long room)
    {
        if (bytes.Length <= room)
        {
            found[key] = new(version, bytes);
            room -= bytes.Length;
        }
    }
}

/// <summary>The bytes that say what a document was.</summary>
/// <param name="Version">The version of the file as it was.</param>
/// <param name="Bytes">Its bytes, or the canonical ones of the same document.</param>
internal sealed record FormerDocument(DocumentVersion Version, byte[] Bytes);
