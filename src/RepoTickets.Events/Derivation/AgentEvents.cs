namespace RepoTickets.Events.Derivation;

/// <summary>What a change of an agent means.</summary>
internal static class AgentEvents
{
    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as Agent;
        if (change.After is not Agent after)
        {
            if (before is not null || !change.BeforeIsKnown)
            {
                DeriveEnd(change, EventText.OptionalLine(before?.Name), series);
            }

            return;
        }

        if (before is null && change.BeforeIsKnown)
        {
            series.Add(EventTypes.AgentRegistered, change.Key, new AgentRegistered(after.Id, EventText.Line(after.Name), after.Status));
            return;
        }

        var fields = before is null ? [] : DocumentFields.Agent.Compare(before, after);
        if (before is null || fields.Count > 0)
        {
            series.Add(EventTypes.AgentUpdated, change.Key, new AgentUpdated(after.Id, EventText.Line(after.Name), after.Status, fields));
        }
    }

    private static void DeriveEnd(CommittedChange change, string? name, EventSeries series)
    {
        var id = AgentId.FromStored(change.Key.Id);
        if (change.IsUnreadable)
        {
            series.Add(EventTypes.AgentUnreadable, change.Key, new AgentUnreadable(id, name));
            return;
        }

        series.Add(EventTypes.AgentRemoved, change.Key, new AgentRemoved(id, name));
    }
}
