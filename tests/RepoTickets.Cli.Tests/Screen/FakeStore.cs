namespace RepoTickets.Cli.Tests.Screen;

/// <summary>A store that does what a test says, and nothing else.</summary>
internal sealed class FakeStore : ITicketStore
{
    internal Func<Document?> Reading { get; init; } = static () => throw new NotSupportedException();

    internal Func<CommitResult> Committing { get; init; } = static () => throw new NotSupportedException();

    public ICommitFeed Feed { get; init; } = new FakeFeed(static _ => throw new NotSupportedException());

    public ValueTask<Ticket?> GetAsync(TicketId id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Reading() as Ticket);

    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) => ValueTask.FromResult(Reading());

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Committing());

    public ValueTask<TicketsConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<TicketOrigin> GetOriginAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document => throw new NotSupportedException();

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
