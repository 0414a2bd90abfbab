namespace RepoTickets.Events;

/// <summary>A query, checked and ready to be asked.</summary>
internal sealed class HistoryFilter
{
    private readonly EventHistoryQuery _query;
    private readonly EventPattern _pattern;

    /// <exception cref="ArgumentException">The query is out of range.</exception>
    internal HistoryFilter(EventHistoryQuery query)
    {
        if (query.Take is < 0 or > EventHistoryQuery.MaximumTake)
        {
            throw new ArgumentOutOfRangeException(
                nameof(query), query.Take, $"{nameof(query.Take)} must be 0 to {EventHistoryQuery.MaximumTake}.");
        }

        _query = query;
        _pattern = query.Type is { } type ? EventPattern.Parse(type, nameof(query)) : EventPattern.All;
    }

    /// <summary>Newest first of events that come oldest first.</summary>
    internal List<Event> Select(Event[] events)
    {
        var found = new List<Event>();
        for (var at = events.Length - 1; at >= 0 && found.Count < _query.Take; at--)
        {
            if (Matches(events[at]))
            {
                found.Add(events[at]);
            }
        }

        return found;
    }

    private bool Matches(Event made) =>
        (_query.Since is not { } since || made.Time >= since)
        && (_query.Until is not { } until || made.Time < until)
        && (_query.Source is not { } source || string.Equals(made.Source, source, StringComparison.Ordinal))
        && (_query.Subject is not { } subject || made.Subject == subject)
        && (_query.TicketId is not { } ticket || made.Subject == ticket.Key || (made.Payload as TicketPayload)?.TicketId == ticket)
        && _pattern.Matches(made.Type);
}
