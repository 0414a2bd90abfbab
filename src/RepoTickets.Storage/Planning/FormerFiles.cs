using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// Finds the bytes of files that are to be put back, by document and version, in what retention has left of the journal: the newest segment
/// first, since what is undone has mostly just been done. Without the writer lock; thread-safe. What it finds is right whatever is
/// committed meanwhile, because a version is the hash of its bytes.
/// </summary>
internal sealed class FormerFiles(IFileSystem fileSystem, StoreLayout layout, long segmentBytes)
{
    private static readonly Dictionary<DocumentKey, byte[]> Nothing = [];

    // A segment is ended when it is longer than it should be, so one more frame may stand in it. What is longer than that is none of ours.
    private readonly long _maximumLength = Math.Min(
        Array.MaxLength,
        JournalSegment.HeaderLength + segmentBytes + JournalEncoding.FrameHeaderLength + JournalEncoding.MaximumPayloadLength);

    /// <summary>
    /// The bytes for every restoration in a change set; looked for on the thread pool, since megabytes of the journal may have to be read.
    /// </summary>
    /// <exception cref="FormerFileExpiredException">Some are not in the journal any more.</exception>
    internal ValueTask<IReadOnlyDictionary<DocumentKey, byte[]>> FindAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        Dictionary<DocumentKey, DocumentVersion>? wanted = null;
        foreach (var change in changes.Changes is { } all ? all : [])
        {
            if (change is { IsRestoration: true, Document: { } document })
            {
                // Should a document occur twice, planning says so.
                (wanted ??= [])[change.Key] = document.Version;
            }
        }

        if (wanted is null)
        {
            return new(Nothing);
        }

        return new(Task.Run<IReadOnlyDictionary<DocumentKey, byte[]>>(() => Find(wanted, cancellationToken), cancellationToken));
    }

    private Dictionary<DocumentKey, byte[]> Find(Dictionary<DocumentKey, DocumentVersion> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DocumentKey, byte[]>(wanted.Count);
        foreach (var first in JournalTail.ListSegments(fileSystem, layout).AsEnumerable().Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(first) is { } segment)
            {
                Search(segment, wanted, found);
            }

            if (found.Count == wanted.Count)
            {
                return found;
            }
        }

        throw new FormerFileExpiredException(wanted.Keys.Where(key => !found.ContainsKey(key)).ToValueList());
    }

    /// <summary>Null when the segment was dropped meanwhile, or cannot be one of ours.</summary>
    private byte[]? Read(long first)
    {
        try
        {
            return fileSystem.ReadFile(Path.Join(layout.JournalFolder, JournalSegment.Name(first)), _maximumLength)?.Bytes;
        }
        catch (FileSystemException exception) when (exception.Error is FileSystemError.TooLarge)
        {
            return null;
        }
    }

    private static void Search(
        ReadOnlySpan<byte> segment, Dictionary<DocumentKey, DocumentVersion> wanted, Dictionary<DocumentKey, byte[]> found)
    {
        var offset = JournalSegment.HeaderLength;
        while (found.Count < wanted.Count && SegmentFrames.TryRead(segment, offset, out var commits, out offset))
        {
            foreach (var commit in commits)
            {
                foreach (var change in commit.Changes)
                {
                    Take(change.BeforePath, change.Before, wanted, found);
                    Take(change.AfterPath, change.After, wanted, found);
                }
            }
        }
    }

    private static void Take(
        string? path, byte[]? bytes, Dictionary<DocumentKey, DocumentVersion> wanted, Dictionary<DocumentKey, byte[]> found)
    {
        if (path is not null && bytes is not null && StoreLayout.TryGetKey(path, out var key) && wanted.TryGetValue(key, out var version) &&
            !found.ContainsKey(key) && DocumentVersion.Of(bytes) == version)
        {
            found.Add(key, bytes);
        }
    }
}
