namespace RepoTickets.Events.Derivation;

/// <summary>What a change of a backlog item means.</summary>
internal static class BacklogItemEvents
{
    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as BacklogItem;
        if (change.After is not BacklogItem after)
        {
            if (before is not null || !change.BeforeIsKnown)
            {
                DeriveEnd(change, EventText.OptionalLine(before?.Title), series);
            }

            return;
        }

        if (before is null && change.BeforeIsKnown)
        {
            series.Add(
                EventTypes.BacklogItemCreated, change.Key,
                new BacklogItemCreated(after.Id, EventText.Line(after.Title), after.Status, after.Priority));
            return;
        }

        var fields = before is null ? [] : DocumentFields.BacklogItem.Compare(before, after);
        if (before is not null && fields.Count == 0)
        {
            return;
        }

        if (before is { TicketId: null } && after.TicketId is { } ticket)
        {
            series.Add(
                EventTypes.BacklogItemConverted, change.Key,
                new BacklogItemConverted(after.Id, EventText.Line(after.Title), after.Status, after.Priority, ticket));
        }

        series.Add(
            EventTypes.BacklogItemUpdated, change.Key,
            new BacklogItemUpdated(after.Id, EventText.Line(after.Title), after.Status, after.Priority, fields));
    }

    private static void DeriveEnd(CommittedChange change, string? title, EventSeries series)
    {
        var id = BacklogItemId.FromStored(change.Key.Id);
        if (change.IsUnreadable)
        {
            series.Add(EventTypes.BacklogItemUnreadable, change.Key, new BacklogItemUnreadable(id, title));
            return;
        }

        series.Add(EventTypes.BacklogItemDeleted, change.Key, new BacklogItemDeleted(id, title));
    }
}
