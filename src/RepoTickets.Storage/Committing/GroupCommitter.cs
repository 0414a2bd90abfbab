using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>
/// The one way to write. A group of requests goes through these steps; each is there because something is lost without it
/// (<c>Committing/README.md</c> says what):
/// <list type="number">
/// <item>take the lock between processes;</item>
/// <item>finish what a dead writer left;</item>
/// <item>follow the journal to its end, then plan each request against the bytes on disk;</item>
/// <item>write the new files under temporary names, unflushed: a full disk shows itself here, before anything happened;</item>
/// <item>append one frame to the journal and flush it: the commit point;</item>
/// <item>publish the position: the instant at which every reader, in every process, sees the commit;</item>
/// <item>rename the files into place, unflushed, and publish that too;</item>
/// <item>release the lock and answer.</item>
/// </list>
/// </summary>
internal sealed class GroupCommitter(CommitParts parts)
{
    // One more change set is planned on top of this at most, so a frame stays far below the length that reading takes for damage.
    private const long MaximumFrameWeight = 64L << 20;

    /// <summary>Commits a group; every request is answered, with success or failure.</summary>
    /// <param name="group">The requests.</param>
    /// <param name="topUp">Adds those to the group that came while the lock was waited for.</param>
    internal async ValueTask CommitAsync(IReadOnlyList<CommitRequest> group, Action topUp)
    {
        var watch = parts.Telemetry.WatchGroup(group);
        try
        {
            await CommitAsync(group, topUp, watch).ConfigureAwait(false);
            watch?.End(null);
        }
        catch (Exception exception)
        {
            watch?.End(exception);
            throw;
        }
    }

    private async ValueTask CommitAsync(IReadOnlyList<CommitRequest> group, Action topUp, CommitGroupWatch? watch)
    {
        parts.Health.ThrowIfUnwritable();
        var hasOwnCommits = false;
        try
        {
            using var held = await parts.WriterLock.AcquireAsync().ConfigureAwait(false);
            watch?.NoteLocked();
            await WaitForGitAsync().ConfigureAwait(false);
            topUp();
            for (var done = 0; done < group.Count;)
            {
                var part = CommitLocked(group, done, held, watch);
                done += part.Count;
                hasOwnCommits |= part.HasOwnCommits;
            }
        }
        catch (FileSystemException exception)
        {
            ThrowIfDetached();
            throw StoreIo.Explain(exception, "Nothing was changed.");
        }

        parts.Housekeeping.AfterCommit(parts.Tail.SegmentFirst, hasOwnCommits);
        parts.Placement.AfterCommit();
    }

    /// <summary>Leaves no file waiting. A failure is logged: the next who opens the store finishes from the journal.</summary>
    internal async ValueTask PlaceForClosingAsync(ILogger logger)
    {
        if (parts.Pending.IsEmpty || parts.Health.IsPoisoned)
        {
            return;
        }

        try
        {
            using var held = await parts.WriterLock.AcquireAsync().ConfigureAwait(false);
            PrepareLocked(held);
            if (!parts.Pending.IsEmpty)
            {
                PlaceLocked();
            }
        }
        catch (Exception exception) when (exception is RepoTicketsException or FileSystemException or JournalFlushException)
        {
            Log.MaintenanceFailed(logger, "putting files in place", exception);
            SaveWhenDetached(logger);
        }
    }

    private void SaveWhenDetached(ILogger logger)
    {
        try
        {
            ThrowIfDetached();
        }
        catch (Exception exception) when (exception is RepoTicketsException or FileSystemException)
        {
            Log.MaintenanceFailed(logger, "putting files in place", exception);
        }
    }

    private void ThrowIfDetached()
    {
        if (parts.View.IsDetached)
        {
            var lost = parts.Pending.PutInPlaceWithoutJournal(parts.View.RecentFiles, parts.Conflicts);
            parts.Health.MakeReadOnly(
                "The folder .tickets/.sdk was removed or replaced while the store was open (git clean -x, git stash --all). What was " +
                "committed is in the files" + (lost.Count == 0 ? "" : $", except for {string.Join(", ", lost)}, " +
                    "which could not be written") +
                ". Open the store again to write.");
            parts.Health.ThrowIfUnwritable();
        }
    }

