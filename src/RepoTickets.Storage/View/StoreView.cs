using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;

namespace RepoTickets.Storage.View;

/// <summary>
/// What this process knows of the store: cache, index, overlay and references, all following the journal. See <c>View/README.md</c> for why
/// reads are linearizable. Readers take the gate only to follow commits they have not seen; writers only to publish.
/// </summary>
internal sealed partial class StoreView
{
    private readonly Lock _gate = new();
    private readonly ViewParts _parts;
    private readonly SharedState _shared;
    private readonly JournalTail _tail;
    private readonly Overlay _overlay = new();
    private readonly Lock[] _readGates;
    private long _followed;

    internal StoreView(ViewParts parts, SharedState shared, JournalTail tail)
    {
        _parts = parts;
        _shared = shared;
        _tail = tail;
        _readGates = new Lock[64];
        for (var i = 0; i < _readGates.Length; i++)
        {
            _readGates[i] = new();
        }
    }

    /// <summary>The position through which this process has followed the journal.</summary>
    internal long Followed => Volatile.Read(ref _followed);

    /// <summary>The position through which any process has committed.</summary>
    internal long Committed => _shared.Committed;

    internal TicketIndex Index => _parts.Index;

    internal IDocumentCache Cache => _parts.Cache;

    internal ReferenceIndex References => _parts.References;

    internal RecentFiles RecentFiles => _parts.RecentFiles;

    /// <summary>
    /// Called after a commit of another process or an external change touched a file that holds no document, with its path.
    /// </summary>
    internal event Action<string>? OtherFileChanged;

    /// <summary>Nothing was committed that this process has not followed.</summary>
    internal bool IsCurrent => Volatile.Read(ref _followed) == _shared.Committed;

    /// <summary>
    /// Our folder was removed or replaced while the store was open (<c>git clean -x</c>, <c>git stash --all</c>): what this process would
    /// write there no other process would ever see.
    /// </summary>
    internal bool IsDetached => !_shared.IsStillNamed;

    /// <summary>Takes up commits that the loaded index does not know. Before anybody else uses the view.</summary>
    internal void Load(IReadOnlyList<JournalCommit> commits, long position)
    {
        lock (_gate)
        {
            foreach (var commit in commits)
            {
                Take(commit, documents: null);
            }

            Volatile.Write(ref _followed, position);
            _overlay.Prune(_shared.Applied);
        }
    }

    /// <summary>Takes up the commits that other processes have made since.</summary>
    /// <returns>False when commits are missing from the journal: everything must be read anew.</returns>
    internal bool TryFollow()
    {
        if (IsCurrent)
        {
            return true;
        }

        lock (_gate)
        {
            _overlay.Prune(_shared.Applied);
            var committed = _shared.Committed;
            while (_followed < committed)
            {
                if (_tail.ReadFrame(out var commits) != FrameFinding.Frame)
                {
                    return false;
                }

                foreach (var commit in commits!)
                {
                    if (commit.Position > _followed)
                    {
                        Take(commit, documents: null);
                        Volatile.Write(ref _followed, commit.Position);
                    }
                }
            }
        }

        return true;
    }

    /// <summary>Follows; when commits are missing from the journal, everything is read anew.</summary>
    internal void FollowOrThrow()
    {
        if (!TryFollow())
        {
            Reload!();
        }
    }

    /// <summary>
    /// Another process writes a segment anew after a failed flush; what was appended to the file of before would be lost. By the holder of
    /// the writer lock.
    /// </summary>
    internal void RegainTail()
    {
        lock (_gate)
        {
            if (!_tail.IsStillNamed && !_tail.TrySeek(_followed))
            {
                _tail.Detach(_followed);
            }
        }
    }

    /// <summary>Reads everything anew; set by whoever composes the store.</summary>
    internal Action? Reload { get; set; }

    /// <summary>
    /// Makes commits of this process visible, to it and to all others: setting the shared position is the instant at which they happen.
    /// </summary>
    internal void Publish(IReadOnlyList<PublishedCommit> commits)
    {
        lock (_gate)
        {
            _shared.Committed = commits[^1].Commit.Position;
            foreach (var commit in commits)
            {
                Take(commit.Commit, commit.Documents);
            }

            Volatile.Write(ref _followed, commits[^1].Commit.Position);
        }

        _parts.RecentCommits.Wake();
    }

