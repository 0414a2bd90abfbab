using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;
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
            ? await ExplainAsync(open.ReadAsync(key, cancellationToken)).ConfigureAwait(false)
            : null;
    }

    public async ValueTask<DocumentList<TDocument>> ListAsync<TDocument>(CancellationToken cancellationToken = default)
        where TDocument : Document
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await ExplainAsync(open.Lister.ListAsync<TDocument>(cancellationToken)).ConfigureAwait(false);
    }

    public ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _open is { } open ? new(Explain(open.Query, query)) : QueryAfterOpeningAsync(query, cancellationToken);
    }

    public async ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return Explain(static opened => opened.CountTickets(), open);
    }

    public async ValueTask<IReadOnlyList<DocumentFault>> GetFaultsAsync(CancellationToken cancellationToken = default)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var faults = new List<DocumentFault>(open.Faults.All);
        faults.AddRange((await ListAsync<Epic>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await ListAsync<BacklogItem>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await ListAsync<Agent>(cancellationToken).ConfigureAwait(false)).Faults);
        faults.AddRange((await ListAsync<AgentTask>(cancellationToken).ConfigureAwait(false)).Faults);
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
        await ExplainAsync(open.RefreshAsync(cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask<Ticket?> GetTicketAsync(TicketId id, CancellationToken cancellationToken) =>
        (Ticket?)await GetAsync(id.Key, cancellationToken).ConfigureAwait(false);

    private async ValueTask<TicketQueryResult> QueryAfterOpeningAsync(TicketQuery query, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return Explain(open.Query, query);
    }

    /// <summary>Failures of the file system reach callers in the words of the public contract.</summary>
    private static async ValueTask<T> ExplainAsync<T>(ValueTask<T> task)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, NothingChanged);
        }
    }

    private static async ValueTask ExplainAsync(ValueTask task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, NothingChanged);
        }
    }

    private static TResult Explain<TArgument, TResult>(Func<TArgument, TResult> action, TArgument argument)
    {
        try
        {
            return action(argument);
        }
        catch (FileSystemException exception)
        {
            throw StoreIo.Explain(exception, NothingChanged);
        }
    }

    private const string NothingChanged = "Nothing was changed.";
}
