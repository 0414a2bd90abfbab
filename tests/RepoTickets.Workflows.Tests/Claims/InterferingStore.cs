namespace RepoTickets.Workflows.Tests.Claims;

/// <summary>A store on which something happens just before a commit reaches it: what the committer has read is out of date by then.</summary>
internal sealed class InterferingStore(ITicketStore inner) : ITicketStore
{
    /// <summary>Runs once, before the next commit.</summary>
    internal Func<Task>? BeforeNextCommit { get; set; }

    /// <summary>How often a document was asked for by its key.</summary>
    internal int Reads { get; private set; }

    /// <summary>How often all documents of a kind were.</summary>
    internal int Lists { get; private set; }

    public ICommitFeed Feed => inner.Feed;

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        var interference = BeforeNextCommit;
        BeforeNextCommit = null;
        await (interference?.Invoke() ?? Task.CompletedTask);
        return await inner.CommitAsync(changes, cancellationToken);
    }

    public ValueTask<TicketsConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default) => inner.GetConfigurationAsync(cancellationToken);

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

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default) => inner.QueryAsync(query, cancellationToken);

    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) => inner.GetStatisticsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default) => inner.GetFaultsAsync(cancellationToken);

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => inner.RefreshAsync(cancellationToken);

    public ValueTask DisposeAsync() => default;
}
