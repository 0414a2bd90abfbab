namespace RepoTickets.Events.Derivation;

/// <summary>What a change of an epic means.</summary>
internal static class EpicEvents
{
    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as Epic;
        if (change.After is not Epic after)
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
                EventTypes.EpicCreated, change.Key, new EpicCreated(after.Id, EventText.Line(after.Title), after.Status, after.Priority));
            return;
        }

        var fields = before is null ? [] : DocumentFields.Epic.Compare(before, after);
        if (before is not null && fields.Count == 0)
        {
            return;
        }

        if (before is not null && after.Status == EpicStatus.Completed && before.Status != EpicStatus.Completed)
        {
            series.Add(
                EventTypes.EpicCompleted, change.Key,
                new EpicCompleted(after.Id, EventText.Line(after.Title), after.Status, after.Priority, before.Status));
        }

        series.Add(
            EventTypes.EpicUpdated, change.Key,
            new EpicUpdated(after.Id, EventText.Line(after.Title), after.Status, after.Priority, fields));
    }

    private static void DeriveEnd(CommittedChange change, string? title, EventSeries series)
    {
        var id = EpicId.FromStored(change.Key.Id);
        if (change.IsUnreadable)
        {
            series.Add(EventTypes.EpicUnreadable, change.Key, new EpicUnreadable(id, title));
            return;
        }

        series.Add(EventTypes.EpicDeleted, change.Key, new EpicDeleted(id, title));
    }
}
