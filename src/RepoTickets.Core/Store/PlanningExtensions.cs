namespace RepoTickets;

/// <summary>Epics and backlog items: what concerns two documents is one commit, so they never disagree.</summary>
public static class PlanningExtensions
{
    /// <summary>Puts a ticket into an epic: both sides are linked in one commit, and a former epic lets go of it.</summary>
    /// <exception cref="DocumentNotFoundException">There is no such epic or ticket.</exception>
    public static async ValueTask AddTicketToEpicAsync(
        this ITicketStore store, EpicId epicId, TicketId ticketId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await store.CommitWithRetryAsync(
            async () =>
            {
                var epic = await store.GetRequiredAsync<Epic>(epicId.Key, cancellationToken).ConfigureAwait(false);
                var ticket = await store.GetRequiredAsync<Ticket>(ticketId.Key, cancellationToken).ConfigureAwait(false);
                var changes = new List<DocumentChange>
                {
                    DocumentChange.Update(ticket with { EpicId = epicId }),
                    DocumentChange.Update(
                        epic.TicketIds.Contains(ticketId) ? epic : epic with { TicketIds = epic.TicketIds.Add(ticketId) }),
                };
                if (ticket.EpicId is { } former && former != epicId &&
                    await store.GetAsync(former, cancellationToken).ConfigureAwait(false) is { } other)
                {
                    changes.Add(DocumentChange.Update(Without(other, ticketId)));
                }

                return new ChangeSet([.. changes]);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a ticket out of an epic, on both sides in one commit.</summary>
    /// <returns>False when it was not in the epic.</returns>
    /// <exception cref="DocumentNotFoundException">There is no such epic or ticket.</exception>
    public static async ValueTask<bool> RemoveTicketFromEpicAsync(
        this ITicketStore store, EpicId epicId, TicketId ticketId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var result = await store.CommitWithRetryAsync(
            async () =>
            {
                var epic = await store.GetRequiredAsync<Epic>(epicId.Key, cancellationToken).ConfigureAwait(false);
                var ticket = await store.GetRequiredAsync<Ticket>(ticketId.Key, cancellationToken).ConfigureAwait(false);
                return new ChangeSet(
                    DocumentChange.Update(ticket.EpicId == epicId ? ticket with { EpicId = null } : ticket),
                    DocumentChange.Update(Without(epic, ticketId)));
            },
            cancellationToken).ConfigureAwait(false);
        return result.Position > 0;
    }

    /// <summary>
    /// Makes a ticket of a backlog item: title, description, priority, labels, points, epic and assignee go over, each acceptance criterion
    /// becomes a requirement, and the item, the ticket and the epic are linked in one commit.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="itemId">The item; it must not have a ticket yet.</param>
    /// <param name="ids">Where the requirements' identifiers come from.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>The new ticket.</returns>
    /// <exception cref="DocumentNotFoundException">There is no such item.</exception>
    /// <exception cref="InvalidChangeSetException">The item has been converted already.</exception>
    public static async ValueTask<Ticket> ConvertToTicketAsync(
        this ITicketStore store, BacklogItemId itemId, IIdentifierGenerator ids, TimeProvider timeProvider,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(timeProvider);
        var origin = await store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var result = await store.CommitWithRetryAsync(
            async () =>
            {
                var item = await store.GetRequiredAsync<BacklogItem>(itemId.Key, cancellationToken).ConfigureAwait(false);
                if (item.TicketId is { } existing)
                {
                    throw new InvalidChangeSetException($"{itemId} has been converted already: its ticket is {existing}.");
                }

                var ticket = BacklogConversion.ToTicket(item, configuration, origin, ids, timeProvider);
                var changes = new List<DocumentChange>
                {
                    DocumentChange.Create(ticket),
                    DocumentChange.Update(item with { TicketId = ticket.Id, Status = BacklogStatus.InProgress }),
                };
                if (item.EpicId is { } epicId && await store.GetAsync(epicId, cancellationToken).ConfigureAwait(false) is { } epic)
                {
                    changes.Add(DocumentChange.Update(epic with { TicketIds = epic.TicketIds.Add(ticket.Id) }));
                }

                return new ChangeSet([.. changes]);
            },
            cancellationToken).ConfigureAwait(false);
        return (Ticket)result.Documents[0]!;
    }

    private static Epic Without(Epic epic, TicketId ticketId) => epic with { TicketIds = epic.TicketIds.RemoveAll(id => id == ticketId) };
}
