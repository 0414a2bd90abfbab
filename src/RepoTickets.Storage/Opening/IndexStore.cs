using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// Saves and loads the index. It is derived: deleting it, or any damage to it, costs the time to read the tickets again and nothing else.
/// </summary>
internal sealed class IndexStore(
    IFileSystem fileSystem, StoreLayout layout, IIdentifierGenerator identifiers, TimeProvider timeProvider, TimeZoneInfo zone,
    ILogger logger)
{
    // Files hold times without a zone: the instants that the index has of them are right under the rules they were read with alone.
    private const string ZoneName = "zone";

    // Half a million tickets of ordinary size; a file above this was not written by us.
    private const long MaximumLength = 1L << 30;

    private readonly Lazy<byte[]> _zone = new(() => ZoneRules.Identify(zone));
    private IndexSnapshot? _onDisk;

    internal IndexSnapshot? TryLoad()
    {
        try
        {
            if (fileSystem.ReadFile(layout.IndexFile, MaximumLength) is not { } content)
            {
                return null;
            }

            if (!IndexFile.TryRead(content.Bytes, ReadText, out var index))
            {
                Log.IndexRebuilt(logger, "it is damaged or of another version");
                return null;
            }

            if (index.Extensions.TryGetValue(ZoneName, out var read) && read.AsSpan().SequenceEqual(_zone.Value))
            {
                _onDisk = index.Snapshot;
                return index.Snapshot;
            }

            Log.IndexRebuilt(logger, "it was built with the rules of another time zone");
        }
        catch (FileSystemException exception)
        {
            Log.IndexRebuilt(logger, exception.Message);
        }

        return null;
    }

    internal void Save(IndexSnapshot snapshot, RecentFiles recent)
    {
        if (ReferenceEquals(snapshot, _onDisk) && recent.Count == 0)
        {
            // Nothing was learnt since it was loaded. Saving would first build what text search needs.
            return;
        }

        if (!snapshot.TryLoadText())
        {
            // The text on disk belongs to an index that another process has saved since: ours would not fit it, theirs does.
            return;
        }

        // Whoever opens the store meanwhile sees by this that the temporary files are no left-overs. The two files of one process must not
        // come between those of another. Who has it is writing something derived and saves the index, too, when it closes; what that one
        // does not know of, the next opening takes from the journal.
        using var turn = fileSystem.TryLock(layout.DerivedLockFile);
        if (turn is null)
        {
            return;
        }

        var now = (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var extensions = new Dictionary<string, byte[]> { [ZoneName] = _zone.Value };
        var blobs = IndexFile.Write(snapshot, now, extensions, (id, file) => Refresh(id, file, recent));
        Replace(layout.IndexTextFile, blobs.Text);
        Replace(layout.IndexFile, blobs.Index);
        _onDisk = snapshot;
    }

    private static TicketFile Refresh(TicketId id, TicketFile file, RecentFiles recent) =>
        recent.TryGet(StoreLayout.RelativePath(id.Key, file.IsInClosedFolder), out var seen) && seen.Version == file.Version
            ? file with { Stamp = seen.Stamp, ReadAtNanoseconds = seen.SeenAtNanoseconds }
            : file;

    private ReadOnlyMemory<byte>? ReadText()
    {
        try
        {
            return fileSystem.ReadFile(layout.IndexTextFile, MaximumLength)?.Bytes;
        }
        catch (FileSystemException exception)
        {
            Log.IndexRebuilt(logger, exception.Message);
            return null;
        }
    }

    private void Replace(string path, byte[] bytes)
    {
        var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
        fileSystem.CreateFile(temporary, bytes);
        LeftOvers.Replace(fileSystem, temporary, path);
    }
}