    /// <summary>Deals with as many requests from <paramref name="start"/> on as fit into one frame of the journal.</summary>
    private PlannedGroup CommitLocked(IReadOnlyList<CommitRequest> group, int start, IFileLock held, CommitGroupWatch? watch)
    {
        PlannedGroup planned;
        try
        {
            PrepareLocked(held);
            if (!parts.Pending.IsEmpty && NeedsFilesInPlace(group, start))
            {
                PlaceLocked();
            }

            planned = PlanLocked(group, start);
        }
        catch (JournalFlushException exception)
        {
            parts.Shared.Poisoned = true;
            throw parts.Health.Poison(
                $"A device flush failed while finishing what another writer left: {exception.Cause.Message}.", exception);
        }

        var writing = planned.Accepted.FindAll(static item => item.Plan.Commit is not null);
        planned.Answer(unapplied: writing.Count > 0 ? WriteLocked(writing, watch) : null);
        return planned;
    }

    /// <summary>Leaves the store with no trace of dead writers and this process at the end of the journal.</summary>
    private void PrepareLocked(IFileLock held)
    {
        ThrowIfDetached();
        if (parts.Shared.Poisoned)
        {
            throw parts.Health.Poison("A device flush failed in another process.", null);
        }

        parts.View.RegainTail();
        if (!parts.Pending.IsEmpty && parts.Shared.Applied != parts.Pending.Applied)
        {
            // Another process had the lock since, and finished this.
            parts.Pending.Clear();
        }

        // Where it finds nothing to go on in, the journal was cut off. That is looked at before anything is finished from the journal: it
        // would forget what waits here, of which there is no other copy then.
        parts.View.FollowOrThrow();
        var behind = parts.Tail.LookBehind();
        ThrowIfJournalWasCut(behind);
        if (behind != TailEnd.Clean || parts.Shared.Writing || parts.Shared.IsPrivate ||
            (parts.Shared.Applied != parts.Shared.Committed && parts.Pending.IsEmpty))
        {
            FinishLocked();
        }

        if (parts.Shared.Holder != Environment.ProcessId)
        {
            held.Describe(parts.HolderDescription);
            parts.Shared.Holder = Environment.ProcessId;
        }
    }

    /// <summary>
    /// Going on in a new segment, or behind a hole in this one, would leave files that nobody has flushed without the journal that vouches
    /// for them, and a journal that the next opening takes for damaged. Where no segment is left and none is needed there is no such file.
    /// </summary>
    private void ThrowIfJournalWasCut(TailEnd behind)
    {
        var isLost = behind == TailEnd.Lost && parts.Tail.Offset > JournalSegment.HeaderLength;
        if (isLost || (parts.Tail.File is null && parts.Shared.Committed > 0 && parts.JournalRepair.IsMissedBehind))
        {
            // Nobody else has their bytes any more.
            parts.Pending.PutInPlace(parts.View.RecentFiles, parts.Conflicts);
            parts.Health.NoteDamage(
                "The journal (.tickets/.sdk/journal) was removed, or its end was, while the store was open: commit " +
                $"{parts.Shared.Committed} was there and is not any more. What was committed is in the files, but it is not known " +
                "whether they are on the device. Nothing was changed. Repair the store: it flushes them and begins a new segment; or put " +
                "back what was removed and open the store again.");
            parts.Health.ThrowIfUnwritable();
        }
    }

    /// <summary>Puts in place what the journal has, whoever left it; what this process had in mind is part of that.</summary>
    private void FinishLocked()
    {
        parts.Pending.Clear();
        parts.Recovery.FinishAfterDeadWriter(parts.View);
    }

