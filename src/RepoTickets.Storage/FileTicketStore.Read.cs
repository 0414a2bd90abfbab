using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Opening;

namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    private const string NothingRead = "The store could not be read.";

    public ValueTask<Ticket?> GetAsync(TicketId id, CancellationToken cancellationToken = default)
    {
        if (_open is { } open && open.View.TryGetCached(id, out var ticket))
        {
            return new(ticket);
        }

        return GetTicketAsync(id, cancellationToken);
    }

    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        ExplainAsync(
            (open, token) => StoreLayout.IsWellFormed(key.Kind, key.Id) ? open.ReadAsync(key, token) : default,
            NothingRead,
            cancellationToken);

    public ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document =>
        ExplainAsync(static (open, token) => open.Lister.ListAsync<TDocument>(token), NothingRead, cancellationToken);

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _open is { } open ? Query(open, query) : ExplainAsync((opened, _) => Query(opened, query), NothingRead, cancellationToken);
    }

    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(static (open, _) => ValueTask.FromResult(open.CountTickets()), NothingRead, cancellationToken);

    public ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default) =>
        ExplainAsync(FindFaultsAsync, NothingRead, cancellationToken);

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

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default) =>
        await ExplainAsync(
            static async (open, token) =>
            {
                await open.RefreshAsync(token).ConfigureAwait(false);
                return true;
            },
            NothingRead,
            cancellationToken).ConfigureAwait(false);

    private static async ValueTask<IReadOnlyList<DocumentFault>> FindFaultsAsync(OpenStore open, CancellationToken cancellationToken)
    {
        var faults = new List<DocumentFault>(open.Faults.All);
        if (open.Configuration.FindFault() is { } fault)
        {
            faults.Add(fault);
        }

        faults.AddRange((await open.Lister.ListAsync<Epic>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<BacklogItem>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<Agent>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<AgentTask>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<Lease>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<WorkflowInstance>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<StoredWorkflowDefinition>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await open.Lister.ListAsync<WorkflowLease>(cancellationToken).ConfigureAwait(false)).Faults);
        return faults;
    }

    private static ValueTask<TicketQueryResult> Query(OpenStore open, TicketQuery query)
    {
        try
        {
            return new(open.Query(query));
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, NothingRead);
        }
    }

    private async ValueTask<Ticket?> GetTicketAsync(TicketId id, CancellationToken cancellationToken) =>
        (Ticket?)await GetAsync(id.Key, cancellationToken).ConfigureAwait(false);
}
