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
                series.Add(EventTypes.EpicDeleted, change.Key, new EpicDeleted(EpicId.FromStored(change.Key.Id), before?.Title));
            }

            return;
        }

        if (before is null && change.BeforeIsKnown)
        {
            series.Add(EventTypes.EpicCreated, change.Key, new EpicCreated(after.Id, after.Title, after.Status, after.Priority));
            return;
        }

        var fields = before is null ? [] : DocumentFields.Epic.Compare(before, after);
        if (before is not null && fields.Count == 0)
        {
            return;
        }

        if (before is not null && after.Status == EpicStatus.Completed && before.Status != EpicStatus.Completed)
        {
            series.Add(EventTypes.EpicCompleted, change.Key, new EpicCompleted(after.Id, after.Title, after.Status, after.Priority, before.Status));
        }

        series.Add(EventTypes.EpicUpdated, change.Key, new EpicUpdated(after.Id, after.Title, after.Status, after.Priority, fields));
    }
}
