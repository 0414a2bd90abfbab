namespace RepoTickets.Events.Derivation;

/// <summary>
/// Sums up a commit that is a batch, from what has been derived of its tickets: the summary cannot say anything else than they do.
/// </summary>
internal static class BatchEvents
{
    internal static void Derive(EventSeries series)
    {
        var commit = series.Commit;
        if (commit.Source != BatchCommits.Source)
        {
            return;
        }

        var created = new List<TicketId>();
        var updated = new List<TicketId>();
        var deleted = new List<TicketId>();
        foreach (var payload in series.Events.Select(static made => made.Payload))
        {
            switch (payload)
            {
                case TicketCreated data:
                    created.Add(data.TicketId);
                    break;
                case TicketUpdated data:
                    updated.Add(data.TicketId);
                    break;
                case TicketDeleted data:
                    deleted.Add(data.TicketId);
                    break;
            }
        }

        var summary = new BatchCommitted(
            commit.CorrelationId ?? "", created.ToValueList(), updated.ToValueList(), deleted.ToValueList(), commit.Position);
        series.Add(EventTypes.BatchCommitted, null, summary);
    }
}
