using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;

namespace RepoTickets.Storage.Recovery;

/// <summary>
/// Makes the files durable that commits left to the operating system, then says so, then drops journal segments that neither recovery nor
/// the feed needs. Runs beside commits: it flushes what is there now, which is at least as new as the position it vouches for.
/// </summary>
internal sealed class Checkpointer(
    IFileSystem fileSystem,
    StoreLayout layout,
    SharedState shared,
    CheckpointFile file,
    WriterLock writerLock,
    StoreRecovery recovery,
    long retentionBytes,
    TimeProvider timeProvider,
    int flushesAtOnce,
    ILogger logger)
{
    /// <summary>
    /// Files are flushed by so many at once where nothing asks for an order: devices and file systems put flushes that come together into
    /// one, and commits wait for their own flush while this goes on.
    /// </summary>
    internal const int FlushesAtOnce = 4;

    private readonly Lock _gate = new();

    /// <summary>Everything before this position is durable in its files, whoever saw to it.</summary>
    internal bool Covers(long position) => file.Read() >= position - 1;

    /// <summary>Some process began a checkpoint no longer ago than this.</summary>
    internal bool WasBegunWithin(TimeSpan time) =>
        shared.CheckpointBegun is not 0 and var begun &&
        timeProvider.GetElapsedTime(begun, timeProvider.GetTimestamp()).Duration() < time;

    /// <summary>Flushes everything committed since the last checkpoint and sets the next.</summary>
    /// <returns>
    /// False when somebody was writing, so that no mark was set: it costs recovery some time and keeps segments, until one is set.
    /// </returns>
    /// <exception cref="JournalFlushException">A device flush failed: the store must be poisoned.</exception>
    /// <exception cref="FileSystemException">Something else failed; the journal has everything, and the next checkpoint tries
    /// again.</exception>
    internal bool Run()
    {
        lock (_gate)
        {
            var from = file.Read();
            var through = shared.Applied;
            if (through <= from || shared.FlushesAreUntrusted)
            {
                return true;
            }

            shared.CheckpointBegun = timeProvider.GetTimestamp();
            Flush(recovery.FilesTouchedBetween(Math.Max(from, OldestPosition() - 1), through));
            using var held = writerLock.TryAcquire();
            if (held is null)
            {
                return false;
            }

            Set(through);
            return true;
        }
    }

    /// <summary>Flushes files that recovery looked at, and sets a checkpoint behind them. The caller holds the writer lock.</summary>
    internal void RunAfterRecovery(RecoveredJournal recovered)
    {
        lock (_gate)
        {
            if (shared.FlushesAreUntrusted)
            {
                return;
            }

            Flush(recovered.UnflushedFiles);
            Set(recovered.Position);
        }
    }

    private void Flush(IEnumerable<string> relativePaths)
    {
        var files = relativePaths.Select(layout.Absolute).ToList();
        FlushFiles(files);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var absolute in files)
        {
            for (var folder = Path.GetDirectoryName(absolute)!; folder.Length > layout.Root.Length; folder = Path.GetDirectoryName(folder)!)
            {
                folders.Add(folder);
            }
        }

        foreach (var folder in folders)
        {
            if (fileSystem.GetStatus(folder) is not null)
            {
                Guard(() => fileSystem.FlushFolder(folder));
            }
        }

        // A folder that a commit created must itself be found after a crash.
        Guard(() => fileSystem.FlushFolder(layout.Root));
    }

    private void FlushFiles(List<string> files)
    {
        if (!SharedWork.IsWorthIt(files.Count, flushesAtOnce))
        {
            files.ForEach(FlushFile);
            return;
        }

        try
        {
            SharedWork.RunWaiting(files.Count, flushesAtOnce, index => FlushFile(files[index]));
        }
        catch (FileSystemException exception) when (shared.FlushesAreUntrusted)
        {
            // The device refused another one at the same time, which must not pass for a failure that the next checkpoint makes good.
            throw new JournalFlushException(exception);
        }
    }

    private void FlushFile(string path)
    {
        try
        {
            Guard(() => fileSystem.FlushFile(path));
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.NotARegularFile)
        {
            // Somebody put a link or a folder in the place of the document: nothing of ours is behind it.
            return;
        }
    }

    /// <summary>A flush that the device refused must never be repeated and believed, by nobody before the next boot.</summary>
    private void Guard(Action flush)
    {
        try
        {
            flush();
        }
        catch (FileSystemException exception) when (exception.MayBeDeviceFailure)
        {
            shared.FlushesAreUntrusted = true;
            throw new JournalFlushException(exception);
        }
    }

    /// <summary>The caller holds the writer lock.</summary>
    private void Set(long position)
    {
        if (file.Read() < position)
        {
            file.Write(position);
        }

        DropOldSegments(position);
        Log.Checkpointed(logger, position);
    }

    private long OldestPosition() => JournalTail.ListSegments(fileSystem, layout) is [var first, ..] ? first : 1;

    /// <summary>
    /// Drops segments that end before the checkpoint, oldest first, while more than the retention is kept. The newest always stays.
    /// </summary>
    private void DropOldSegments(long checkpoint)
    {
        var segments = JournalTail.ListSegments(fileSystem, layout);
        var sizes = segments.ConvertAll(first => fileSystem.GetStatus(SegmentPath(first))?.Stamp.Size ?? 0);
        var total = sizes.Sum();
        for (var i = 0; i + 1 < segments.Count && total > retentionBytes && segments[i + 1] <= checkpoint + 1; i++)
        {
            // One by one: a crash must leave no gap between segments.
            fileSystem.Delete(SegmentPath(segments[i]));
            Guard(() => fileSystem.FlushFolder(layout.JournalFolder));
            total -= sizes[i];
        }

        foreach (var name in fileSystem.ListNames(layout.JournalFolder) ?? [])
        {
            if (JournalSegment.TryParseGapName(name, out var gap) &&
                JournalTail.ListSegments(fileSystem, layout) is [var oldest, ..] && gap <= oldest)
            {
                // Nothing is kept before the gap any more.
                fileSystem.Delete(Path.Join(layout.JournalFolder, name));
            }
        }
    }

    private string SegmentPath(long first) => Path.Join(layout.JournalFolder, JournalSegment.Name(first));
}
