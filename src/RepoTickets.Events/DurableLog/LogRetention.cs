using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>Removes segments that are too many or too old. Call with the lock of the folder held.</summary>
internal static class LogRetention
{
    /// <summary>The newest segment stays, whatever its size and age.</summary>
    internal static void ApplyLocked(LogFolder folder, EventLogOptions options, DateTimeOffset now)
    {
        var segments = folder.ListSegments();
        var sizes = segments.ConvertAll(first => folder.Files.GetStatus(folder.SegmentPath(first))?.Stamp ?? default);
        var total = sizes.Sum(static stamp => stamp.Size);
        var oldest = (now - options.RetainFor - DateTimeOffset.UnixEpoch).Ticks * 100;
        for (var i = 0; i < segments.Count - 1 && (total > options.RetainBytes || IsOld(sizes[i])); i++)
        {
            folder.Files.Delete(folder.SegmentPath(segments[i]));
            total -= sizes[i].Size;
        }

        // An empty one was brought back by a reader that opened it while it was removed.
        bool IsOld(FileStamp stamp) => stamp.Size == 0 || stamp.ModifiedNanoseconds < oldest;
    }
}
