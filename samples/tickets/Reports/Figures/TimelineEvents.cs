namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>Something that happened to a ticket.</summary>
/// <param name="At">When.</param>
/// <param name="Ticket">To which ticket.</param>
/// <param name="Kind">One of created, commented, journal, closed, cancelled.</param>
/// <param name="Actor">Who did it; empty when unknown.</param>
internal sealed record TimelineEvent(DateTimeOffset At, Ticket Ticket, string Kind, string Actor);

/// <summary>What happened last.</summary>
internal static class TimelineEvents
{
    internal const int Shown = 20;

    internal static IReadOnlyList<TimelineEvent> Newest(IReadOnlyList<TicketHistory> histories) =>
    [
        .. histories.SelectMany(Of)
            .Where(static happened => happened.At != default)
            .OrderByDescending(static happened => happened.At)
            .ThenBy(static happened => happened.Ticket.Id)
            .ThenBy(static happened => happened.Kind, StringComparer.Ordinal)
            .Take(Shown),
    ];

    private static IEnumerable<TimelineEvent> Of(TicketHistory history)
    {
        var ticket = history.Ticket;
        yield return new(ticket.CreatedAt, ticket, "created", ticket.Reporter);
        foreach (var comment in ticket.Comments)
        {
            yield return new(comment.CreatedAt, ticket, "commented", comment.Author);
        }

        foreach (var entry in ticket.JournalEntries)
        {
            yield return new(entry.CreatedAt, ticket, "journal", entry.Author);
        }

        if (history.FinishedAt is { } finished)
        {
            yield return new(finished, ticket, ticket.Status.Value, "");
        }
    }
}
