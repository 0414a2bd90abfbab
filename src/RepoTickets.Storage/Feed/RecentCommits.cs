using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Feed;

/// <summary>
/// The newest commits, as this process made them or followed them: those who follow the feed closely, as nearly all do, need not read from
/// the journal again what was written a moment ago, and each commit is decoded once for all of them. Bounded; thread-safe.
/// </summary>
internal sealed class RecentCommits(CommitDecoder decoder)
{
    /// <summary>Commits that are kept at most.</summary>
    internal const int MaximumCount = 512;

    /// <summary>Bytes of documents that are kept at most; the newest commit is kept whatever its size.</summary>
    internal const long MaximumWeight = 8 << 20;

    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = [];
    private TaskCompletionSource? _next;
    private long _first;
    private long _weight;

    /// <summary>The position of the newest one; 0 when there is none.</summary>
    private long Last => _entries.Count == 0 ? 0 : _first + _entries.Count - 1;

    /// <summary>Completes when the next commit is added. Take it first, then look, then wait: nothing is missed.</summary>
    internal Task Next
    {
        get
        {
            lock (_gate)
            {
                _next ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                return _next.Task;
            }
        }
    }

    /// <summary>Adds a commit; one that is known already is passed over, and a gap begins anew.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="documents">Its documents afterwards, by path, where they are at hand.</param>
    internal void Add(JournalCommit commit, IReadOnlyDictionary<string, Document>? documents)
    {
        lock (_gate)
        {
            if (_entries.Count > 0 && commit.Position <= Last)
            {
                return;
            }

            if (_entries.Count > 0 && commit.Position != Last + 1)
            {
                Forget();
            }

            var entry = new Entry(commit, documents, WeightOf(commit));
            _first = _entries.Count == 0 ? commit.Position : _first;
            _entries.Enqueue(entry);
            _weight += entry.Weight;
            while (_entries.Count > MaximumCount || (_weight > MaximumWeight && _entries.Count > 1))
            {
                _weight -= _entries.Dequeue().Weight;
                _first++;
            }
        }
    }

    /// <summary>Those who wait for a commit look again: what was added is published.</summary>
    internal void Wake()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            (waiting, _next) = (_next, null);
        }

        waiting?.TrySetResult();
    }

    /// <summary>The journal goes on elsewhere, or was written anew.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            Forget();
        }
    }

    /// <summary>Reads commits in <c>(after, through]</c>; null when those are not here, and the journal must say what follows.</summary>
    internal List<RepoTickets.Commit>? TryRead(long after, long through, int maximumCount)
    {
        Entry[] found;
        lock (_gate)
        {
            if (_entries.Count == 0 || after + 1 < _first || after > Last || Last < through)
            {
                return null;
            }

            var count = Math.Min(through - after, maximumCount);
            found = [.. _entries.Skip((int)(after + 1 - _first)).Take((int)count)];
        }

        return [.. found.Select(entry => entry.Decode(decoder))];
    }

    private void Forget()
    {
        _entries.Clear();
        _weight = 0;
    }

    private static long WeightOf(JournalCommit commit)
    {
        var weight = 0L;
        foreach (var change in commit.Changes)
        {
            weight += change.Weight;
        }

        return weight;
    }

    private sealed class Entry(JournalCommit commit, IReadOnlyDictionary<string, Document>? documents, long weight)
    {
        private RepoTickets.Commit? _decoded;

        internal long Weight { get; } = weight;

        /// <summary>Two who decode at once get the same values, so that nobody has to wait for the other.</summary>
        internal RepoTickets.Commit Decode(CommitDecoder decoder) =>
            Volatile.Read(ref _decoded) ?? Interlocked.CompareExchange(ref _decoded, decoder.Decode(commit, documents), null) ?? _decoded;
    }
}
