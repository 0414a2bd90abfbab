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

            return LoadIndex(recovered.Start, recovered.Position, recovered.Commits);
        }
        catch (JournalFlushException exception)
        {
            throw _health.Poison($"A device flush failed while the store was opened: {exception.Cause.Message}.", exception);
        }
        catch (JournalCorruptException exception)
        {
            // The files are as good as they are: they can be read while somebody decides about the journal.
            _health.MakeReadOnly(exception.Message);
            _health.JournalIsDamaged = true;
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

        var position = _shared.Committed;
        if (!_tail.TrySeek(_shared.Applied))
        {
            _tail.Detach(position);
        }

        return LoadIndex(_shared.Applied, position, ReadToEnd(position));
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
        return LoadIndex(start, _tail.Position, commits);
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

    private LoadedJournal LoadIndex(long start, long position, IReadOnlyList<JournalCommit> commits)
    {
        if (_indexStore.TryLoad() is { } snapshot && CommitsSince(snapshot.Position, start, position, commits) is { } missing)
        {
            return new(new(snapshot), IndexIsNew: false, missing, position);
        }

        var index = new TicketIndex();
        index.Reset(_loader.ReadAll(), position);
        return new(index, IndexIsNew: true, commits, position);
    }

    private List<JournalCommit>? CommitsSince(long indexed, long start, long position, IReadOnlyList<JournalCommit> commits)
    {
        if (indexed > position)
        {
            // The index knows commits that the journal does not: the journal was begun anew, and positions mean something else now.
            return null;
        }

        if (indexed >= start)
        {
            return [.. commits.Where(commit => commit.Position > indexed)];
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
