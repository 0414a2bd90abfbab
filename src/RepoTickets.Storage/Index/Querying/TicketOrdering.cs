namespace RepoTickets.Storage.Index;

/// <summary>The order of an answer: two numbers, ascending, and the identifier where both are equal.</summary>
internal readonly struct TicketOrdering(TicketOrder order, TicketsConfiguration configuration)
{
    internal (long First, long Second) KeyOf(TicketSummary summary) => order switch
    {
        TicketOrder.NewestCreated => (-summary.CreatedAt.UtcTicks, 0),
        TicketOrder.OldestCreated => (summary.CreatedAt.UtcTicks, 0),
        TicketOrder.NewestUpdated => (-summary.UpdatedAt.UtcTicks, 0),
        TicketOrder.Priority => (-configuration.RankOf(summary.Priority), summary.CreatedAt.UtcTicks),
        _ => (0, 0),
    };

    internal (long First, long Second) KeyOf(IndexColumns columns, int row) => order switch
    {
        TicketOrder.NewestCreated => (-columns.CreatedTicks[row], 0),
        TicketOrder.OldestCreated => (columns.CreatedTicks[row], 0),
        TicketOrder.NewestUpdated => (-columns.UpdatedTicks[row], 0),
        TicketOrder.Priority => (
            -configuration.RankOf(TicketPriority.Parse(columns.PriorityNames[columns.Priorities[row]])), columns.CreatedTicks[row]),
        _ => (0, 0),
    };

    internal int Compare(DeltaEntry left, DeltaEntry right)
    {
        var keys = KeyOf(left.Summary!).CompareTo(KeyOf(right.Summary!));
        return keys != 0 ? keys : left.Id.CompareTo(right.Id);
    }

    internal bool IsBefore(IndexBase tickets, int row, DeltaEntry entry)
    {
        var keys = KeyOf(tickets.Columns, row).CompareTo(KeyOf(entry.Summary!));
        return keys != 0 ? keys < 0 : string.CompareOrdinal(tickets.IdOf(row), entry.Id.Value) < 0;
    }
}
