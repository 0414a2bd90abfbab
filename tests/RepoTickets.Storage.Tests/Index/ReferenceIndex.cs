using RepoTickets.Storage.Index;

namespace RepoTickets.Storage.Tests.Index;

/// <summary>The index as it would be without any cleverness: the oracle of the tests.</summary>
internal sealed class ReferenceIndex
{
    internal Dictionary<TicketId, IndexedTicket> Tickets { get; } = [];

    internal long Position { get; private set; }

    internal void Apply(IReadOnlyList<IndexUpdate> updates, long position)
    {
        foreach (var update in updates)
        {
            if (update.Ticket is null)
            {
                Tickets.Remove(update.Id);
            }
            else
            {
                Tickets[update.Id] = update.Ticket;
            }
        }

        Position = position;
    }

    internal TicketQueryResult Execute(TicketQuery query, TicketsConfiguration configuration, DateTimeOffset now)
    {
        var context = new TicketFilterContext(configuration, now);
        var found = Tickets.Values
            .Where(ticket => query.Filter.Matches(ticket.Summary, ticket.Text, context))
            .Select(ticket => ticket.Summary)
            .ToList();
        found.Sort((left, right) => Compare(left, right, query.Order, configuration));
        return new(found.Skip(query.Skip).Take(query.Take).ToList(), query.CountAll ? found.Count : null, Position);
    }

    private static int Compare(TicketSummary left, TicketSummary right, TicketOrder order, TicketsConfiguration configuration)
    {
        var byOldest = left.CreatedAt.CompareTo(right.CreatedAt);
        var first = order switch
        {
            TicketOrder.NewestCreated => -byOldest,
            TicketOrder.OldestCreated => byOldest,
            TicketOrder.NewestUpdated => right.UpdatedAt.CompareTo(left.UpdatedAt),
            TicketOrder.Priority =>
                configuration.RankOf(right.Priority).CompareTo(configuration.RankOf(left.Priority)) is var rank and not 0 ? rank : byOldest,
            _ => 0,
        };
        return first != 0 ? first : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    }
}
