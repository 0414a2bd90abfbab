using RepoTickets.Mcp.Tools;
using RepoTickets.Workflows;

namespace RepoTickets.Mcp.Scope;

/// <summary>
/// The store as the client may see it: what the scope does not cover is answered exactly as what does not exist. Thread-safe.
/// </summary>
internal sealed class TicketDesk(ITicketStore store, IClaims claims, TicketScope scope)
{
    /// <summary>Kept in the feed with each change.</summary>
    internal const string Source = "mcp";

    internal TicketScope Scope { get; } = scope;

    internal ITicketStore Store { get; } = store;

    /// <exception cref="DocumentNotFoundException">There is no such ticket for the client.</exception>
    internal async ValueTask<Ticket> RequireAsync(TicketId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new DocumentNotFoundException(id.Key);

    internal async ValueTask<Ticket?> FindAsync(TicketId id, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } ticket && Scope.Covers(ticket) ? ticket : null;
        }
        catch (DocumentFaultException) when (Scope.IsLimited)
        {
            // Nobody can say which labels it carries.
            return null;
        }
    }

    internal async ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken) =>
        await Store.QueryAsync(Scope.Narrow(query), cancellationToken).ConfigureAwait(false);

    /// <summary>Of these, in their order, the tickets that exist for the client. Without a limit nothing is left out.</summary>
    internal async ValueTask<ValueList<TicketId>> CoveredAsync(ValueList<TicketId> ids, CancellationToken cancellationToken)
    {
        if (!Scope.IsLimited || ids.Count == 0)
        {
            return ids;
        }

        var covered = new List<TicketId>();
        foreach (var id in ids)
        {
            if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is not null)
            {
                covered.Add(id);
            }
        }

        return covered.ToValueList();
    }

    /// <summary>Takes up a claim on a ticket that exists for the client.</summary>
    /// <exception cref="DocumentNotFoundException">There is no such ticket for the client.</exception>
    /// <exception cref="ClaimLostException">The claim is not the recorded one.</exception>
    internal async ValueTask<IClaim> ResumeAsync(TicketId id, string holder, long token, CancellationToken cancellationToken)
    {
        await RequireAsync(id, cancellationToken).ConfigureAwait(false);
        return await claims.ResumeAsync(id, ToolArguments.Holder(holder), token, null, cancellationToken).ConfigureAwait(false)
            ?? throw new ClaimLostException(id, holder, token, await Store.GetLeaseAsync(id, cancellationToken).ConfigureAwait(false));
    }
}