    /// <summary>The files of all commits up to the shared applied position are in place: reads go to them again.</summary>
    internal void PruneOverlay()
    {
        lock (_gate)
        {
            _overlay.Prune(_shared.Applied);
        }
    }

    /// <summary>Changes index and cache outside of any commit: for files that a read-only store finds changed, and for loading.</summary>
    internal void ApplyToIndex(IReadOnlyList<IndexUpdate> updates)
    {
        lock (_gate)
        {
            foreach (var update in updates)
            {
                _parts.Cache.Remove(update.Id.Value);
            }

            _parts.Index.Apply(updates, _followed);
        }
    }

    /// <summary>
    /// Replaces the whole index by what was read from the files. They were read while others may have been committing, so whatever was not
    /// in place before the reading began is taken from the journal again.
    /// </summary>
    /// <param name="tickets">What the files held.</param>
    /// <param name="applied">The position through which the files were in place before they were read.</param>
    /// <param name="readCommits">Reads the commits of the journal in <c>(after, through]</c>.</param>
    /// <param name="repositions">The tail has lost its place, and with it the present position.</param>
    internal void ResetIndex(
        IReadOnlyList<IndexedTicket> tickets, long applied, Func<long, long, IReadOnlyList<JournalCommit>> readCommits, bool repositions)
    {
        lock (_gate)
        {
            var position = repositions ? _shared.Committed : _followed;
            var missing = readCommits(applied, position);
            if (repositions)
            {
                Reposition(position);
                _parts.RecentCommits.Clear();
            }

            _parts.Cache.Clear();
            _parts.References.Forget();
            if (repositions)
            {
                _overlay.Clear();
            }

            _parts.Index.Reset(tickets, position);
            foreach (var commit in missing)
            {
                Take(commit, documents: null);
            }

            _overlay.Prune(_shared.Applied);
            Volatile.Write(ref _followed, position);
        }
    }

    private void Reposition(long position)
    {
        if (!_tail.TrySeek(position))
        {
            _tail.Detach(position);
        }

        _parts.Documents.Forget();
    }

    private void Take(JournalCommit commit, IReadOnlyDictionary<string, Document>? documents)
    {
        _parts.RecentCommits.Add(commit, documents);
        var updates = new List<IndexUpdate>();
        foreach (var change in commit.Changes)
        {
            if (!StoreLayout.TryGetKey(change.Path, out var key))
            {
                OtherFileChanged?.Invoke(change.Path);
                continue;
            }

            var after = Resolve(change, key, documents);
            _parts.Cache.Remove(CacheKey.Of(key));
            _parts.RecentFiles.Forget(change.Path);
            _parts.Documents.Note(change);
            _parts.References.Note(key, after.Document);
            if (!commit.IsExternal)
            {
                _overlay.Set(key, new(commit.Position, after.Document, after.Fault));
            }

            if (key.Kind == DocumentKind.Ticket)
            {
                updates.Add(ToUpdate(key, change, after));
            }
        }

        _parts.Index.Apply(updates, commit.Position);
    }

    private ReadOutcome Resolve(FileChange change, DocumentKey key, IReadOnlyDictionary<string, Document>? documents)
    {
        if (change.AfterPath is not { } path)
        {
            return ReadOutcome.Absent;
        }

        return documents is not null && documents.TryGetValue(path, out var document)
            ? new(document, null, path, default, change.After)
            : _parts.Files.Decode(key, path, new(change.After ?? [], default));
    }

    private static IndexUpdate ToUpdate(DocumentKey key, FileChange change, ReadOutcome after)
    {
        var id = TicketId.FromStored(key.Id);
        return after.Document is Ticket ticket
            ? new(id, IndexedTickets.From(ticket, change.AfterPath!, default, readAtNanoseconds: 0))
            : new(id, null);
    }
}

/// <summary>A commit of this process with its documents already bound, by path.</summary>
internal sealed record PublishedCommit(JournalCommit Commit, IReadOnlyDictionary<string, Document> Documents);
