using RepoTickets.Storage.Opening;

namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    public ValueTask<Ticket?> GetAsync(TicketId id, CancellationToken cancellationToken = default)
    {
        if (_open is { } open && open.View.TryGetCached(id, out var ticket))
        {
            return new(ticket);
        }

        return GetTicketAsync(id, cancellationToken);
    }

    public async ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return Layout.StoreLayout.IsWellFormed(key.Kind, key.Id)
            ? await open.ReadAsync(key, cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await open.Lister.ListAsync<TDocument>(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _open is { } open ? new(open.Query(query)) : QueryAfterOpeningAsync(query, cancellationToken);
    }

    public async ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return open.CountTickets();
    }

    public async ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var faults = new List<DocumentFault>(open.Faults.All);
        faults.AddRange((await open.Lister.ListAsync<Epic>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<BacklogItem>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<Agent>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<AgentTask>(cancellationToken).ConfigureAwait(false)).Faults);
        return faults;
    }

    public async ValueTask<TicketsConfiguration> GetConfigurationAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return open.Configuration.Current;
    }

    public async ValueTask<TicketOrigin> GetOriginAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await open.Origin.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await open.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Ticket?> GetTicketAsync(TicketId id, CancellationToken cancellationToken) =>
        (Ticket?)await GetAsync(id.Key, cancellationToken).ConfigureAwait(false);

    private async ValueTask<TicketQueryResult> QueryAfterOpeningAsync(TicketQuery query, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return open.Query(query);
    }
}
