namespace RepoTickets.Tests;

/// <summary>A store that lets a test do things around each commit: what the committer has read may be out of date by then.</summary>
internal sealed class InterferingStore(ITicketStore inner) : ITicketStore
{
    /// <summary>Runs before each commit; what it throws is what the commit throws.</summary>
    internal Func<ChangeSet, Task>? BeforeCommit { get; set; }

    /// <summary>Runs once, before the next commit.</summary>
    internal Func<Task>? BeforeNextCommit { get; set; }

    /// <summary>Runs after each commit that happened; what it throws is what the commit throws.</summary>
    internal Func<CommitResult, Task>? AfterCommit { get; set; }

    internal int Commits { get; private set; }

    /// <summary>How often a document was asked for by its key.</summary>
    internal int Reads { get; private set; }

    /// <summary>How often all documents of a kind were.</summary>
    internal int Lists { get; private set; }

    /// <summary>Set to make the feed fail, so that nobody can find out.</summary>
    internal bool FeedIsBroken { get; set; }

    public ICommitFeed Feed => FeedIsBroken ? new BrokenFeed(inner.Feed) : inner.Feed;

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        Commits++;
        if (BeforeCommit is { } before)
        {
            await before(changes);
        }

        if (BeforeNextCommit is { } once)
        {
            BeforeNextCommit = null;
            await once();
        }

        var result = await inner.CommitAsync(changes, cancellationToken);
        if (AfterCommit is { } after)
        {
            await after(result);
        }

        return result;
    }

    public ValueTask<TicketsConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default) =>
        inner.GetConfigurationAsync(cancellationToken);

    public ValueTask<TicketOrigin> GetOriginAsync(CancellationToken cancellationToken = default) => inner.GetOriginAsync(cancellationToken);

    public ValueTask<Ticket?> GetAsync(TicketId id, CancellationToken cancellationToken = default) => inner.GetAsync(id, cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        Reads++;
        return inner.GetAsync(key, cancellationToken);
    }

    public ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document
    {
        Lists++;
        return inner.ListAsync<TDocument>(cancellationToken);
    }

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(query, cancellationToken);

    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        inner.GetStatisticsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default) =>
        inner.GetFaultsAsync(cancellationToken);

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => inner.RefreshAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class BrokenFeed(ICommitFeed inner) : ICommitFeed
    {
        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default) => inner.GetPositionAsync(cancellationToken);

        public ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default) =>
            inner.GetOldestPositionAsync(cancellationToken);

        public ValueTask<IReadOnlyList<Commit>> ReadAsync(
            long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default) =>
            throw new IOException("The feed does not answer.");

        public IAsyncEnumerable<Commit> FollowAsync(long afterPosition, CancellationToken cancellationToken = default) =>
            inner.FollowAsync(afterPosition, cancellationToken);
    }
}
