namespace RepoTickets.Events.Derivation;

/// <summary>
/// What a change of a lease means. That a lease ran out is told when somebody else is granted it: nothing is committed at the moment
/// itself.
/// </summary>
internal static class LeaseEvents
{
    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as Lease;
        if (change.After is not Lease after)
        {
            if (before?.Holder is not null && !change.IsUnreadable)
            {
                AddReleased(change.Key, before, series);
            }

            return;
        }

        if (before is not null && before.Token == after.Token)
        {
            DeriveStep(change.Key, before, after, series);
            return;
        }

        if (before is { Holder: { } former })
        {
            series.Add(EventTypes.LeaseExpired, change.Key, new LeaseExpired(IdOf(before), EventText.Line(former), before.Token));
        }

        if (after.Holder is { } holder)
        {
            series.Add(
                EventTypes.LeaseGranted, change.Key, new LeaseGranted(IdOf(after), EventText.Line(holder), after.Token, after.ExpiresAt));
        }
    }

    private static void DeriveStep(DocumentKey key, Lease before, Lease after, EventSeries series)
    {
        if (before.Holder is not null && after.Holder is null)
        {
            AddReleased(key, before, series);
        }
        else if (after.Holder is { } holder && before.ExpiresAt != after.ExpiresAt)
        {
            series.Add(EventTypes.LeaseRenewed, key, new LeaseRenewed(IdOf(after), EventText.Line(holder), after.Token, after.ExpiresAt));
        }
    }

    private static void AddReleased(DocumentKey key, Lease lease, EventSeries series) =>
        series.Add(EventTypes.LeaseReleased, key, new LeaseReleased(IdOf(lease), EventText.Line(lease.Holder!), lease.Token));

    private static TicketId IdOf(Lease lease) => TicketId.FromStored(EventText.Line(lease.TicketId.Value));
}
