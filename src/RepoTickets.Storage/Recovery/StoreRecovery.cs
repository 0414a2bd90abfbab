using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Recovery;

/// <summary>
/// Finishes what writers left: replays whole frames of the journal in order, cuts a torn tail away, removes temporary files. Idempotent: a
/// crash during recovery is recovered from by the next. Only the holder of the writer lock may call it.
/// </summary>
internal sealed class StoreRecovery(
    IFileSystem fileSystem,
    StoreLayout layout,
    SharedState shared,
    JournalTail tail,
    JournalWriter writer,
    RecoveryConflicts conflicts,
    IIdentifierGenerator identifiers,
    ILogger logger)
{
    /// <summary>
    /// A writer died while this process lives. Whole frames that it did not publish are commits: they are flushed, published and put in
    /// place.
    /// </summary>
    /// <param name="view">Learns of them.</param>
    /// <param name="isThorough">Looks for temporary files also where no writer can have left one.</param>
    internal void FinishAfterDeadWriter(StoreView view, bool isThorough = false)
    {
        view.FollowOrThrow();
        var unpublished = ReadToEnd();
        if (unpublished.Count > 0)
        {
            view.Publish([.. unpublished.Select(static commit => new PublishedCommit(commit, NoDocuments))]);
        }

        // A living process whose files may follow has left no temporary ones.
        RemoveTemporaries(everywhere: isThorough || shared.Writing || shared.IsPrivate || unpublished.Count > 0);
        var unapplied = ReadBetween(shared.Applied, shared.Committed);
        shared.Writing = true;
        PutInPlace(unapplied, afterPowerCut: false);
        shared.Applied = shared.Committed;
        shared.Writing = false;
        view.PruneOverlay();
    }

    /// <summary>
    /// Opens the store for writing: reads the journal behind the checkpoint to its end and puts in place what may not be. After a boot that
    /// is everything since the checkpoint, because unflushed files may be gone.
    /// </summary>
    /// <returns>The commits since the checkpoint, for the loader of the index.</returns>
    internal RecoveredJournal RecoverAtOpen(long checkpoint, bool sharedIsValid)
    {
        var poisoned = sharedIsValid && shared.Poisoned;
        var start = SeekCheckpoint(checkpoint);
        var mustReach = Math.Max(checkpoint, sharedIsValid ? shared.Committed : 0);
        if (tail.File is null && JournalRepair.IsNeededBy(fileSystem, sharedIsValid, shared.Committed, checkpoint))
        {
            throw Removed(sharedIsValid, checkpoint);
        }

        var commits = ReadToEnd(found => ThrowIfShort(mustReach, found));
        if (poisoned)
        {
            RewriteSegment();
        }

        var last = tail.Position;
        var everythingMayBeMissing = !sharedIsValid;
        var appliedBefore = everythingMayBeMissing ? start : Math.Clamp(shared.Applied, start, last);
        var unapplied = commits.Where(commit => commit.Position > appliedBefore).ToList();
        if (sharedIsValid && shared.Committed < last)
        {
            // Other processes may be reading: they must get the commit whole, before the first file of it is touched.
            shared.Committed = last;
        }

        RemoveTemporaries(everywhere: everythingMayBeMissing || shared.Writing || unapplied.Count > 0);
        var files = PutInPlace(unapplied, afterPowerCut: everythingMayBeMissing);
        shared.Initialise(fileSystem.BootId, last);
        Log.Recovered(logger, last, unapplied.Count);
        return new(start, last, commits, everythingMayBeMissing ? files : [], everythingMayBeMissing && last > start);
    }

    /// <summary>As at opening, after a repair of the journal: by this process, or by another one since this one found it damaged.</summary>
    internal void RecoverAfterRepair(long checkpoint) => RecoverAtOpen(checkpoint, shared.IsValidFor(fileSystem.BootId));

    /// <summary>Commits of the journal in <c>(after, through]</c>.</summary>
    internal List<JournalCommit> ReadBetween(long after, long through)
    {
        var found = new List<JournalCommit>();
        ReadEach(after, through, withContents: true, found.Add);
        return found;
    }

    /// <summary>
    /// The files that commits in <c>(after, through]</c> touched, each once, in the order in which they were first: without what stood in
    /// them, which is many times more.
    /// </summary>
    internal List<string> FilesTouchedBetween(long after, long through)
    {
        var files = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        ReadEach(after, through, withContents: false, commit =>
        {
            foreach (var change in commit.Changes)
            {
                Add(change.AfterPath);
                Add(change.BeforePath);
            }
        });
        return files;

        void Add(string? path)
        {
            if (path is not null && known.Add(path))
            {
                files.Add(path);
            }
        }
    }

    private void ReadEach(long after, long through, bool withContents, Action<JournalCommit> take)
    {
        if (through <= after)
        {
            return;
        }

        using var reader = new JournalTail(fileSystem, layout);
        if (!reader.TrySeek(after))
        {
            throw new JournalCorruptException(
                ".sdk/journal", 0, $"Commits after position {after} are missing; they are needed to finish what a writer left.");
        }

        while (reader.Position < through && reader.ReadFrame(out var commits, withContents) == FrameFinding.Frame)
        {
            foreach (var commit in commits!)
            {
                if (commit.Position > after && commit.Position <= through)
                {
                    take(commit);
                }
            }
        }

        if (reader.Position < through)
        {
            throw new JournalCorruptException(".sdk/journal", reader.Offset, $"Commits after position {reader.Position} are missing; " +
                $"the journal must go on to {through}.");
        }
    }

    private static readonly Dictionary<string, Document> NoDocuments = [];

    /// <summary>Where reading starts: behind the checkpoint, or at the oldest segment when the checkpoint's own is gone.</summary>
    private long SeekCheckpoint(long checkpoint)
    {
        if (tail.TrySeek(checkpoint))
        {
            return checkpoint;
        }

        var segments = JournalTail.ListSegments(fileSystem, layout);
        var holder = segments.FindLast(first => first <= checkpoint + 1);
        if (holder > 0)
        {
            // The checkpoint is ahead of what can be read: damage, which reading from the segment's start will find and name.
            tail.Open(holder);
            return holder - 1;
        }

        tail.Open(segments[0]);
        return segments[0] - 1;
    }

    /// <summary>Reads whole frames to the end, cuts a torn tail, and makes sure that what was read is durable.</summary>
    /// <param name="beforeCutting">Looks at what was read while nothing is changed yet.</param>
    private List<JournalCommit> ReadToEnd(Action<List<JournalCommit>>? beforeCutting = null)
    {
        var found = new List<JournalCommit>();
        FrameFinding finding;
        while ((finding = tail.ReadFrame(out var commits)) == FrameFinding.Frame)
        {
            found.AddRange(commits!);
        }

        var isTorn = finding == FrameFinding.Broken || !tail.EndsClean();
        if (isTorn)
        {
            ThrowIfDamaged();
        }

        beforeCutting?.Invoke(found);
        if (isTorn)
        {
            writer.CutTornTail();
        }

        // Whoever wrote these frames may have died before flushing them; from now on they count as committed.
        if (tail.File is { } file && found.Count > 0)
        {
            writer.FlushTail(file);
        }

        return found;
    }

    private void ThrowIfDamaged()
    {
        // From where the next frame should be: when it is the segment's header that is broken, the very first frame may be whole.
        var bytes = fileSystem.ReadFile(tail.SegmentPath, int.MaxValue)?.Bytes ?? [];
        if (tail.Offset < bytes.Length && JournalDamage.HasFlushedFrameBehind(bytes, (int)tail.Offset, tail.Position))
        {
            throw Damaged("The journal is damaged in the middle: whole commits follow.");
        }

        if (SegmentsBehind(tail.Position).Any())
        {
            throw Damaged("The journal is damaged at the end of this segment: another one follows.");
        }
    }

    /// <summary>
    /// A torn tail holds nothing that anybody was told of. Where the end comes before what the checkpoint vouches for, or what was
    /// published since the boot, bytes were destroyed that were durable or seen.
    /// </summary>
    private void ThrowIfShort(long mustReach, List<JournalCommit> found)
    {
        if (tail.File is null || found.Exists(static commit => commit.IsBuffered))
        {
            // There is no journal and none is needed, or none that was promised to survive.
            return;
        }

        if (SegmentsBehind(tail.Position).Any())
        {
            throw Damaged($"The journal lacks the segment that begins with commit {tail.Position + 1}: a later one is there.");
        }

        if (tail.Position < mustReach)
        {
            throw Damaged($"The journal ends with commit {tail.Position}, but commit {mustReach} was there.");
        }
    }

    /// <summary>Segments that begin later than where the journal, read in order, goes on.</summary>
    private IEnumerable<long> SegmentsBehind(long position) =>
        JournalTail.ListSegments(fileSystem, layout).Where(first => first > position + 1);

    private JournalCorruptException Removed(bool sharedIsValid, long checkpoint) => new(
        ".sdk/journal",
        0,
        "The journal was removed: .sdk/journal has no segment, but " +
        (sharedIsValid ? $"commit {shared.Committed} was there" : $"commit {checkpoint} was, and there may have been later ones") +
        $". The files of commits through {checkpoint} are durable. Nothing was changed. Put the segments back, or repair the store: it " +
        "goes on from the files as they are, and says what is lost from the history.");

    private JournalCorruptException Damaged(string what) => new(
        $".sdk/journal/{JournalSegment.Name(tail.SegmentFirst)}",
        tail.Offset,
        what + " Nothing was changed. Repair the store: it keeps every byte, and says what is lost from the history.");

    /// <summary>
    /// After a failed flush the kernel forgets that pages are unwritten, and a second flush says yes without writing. So the segment is
    /// copied to fresh pages and those are flushed.
    /// </summary>
    private void RewriteSegment()
    {
        if (tail.File is null)
        {
            return;
        }

        var path = tail.SegmentPath;
        var position = tail.Position;
        var bytes = fileSystem.ReadFile(path, int.MaxValue)!.Value.Bytes.AsSpan(0, (int)tail.Offset);
        var temporary = StoreLayout.TemporaryPath(path, identifiers.NextBits());
        fileSystem.CreateFile(temporary, bytes);
        fileSystem.FlushFile(temporary);
        fileSystem.Replace(temporary, path);
        fileSystem.FlushFolder(layout.JournalFolder);
        tail.TrySeek(position);
    }

    /// <summary>Gives every file that the commits touch its last content, unless somebody else changed it since.</summary>
    /// <param name="commits">The commits, in order.</param>
    /// <param name="afterPowerCut">Files may have lost what nobody had flushed: also what others wrote and the journal recorded.</param>
    /// <returns>The files that were looked at.</returns>
    private List<string> PutInPlace(IReadOnlyList<JournalCommit> commits, bool afterPowerCut)
    {
        var files = new List<string>();
        var histories = FileHistory.Collect(commits);
        OwnFolders.Require(fileSystem, layout, histories.Select(static pair => pair.Key));
        foreach (var (path, history) in histories)
        {
            files.Add(path);
            if (!history.IsTheirs)
            {
                PutInPlace(path, history);
            }
            else if (afterPowerCut && history.Final is not null)
            {
                PutTheirsInPlace(path, history);
            }
        }

        return files;
    }

    /// <summary>
    /// Somebody's edit on top of a commit of ours, which both the power cut took away: without it the other files of that commit would
    /// stand alone. What is there is replaced only when it is an earlier state that the journal knows.
    /// </summary>
    private void PutTheirsInPlace(string relativePath, FileHistory history)
    {
        var current = fileSystem.ReadFile(layout.Absolute(relativePath), int.MaxValue)?.Bytes;
        if (history.Knows(current) || (current is not null && TornFile.IsTorn(current, history.Written)))
        {
            PutInPlace(relativePath, history);
        }
    }

    private void PutInPlace(string relativePath, FileHistory history)
    {
        var path = layout.Absolute(relativePath);
        var current = fileSystem.ReadFile(path, int.MaxValue)?.Bytes;
        if (current is null ? history.Final is null : history.Final is not null && current.AsSpan().SequenceEqual(history.Final))
        {
            return;
        }

        if (!history.Knows(current))
        {
            if (current is null || !TornFile.IsTorn(current, history.Written))
            {
                if (history.Final is not null)
                {
                    conflicts.KeepTheirs(relativePath, history.Final);
                }

                return;
            }

            conflicts.KeepTorn(relativePath, current);
        }

        FilePlacement.Put(fileSystem, layout, identifiers, relativePath, history.Final);
    }

    /// <summary>
    /// Nobody else writes while we hold the lock, so every temporary file is a dead writer's; but for those of derived files, which are
    /// written beside commits.
    /// </summary>
    /// <param name="everywhere">
    /// Also in the folders of documents, which can be long: a writer that died there, or could not clean up, has left its mark in the
    /// shared words.
    /// </param>
    private void RemoveTemporaries(bool everywhere)
    {
        var documents = everywhere ? StoreLayout.DocumentFolders.Append(StoreLayout.RetiredFolder).Select(layout.Absolute) : [];
        var derived = new List<string>();
        foreach (var folder in documents.Concat([layout.Root, layout.Sdk, layout.JournalFolder]))
        {
            foreach (var path in (fileSystem.ListNames(folder) ?? [])
                .Where(StoreLayout.IsTemporaryName)
                .Select(name => Path.Join(folder, name)))
            {
                if (layout.IsDerived(TemporaryName.TargetOf(path)))
                {
                    derived.Add(path);
                }
                else
                {
                    fileSystem.Delete(path);
                }
            }
        }

        RemoveDerived(derived);
    }

    private void RemoveDerived(List<string> temporaries)
    {
        if (temporaries.Count == 0)
        {
            return;
        }

        // Whoever lives and writes one holds this; the system takes it from the dead. What it leaves now, the next recovery removes.
        using var held = fileSystem.TryLock(layout.DerivedLockFile);
        foreach (var path in held is null ? [] : temporaries)
        {
            fileSystem.Delete(path);
        }
    }
}

/// <summary>What opening found in the journal.</summary>
/// <param name="Start">The position behind which it was read.</param>
/// <param name="Position">The last commit.</param>
/// <param name="Commits">The commits in between.</param>
/// <param name="UnflushedFiles">Files that may not be durable, relative.</param>
/// <param name="NeedsCheckpoint">They must be flushed and a checkpoint set.</param>
internal sealed record RecoveredJournal(
    long Start,
    long Position,
    IReadOnlyList<JournalCommit> Commits,
    IReadOnlyList<string> UnflushedFiles,
    bool NeedsCheckpoint);
