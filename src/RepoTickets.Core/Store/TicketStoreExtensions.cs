namespace RepoTickets;

/// <summary>
/// What most callers use: one step each, the same for every store. All are thread-safe; all write through
/// <see cref="ITicketStore.CommitAsync"/> and throw what it throws.
/// </summary>
public static class TicketStoreExtensions
{
    /// <summary>How often an update is repeated on top of somebody else's change before the conflict is reported: 8 times.</summary>
    public const int MaximumAttempts = 8;

    private const int SummariesAtOnce = 1_000_000;

    /// <summary>
    /// Creates a ticket. Reporter, e-mail and branch are filled in from the repository and the status from its configuration; whatever
    /// <paramref name="configure"/> sets wins.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="title">The title; the identifier is made of its first word.</param>
    /// <param name="configure">Sets further fields: <c>t => t with { Priority = TicketPriority.High }</c>.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>The ticket as it is in the store, with identifier and version.</returns>
    public static async ValueTask<Ticket> CreateAsync(
        this ITicketStore store, string title, Func<Ticket, Ticket>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(title);
        var configuration = await store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var origin = await store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var ticket = new Ticket
        {
            Title = title,
            Status = configuration.DefaultStatus,
            Reporter = origin.UserName,
            ReporterEmail = origin.UserEmail,
            Branch = origin.Branch,
        };
        return await store.CreateAsync(configure?.Invoke(ticket) ?? ticket, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates a document as it stands; one without identifier gets one.</summary>
    /// <returns>The document as it is in the store, with identifier and version.</returns>
    public static async ValueTask<TDocument> CreateAsync<TDocument>(
        this ITicketStore store, TDocument document, CancellationToken cancellationToken = default)
        where TDocument : Document
    {
        ArgumentNullException.ThrowIfNull(store);
        var result = await store.CommitAsync(new(DocumentChange.Create(document)), cancellationToken).ConfigureAwait(false);
        return (TDocument)result.Documents[0]!;
    }

    /// <summary>
    /// Changes a ticket: reads it, applies <paramref name="change"/>, commits. When somebody else changed it meanwhile, it starts again
    /// from their version, at most <see cref="MaximumAttempts"/> times, so neither change is lost.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The ticket.</param>
    /// <param name="change">Gives the changed copy: <c>t => t with { Status = TicketStatus.Closed }</c>. May run several times.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="DocumentNotFoundException">There is no such ticket.</exception>
    /// <exception cref="InvalidChangeSetException">The changed copy has another identifier.</exception>
    /// <exception cref="VersionConflictException">The ticket is changed by others so often that every attempt met a newer
    /// version.</exception>
    public static ValueTask<Ticket> UpdateAsync(
        this ITicketStore store, TicketId id, Func<Ticket, Ticket> change, CancellationToken cancellationToken = default) =>
        store.UpdateAsync(id.Key, change, cancellationToken);

    /// <summary>
    /// Changes a document of any kind, as <see cref="UpdateAsync(ITicketStore, TicketId, Func{Ticket, Ticket}, CancellationToken)"/> does a
    /// ticket.
    /// </summary>
    public static async ValueTask<TDocument> UpdateAsync<TDocument>(
        this ITicketStore store, DocumentKey key, Func<TDocument, TDocument> change, CancellationToken cancellationToken = default)
        where TDocument : Document
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(change);
        var result = await store.CommitWithRetryAsync(
            async () =>
            {
                var current = await store.GetRequiredAsync<TDocument>(key, cancellationToken).ConfigureAwait(false);
                return new ChangeSet(DocumentChange.Update(Apply(change, current)));
            },
            cancellationToken).ConfigureAwait(false);
        return (TDocument)result.Documents[0]!;
    }

    private static TDocument Apply<TDocument>(Func<TDocument, TDocument> change, TDocument current)
        where TDocument : Document
    {
        var changed = change(current) ?? throw new ArgumentException(
            $"The change of {current.Key} gave null. Return a copy made with 'with'.", nameof(change));
        return changed.Key == current.Key
            ? changed with { Version = current.Version }
            : throw new InvalidChangeSetException($"{current.Key} cannot become {DisplayText.Escape(changed.Key.ToString())}: " +
                $"identifiers do not change. Create a new document and delete this one.");
    }

    /// <summary>Deletes a ticket, in whatever version it is.</summary>
    /// <returns>False when there was none.</returns>
    public static ValueTask<bool> DeleteAsync(this ITicketStore store, TicketId id, CancellationToken cancellationToken = default) =>
        store.DeleteAsync(id.Key, cancellationToken);

    /// <summary>Deletes a document, in whatever version it is.</summary>
    /// <returns>False when there was none.</returns>
    public static async ValueTask<bool> DeleteAsync(this ITicketStore store, DocumentKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            await store.CommitWithRetryAsync(
                async () => new ChangeSet(
                    DocumentChange.Delete(await store.GetRequiredAsync<Document>(key, cancellationToken).ConfigureAwait(false))),
                cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Reads several tickets; the answer has their order, with null for those that do not exist.</summary>
    public static async ValueTask<IReadOnlyList<Ticket?>> GetManyAsync(
        this ITicketStore store, IEnumerable<TicketId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ids);
        var tickets = new List<Ticket?>();
        foreach (var id in ids)
        {
            tickets.Add(await store.GetAsync(id, cancellationToken).ConfigureAwait(false));
        }

        return tickets;
    }

    /// <summary>Reads a document that must exist.</summary>
    /// <exception cref="DocumentNotFoundException">There is none.</exception>
    public static async ValueTask<TDocument> GetRequiredAsync<TDocument>(
        this ITicketStore store, DocumentKey key, CancellationToken cancellationToken = default)
        where TDocument : Document
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.GetAsync(key, cancellationToken).ConfigureAwait(false) as TDocument ?? throw new DocumentNotFoundException(key);
    }

    /// <summary>Reads an epic; null when there is none.</summary>
    public static async ValueTask<Epic?> GetAsync(this ITicketStore store, EpicId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (Epic?)await store.GetAsync(id.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a backlog item; null when there is none.</summary>
    public static async ValueTask<BacklogItem?> GetAsync(
        this ITicketStore store, BacklogItemId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (BacklogItem?)await store.GetAsync(id.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an agent; null when there is none.</summary>
    public static async ValueTask<Agent?> GetAsync(this ITicketStore store, AgentId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (Agent?)await store.GetAsync(id.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a task of an agent; null when there is none.</summary>
    public static async ValueTask<AgentTask?> GetAsync(
        this ITicketStore store, AgentTaskId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (AgentTask?)await store.GetAsync(id.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the lease of a ticket; null when none was ever granted.</summary>
    public static async ValueTask<Lease?> GetLeaseAsync(
        this ITicketStore store, TicketId ticketId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (Lease?)await store.GetAsync(Lease.KeyOf(ticketId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Tickets that match a query's text, such as <c>status:open label:bug priority>=high login</c>; newest first unless it says otherwise.
    /// </summary>
    /// <exception cref="QuerySyntaxException">The text cannot be understood.</exception>
    public static ValueTask<TicketQueryResult> QueryAsync(
        this ITicketStore store, string query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.QueryAsync(TicketQuery.Parse(query), cancellationToken);
    }

    /// <summary>Tickets whose title, labels, description or comments contain a text, in any case; newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="text">What to look for, as it stands: no query syntax.</param>
    /// <param name="limit">How many at most; default 50.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async ValueTask<IReadOnlyList<TicketSummary>> SearchAsync(
        this ITicketStore store, string text, int limit = 50, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var query = new TicketQuery { Filter = TicketFilter.Substring(text), Take = limit };
        return (await store.QueryAsync(query, cancellationToken).ConfigureAwait(false)).Tickets;
    }

    /// <summary>Summaries of all tickets with this status and priority and all of these labels; newest first.</summary>
    public static async ValueTask<IReadOnlyList<TicketSummary>> ListSummariesAsync(
        this ITicketStore store,
        TicketStatus? status = null,
        TicketPriority? priority = null,
        IEnumerable<string>? labels = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var filter = status is { } wanted ? TicketFilter.Status(wanted) : TicketFilter.All;
        filter = priority is { } rank ? filter & TicketFilter.Priority(rank) : filter;
        foreach (var label in labels ?? [])
        {
            filter &= TicketFilter.Label(label);
        }

        return (await store.QueryAsync(new() { Filter = filter, Take = SummariesAtOnce }, cancellationToken).ConfigureAwait(false)).Tickets;
    }

    /// <summary>Builds a change set and commits it; on a conflict builds it anew from what is there then.</summary>
    /// <param name="store">The store.</param>
    /// <param name="build">Reads what it needs and gives the changes. May run several times.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="VersionConflictException">Every one of <see cref="MaximumAttempts"/> attempts met a newer version.</exception>
    public static async ValueTask<CommitResult> CommitWithRetryAsync(
        this ITicketStore store, Func<ValueTask<ChangeSet>> build, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(build);
        for (var attempt = 1; ; attempt++)
        {
            var changes = await build().ConfigureAwait(false);
            try
            {
                return await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            }
            catch (VersionConflictException) when (attempt < MaximumAttempts)
            {
                // Nobody waits here: whoever won has finished, and the next reading sees it.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