    private static bool NeedsFilesInPlace(IReadOnlyList<CommitRequest> group, int start)
    {
        for (var i = start; i < group.Count; i++)
        {
            if (group[i].NeedsFilesInPlace)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Writes the files that wait. Where that fails, the mark of a writer under way stays, and the next one finishes from the journal.
    /// </summary>
    private void PlaceLocked()
    {
        parts.Shared.Writing = true;
        var placed = parts.Pending.PutInPlace(parts.View.RecentFiles, parts.Conflicts);
        parts.Shared.Applied = parts.Shared.Committed;
        parts.Shared.Writing = false;
        parts.Kept.KeepAfterPlacement(placed);
    }

    private PlannedGroup PlanLocked(IReadOnlyList<CommitRequest> group, int start)
    {
        var planned = new PlannedGroup();
        var state = new GroupState(
            parts.View.Followed, parts.TimeProvider.GetUtcNow(), parts.Options.Durability == Durability.Buffered, parts.Pending);
        for (var i = start; i < group.Count && planned.Weight < MaximumFrameWeight; i++)
        {
            var request = group[i];
            if (request.CancellationToken.IsCancellationRequested)
            {
                // It may have waited long for the lock since it was taken from the queue.
                planned.Refuse(request, new OperationCanceledException(request.CancellationToken));
                continue;
            }

            try
            {
                var plan = request.Plan(state);
                if (plan.Commit is not null)
                {
                    state.Accept(plan.Commit, plan.Documents.Values);
                }

                planned.Accept(request, plan);
            }
            catch (FileSystemException exception)
            {
                planned.Refuse(request, StoreIo.Explain(exception, "Nothing was changed."));
            }
#pragma warning disable CA1031 // A defect in planning one request is that request's; those of other callers in the group go on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                planned.Refuse(request, exception);
            }
        }

        return planned;
    }

    /// <returns>Why the files of what is now durable could not be put in place; null when they were.</returns>
    private StoreIoException? WriteLocked(List<(CommitRequest Request, PlannedCommit Plan)> writing, CommitGroupWatch? watch)
    {
        var commits = writing.ConvertAll(static item => item.Plan.Commit!);
        parts.Shared.Writing = true;
        using var staged = Stage(commits);
        watch?.NoteAppending();
        AppendToJournal(commits, staged);
        watch?.NoteAppended(commits.Count);
        parts.View.Publish(writing.ConvertAll(static item => new PublishedCommit(item.Plan.Commit!, item.Plan.Documents)));
        IReadOnlyList<FileChange> placed = [];
        if (Apply(commits, staged, ref placed) is { } unapplied)
        {
            return unapplied;
        }

        parts.Shared.Applied = parts.Pending.NoteApplied(commits[^1].Position);
        parts.Shared.Writing = false;
        parts.Kept.KeepAfterCommit(writing);
        parts.Kept.KeepAfterPlacement(placed);
        return null;
    }

    private StagedFiles Stage(List<JournalCommit> commits)
    {
        var staged = new StagedFiles(parts.FileSystem, parts.Layout, parts.Identifiers, parts.Pending, parts.Parallelism);
        try
        {
            foreach (var commit in commits)
            {
                staged.Add(commit);
            }

            return staged;
        }
        catch (FileSystemException exception)
        {
            parts.Shared.Writing = !staged.RemoveAll();
            throw StoreIo.Explain(exception, "Nothing was changed.");
        }
        catch
        {
            // Descriptors are returned by nobody else.
            staged.Dispose();
            throw;
        }
    }

    private void AppendToJournal(List<JournalCommit> commits, StagedFiles staged)
    {
        try
        {
            parts.Journal.Append(commits);
        }
        catch (FileSystemException exception)
        {
            parts.Shared.Writing = !staged.RemoveAll();
            throw StoreIo.Explain(exception, "Nothing was changed.");
        }
        catch (JournalFlushException exception)
        {
            parts.Shared.Poisoned = true;
            staged.RemoveAll();
            throw parts.Health.Poison(
                $"The device flush of the journal failed: {exception.Cause.Message}. Whether the last change set is durable is unknown.",
                exception,
                mayBeCommitted: true);
        }
    }

    private StoreIoException? Apply(List<JournalCommit> commits, StagedFiles staged, ref IReadOnlyList<FileChange> placed)
    {
        try
        {
            foreach (var commit in commits)
            {
                staged.PutInPlace(commit, parts.View.RecentFiles, parts.Conflicts);
            }

            if (parts.Pending.IsFull || parts.WriterLock.IsWaitedFor)
            {
                // Whoever comes next would have to do it, from the journal.
                placed = parts.Pending.PutInPlace(parts.View.RecentFiles, parts.Conflicts);
            }

            return null;
        }
        catch (FileSystemException exception)
        {
            // The commit stands: it is durable in the journal, and readers get it from there. The next writer finishes it.
            return parts.Health.ReportUnapplied(exception, commits[^1].Position);
        }
    }

    private async ValueTask WaitForGitAsync()
    {
        var start = parts.TimeProvider.GetTimestamp();
        while (parts.Settling.IsGitAtWork && parts.TimeProvider.GetElapsedTime(start) < LongestWaitForGit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), parts.TimeProvider).ConfigureAwait(false);
        }
    }

    // A git command that dies leaves its lock behind for ever, so the wait is bounded and then the commit goes on: the version check still
    // protects every file.
    private static readonly TimeSpan LongestWaitForGit = TimeSpan.FromSeconds(5);
}
