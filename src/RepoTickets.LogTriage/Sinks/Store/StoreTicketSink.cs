using System.Globalization;

namespace RepoTickets.LogTriage;

/// <summary>
/// Files tickets in a store of this SDK; each ticket, comment and reopening is one commit. What is filed is found at once, so there is no
/// lag. Where nothing may be written, the store is only looked at, and where there is none, no ticket is found.
/// </summary>
internal sealed class StoreTicketSink(Func<ITicketStore> findStore, bool isToLookOnly, StoreSinkOptions options, TimeProvider time,
    IIdentifierGenerator ids, string composition = "") : ITicketSink
{
    private const int MostTickets = 1_000;
    private const int MostText = 16 << 10;

    public string Name { get; } = composition.Length == 0 ? "store" : $"store:{composition}";

    public TimeSpan SearchLag => TimeSpan.Zero;

    public async ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(marker);
        var query = new TicketQuery { Filter = TicketFilter.Label(marker), Order = TicketOrder.OldestCreated, Take = MostTickets };
        var found = await QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. found.Tickets.Select(static summary => Describe(summary, ""))];
    }

    public async ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(analysis);
        var words = SearchText.Words(analysis.Title).Where(static word => word.Length >= 4).Distinct(StringComparer.Ordinal).Take(8)
            .Select(TicketFilter.Words).ToArray();
        if (words.Length == 0)
        {
            return [];
        }

        var query = new TicketQuery { Filter = TicketFilter.Open & TicketFilter.Or(words), Take = limit };
        var found = await QueryAsync(query, cancellationToken).ConfigureAwait(false);
        var tickets = new List<FiledTicket>(found.Tickets.Count);
        foreach (var summary in found.Tickets)
        {
            // A ticket that vanished or cannot be read is none to be alike.
            var ticket = await ReadAsync(summary.Id, cancellationToken).ConfigureAwait(false);
            if (ticket is not null)
            {
                tickets.Add(Describe(summary, ticket.Description.Length > MostText ? ticket.Description[..MostText] : ticket.Description));
            }
        }

        return tickets;
    }

    public async ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var priority = await ChoosePriorityAsync(draft.Severity, cancellationToken).ConfigureAwait(false);
        var ticket = await CallAsync(
            token => findStore().CreateAsync(
                draft.Title,
                made => made with
                {
                    Description = draft.Description,
                    Labels = [.. draft.Labels.Prepend(draft.Marker).Distinct(StringComparer.Ordinal), .. Team(draft)],
                    Priority = priority,
                    Assignee = draft.Assignee,
                    Reporter = options.Reporter ?? made.Reporter,
                },
                token),
            cancellationToken).ConfigureAwait(false);
        return Describe(TicketSummary.From(ticket), "");
    }

    public async ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        var id = Parse(ticketKey);
        await CallAsync(
            token => findStore().UpdateAsync(id, ticket => ticket.AddComment(options.Author, "", markdown, ids, time), token),
            cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        var id = Parse(ticketKey);
        var configuration = await CallAsync(token => findStore().GetConfigurationAsync(token), cancellationToken).ConfigureAwait(false);
        var open = configuration.DefaultStatus.IsOpen ? configuration.DefaultStatus : TicketStatus.Open;
        await CallAsync(
            token => findStore().UpdateAsync(
                id,
                ticket => ticket.IsOpen ? ticket : ticket.AddComment(options.Author, "", markdown, ids, time) with { Status = open },
                token),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default)
    {
        var (id, earlier) = (Parse(ticketKey), Parse(earlierKey));
        await CallAsync(
            token => findStore().UpdateAsync(
                id, ticket => ticket.RelatedTo.Contains(earlier) ? ticket : ticket with { RelatedTo = ticket.RelatedTo.Add(earlier) },
                    token),
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<TicketQueryResult> QueryAsync(TicketQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(token => findStore().QueryAsync(query, token), cancellationToken).ConfigureAwait(false);
        }
        catch (SinkRejectedException exception) when (isToLookOnly && exception.InnerException is StoreNotFoundException)
        {
            return new TicketQueryResult([], TotalCount: null, Position: 0);
        }
    }

    private async ValueTask<TicketPriority> ChoosePriorityAsync(FaultSeverity severity, CancellationToken cancellationToken)
    {
        var wanted = severity switch
        {
            FaultSeverity.High => options.HighPriority,
            FaultSeverity.Medium => options.MediumPriority,
            _ => options.LowPriority,
        };
        var configuration = await CallAsync(token => findStore().GetConfigurationAsync(token), cancellationToken).ConfigureAwait(false);
        if (configuration.Priorities.Contains(wanted) || configuration.Priorities.Count == 0)
        {
            return wanted;
        }

        // The repository has other words: the highest, the middle or the lowest of them.
        return configuration.Priorities[severity switch
        {
            FaultSeverity.High => 0,
            FaultSeverity.Medium => configuration.Priorities.Count / 2,
            _ => configuration.Priorities.Count - 1,
        }];
    }

    private async ValueTask<Ticket?> ReadAsync(TicketId id, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(token => findStore().GetAsync(id, token), cancellationToken).ConfigureAwait(false);
        }
        catch (SinkRejectedException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Team(TicketDraft draft) =>
        draft.Team is { Length: > 0 } team && Processing.LabelNames.Make(team) is { Length: > 0 } label && !draft.Labels.Contains(label)
            ? [label]
            : [];

    private static TicketId Parse(string key) => TicketId.TryParse(key, out var id)
        ? id
        : throw new SinkRejectedException($"'{DisplayText.Escape(key)}' is not a ticket of the store.");

    private static FiledTicket Describe(TicketSummary summary, string text) => new(
        summary.Id.ToString(), !summary.Status.IsOpen, summary.Title, text, CreatedAt: summary.CreatedAt == default ? null
            : summary.CreatedAt);

    /// <summary>Says what the store says in the words of the contract: what may pass, and what would be refused again.</summary>
    private static async ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreBusyException or StoreIoException or StorePoisonedException or
            VersionConflictException)
        {
            throw new SinkUnavailableException($"The store could not do it: {exception.Message}", innerException: exception);
        }
        catch (RepoTicketsException exception) when (exception is not (SinkUnavailableException or SinkRejectedException))
        {
            throw new SinkRejectedException(string.Create(CultureInfo.InvariantCulture, $"The store refused: {exception.Message}"),
                exception);
        }
    }
}
