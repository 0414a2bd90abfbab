using System.Runtime.CompilerServices;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;

namespace RepoTickets.Storage.Feed;

/// <summary>
/// The feed, read from the journal; the newest commits from memory. Every reader has a place of its own in it, so readers and writers do
/// not meet.
/// </summary>
internal sealed class JournalFeed(
    IFileSystem fileSystem, StoreLayout layout, SharedState shared, CommitDecoder decoder, RecentCommits recent, TimeProvider timeProvider)
    : ICommitFeed
{
    private const int MaximumCount = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default) => new(shared.Committed);

    public ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default) => new(OldestPosition());

    public ValueTask<IReadOnlyList<RepoTickets.Commit>> ReadAsync(
        long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumCount, MaximumCount);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new(Read(afterPosition, maximumCount));
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, "The feed could not be read.");
        }
    }

    public async IAsyncEnumerable<RepoTickets.Commit> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        using var reader = new JournalTail(fileSystem, layout);
        Seek(reader, afterPosition);
        for (var position = afterPosition; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = recent.Next;
            foreach (var commit in ReadOn(reader, position))
            {
                yield return commit;
                position = commit.Position;
            }

            if (position < shared.Committed)
            {
                continue;
            }

            if (!shared.IsStillNamed)
            {
                // Our folder was removed: the journal that goes on from here is another one, and its positions begin anew.
                throw new FeedPositionExpiredException(position, OldestPosition());
            }

            // Other processes give no sign but the position.
            await Task.WhenAny(next, Task.Delay(Pause, timeProvider, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>What follows a position, as far as it is at hand: from memory, or else the next frame of the journal.</summary>
    private IEnumerable<RepoTickets.Commit> ReadOn(JournalTail reader, long position)
    {
        var committed = shared.Committed;
        if (position >= committed)
        {
            return [];
        }

        if (recent.TryRead(position, committed, MaximumCount) is { } kept)
        {
            return kept;
        }

        if (reader.Position != position || reader.File is null)
        {
            if (!shared.IsStillNamed)
            {
                throw new FeedPositionExpiredException(position, OldestPosition());
            }

            // The reader stands where memory took over, or the first segment has been created since.
            Seek(reader, position);
        }

        return ReadNext(reader) is { } frame ? frame.Where(commit => commit.Position > position).Select(decoder.Decode) : [];
    }

    private List<RepoTickets.Commit> Read(long afterPosition, int maximumCount)
    {
        var committed = shared.Committed;
        if (recent.TryRead(afterPosition, committed, maximumCount) is { } kept)
        {
            return kept;
        }

        using var reader = new JournalTail(fileSystem, layout);
        Seek(reader, afterPosition);
        var commits = new List<RepoTickets.Commit>();
        try
        {
            while (commits.Count < maximumCount && ReadNext(reader) is { } frame)
            {
                commits.AddRange(
                    frame.Where(commit => commit.Position > afterPosition).Take(maximumCount - commits.Count).Select(decoder.Decode));
            }
        }
        catch (FeedPositionExpiredException) when (commits.Count > 0)
        {
            // There is a gap behind these: whoever asks for what follows them is told so.
            return commits;
        }

        return commits;
    }

    private void Seek(JournalTail reader, long afterPosition)
    {
        var committed = shared.Committed;
        if (afterPosition > committed || !reader.TrySeek(afterPosition) || (reader.File is null && afterPosition < committed))
        {
            throw new FeedPositionExpiredException(afterPosition, OldestPosition());
        }
    }

    /// <summary>The next frame, if it is committed: what lies behind the published position may still be taken back.</summary>
    private IReadOnlyList<JournalCommit>? ReadNext(JournalTail reader)
    {
        if (reader.Position >= shared.Committed || reader.File is null)
        {
            return null;
        }

        // What is published is in the journal, or retention has dropped it since this reader was here.
        return reader.ReadFrame(out var commits) == FrameFinding.Frame
            ? commits
            : throw new FeedPositionExpiredException(reader.Position, OldestPosition());
    }

    /// <summary>The first position from which the feed goes on without a gap.</summary>
    private long OldestPosition()
    {
        var oldest = JournalTail.ListSegments(fileSystem, layout) is [var first, ..] ? first : shared.Committed + 1;
        foreach (var name in fileSystem.ListNames(layout.JournalFolder) ?? [])
        {
            if (JournalSegment.TryParseGapName(name, out var gap) && gap <= shared.Committed + 1)
            {
                oldest = Math.Max(oldest, gap);
            }
        }

        return oldest;
    }
}

/// <summary>Makes the public form of a commit: bytes become documents.</summary>
internal sealed class CommitDecoder(DocumentFormat format)
{
    internal RepoTickets.Commit Decode(JournalCommit commit) => Decode(commit, documents: null);

    /// <param name="commit">The commit.</param>
    /// <param name="documents">Its documents afterwards, by path, where they are at hand.</param>
    internal RepoTickets.Commit Decode(JournalCommit commit, IReadOnlyDictionary<string, Document>? documents) => new(
        commit.Position,
        DateTimeOffset.UnixEpoch.AddTicks(commit.CommittedAtMicroseconds * TimeSpan.TicksPerMicrosecond),
        [.. commit.Changes.Select(change => Decode(change, documents)).OfType<CommittedChange>()])
    {
        Source = commit.Source,
        CorrelationId = commit.CorrelationId,
        CausationId = commit.CausationId,
    };

    private CommittedChange? Decode(FileChange change, IReadOnlyDictionary<string, Document>? documents)
    {
        if (!StoreLayout.TryGetKey(change.Path, out var key))
        {
            return null;
        }

        var before = change.BeforeDocument ?? Bind(key, change.BeforePath, change.Before);
        if (before is not null && change.Former is { Version.IsNone: false } former)
        {
            // The former bytes may be written anew from memory, but the version is that of the file as it was.
            before = before with { Version = former.Version };
        }

        var after = change.AfterPath is { } path && documents is not null && documents.TryGetValue(path, out var known)
            ? known
            : Bind(key, change.AfterPath, change.After);
        return new(key, before, after, change.BeforeIsKnown)
        {
            IsUnreadable = after is null && change.AfterPath is not null,
            SummaryBefore = change.BeforeIsKnown ? null : change.Former?.Summary,
        };
    }

    private Document? Bind(DocumentKey key, string? path, byte[]? bytes)
    {
        if (path is null || bytes is null)
        {
            return null;
        }

        format.TryRead(key, path, bytes, out var document, out _);
        return document;
    }
}
