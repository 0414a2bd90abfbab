using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Recovery;

namespace RepoTickets.Storage.Opening;

/// <summary>What opening starts from: an index, and the commits that it does not know yet.</summary>
internal sealed record LoadedJournal(TicketIndex Index, bool IndexIsNew, IReadOnlyList<JournalCommit> Commits, long Position);

internal sealed partial class StoreBuilder
{
    private async ValueTask<LoadedJournal> LoadForWritingAsync()
    {
        using var held = await _writerLock.AcquireAsync().ConfigureAwait(false);
        _writerLock.ProveExclusion();
        try
        {
            var recovered = _recovery.RecoverAtOpen(_checkpoint.Read(), _shared.IsValidFor(_fileSystem.BootId));
            if (recovered.NeedsCheckpoint)
            {
                _checkpointer.RunAfterRecovery(recovered);
            }

            foreach (var change in recovered.Commits.SelectMany(static commit => commit.Changes))
            {
                // Where a file is not what the last commit left, somebody changed it since: also while no process had the store open.
                _documents.Note(change);
            }

            return LoadIndex(recovered.Start, recovered.Position, recovered.Position, recovered.Commits);
        }
        catch (JournalFlushException exception)
        {
            _shared.Poisoned = true;
            throw _health.Poison($"A device flush failed while the store was opened: {exception.Cause.Message}.", exception);
        }
        catch (JournalCorruptException exception)
        {
            // The files are as good as they are: they can be read while somebody decides about the journal.
            _health.NoteDamage(exception.Message);
            var position = _checkpoint.Read();
            _tail.Detach(position);
            return new(new(), IndexIsNew: false, [], position);
        }
    }

    /// <summary>
    /// Without the lock nothing can be finished: what the journal has and the files may not have is shown from the journal.
    /// </summary>
    private LoadedJournal LoadForReading()
    {
        if (!_shared.IsValidFor(_fileSystem.BootId))
        {
            return LoadWithoutSharedState();
        }

        // In this order: what is put in place in between is then shown from the journal, which is never wrong.
        var applied = _shared.Applied;
        var position = _shared.Committed;
        if (!_tail.TrySeek(applied))
        {
            _tail.Detach(position);
        }

        return LoadIndex(applied, applied, position, ReadToEnd(position));
    }

    private LoadedJournal LoadWithoutSharedState()
    {
        var start = _checkpoint.Read();
        if (!_tail.TrySeek(start))
        {
            _tail.Detach(start);
        }

        var commits = ReadToEnd(long.MaxValue);
        _shared.TryInitialise(_fileSystem.BootId, start, _tail.Position);
        return LoadIndex(start, start, _tail.Position, commits);
    }

    private List<JournalCommit> ReadToEnd(long through)
    {
        var found = new List<JournalCommit>();
        while (_tail.Position < through && _tail.ReadFrame(out var commits) == FrameFinding.Frame)
        {
            found.AddRange(commits!);
        }

        return found;
    }

    /// <param name="start">Where <paramref name="commits"/> begin.</param>
    /// <param name="applied">The files are in place through here: what follows is not in them, and must be shown from the journal.</param>
    /// <param name="position">The last commit.</param>
    /// <param name="commits">The commits from start to position.</param>
    private LoadedJournal LoadIndex(long start, long applied, long position, IReadOnlyList<JournalCommit> commits)
    {
        if (_indexStore.TryLoad() is { } snapshot && CommitsSince(snapshot.Position, start, applied, position, commits) is { } missing)
        {
            return new(new(snapshot), IndexIsNew: false, missing, position);
        }

        var index = new TicketIndex();
        index.Reset(_loader.ReadAll(), position);
        return new(index, IndexIsNew: true, [.. commits.Where(commit => commit.Position > applied)], position);
    }

    private List<JournalCommit>? CommitsSince(
        long indexed, long start, long applied, long position, IReadOnlyList<JournalCommit> commits)
    {
        if (indexed > position)
        {
            // The index knows commits that the journal does not: the journal was begun anew, and positions mean something else now.
            return null;
        }

        if (indexed >= start)
        {
            return [.. commits.Where(commit => commit.Position > Math.Min(indexed, applied))];
        }

        try
        {
            return _recovery.ReadBetween(indexed, position);
        }
        catch (JournalCorruptException)
        {
            // The feed no longer reaches back to where the index stands; the files say the rest.
            return null;
        }
    }
}
