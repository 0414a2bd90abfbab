namespace RepoTickets.Events.Derivation;

/// <summary>What a change of a ticket means.</summary>
internal static class TicketEvents
{
    private const string MilestoneEntry = "milestone";

    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as Ticket;
        switch (change.After as Ticket)
        {
            case null:
                DeriveEnd(change, before, series);
                break;
            case { } after when before is not null:
                DeriveChange(change.Key, before, after, series);
                break;
            case { } after when change.BeforeIsKnown:
                series.Add(
                    EventTypes.TicketCreated, change.Key,
                    new TicketCreated(after.Id, EventText.Line(after.Title), after.Status, after.Priority));
                break;
            case { } after:
                DeriveFromSummary(change.Key, change.SummaryBefore, after, series);
                break;
        }
    }

    private static void DeriveEnd(CommittedChange change, Ticket? before, EventSeries series)
    {
        if (before is null && change.BeforeIsKnown)
        {
            return;
        }

        var id = TicketId.FromStored(change.Key.Id);
        var summary = before is null ? change.SummaryBefore : TicketSummary.From(before);
        var title = EventText.OptionalLine(summary?.Title);
        if (change.IsUnreadable)
        {
            series.Add(EventTypes.TicketUnreadable, change.Key, new TicketUnreadable(id, title));
            return;
        }

        series.Add(EventTypes.TicketDeleted, change.Key, new TicketDeleted(id, title, summary?.Status, summary?.Priority));
    }

    private static void DeriveChange(DocumentKey key, Ticket before, Ticket after, EventSeries series)
    {
        var fields = DocumentFields.Ticket.Compare(before, after);
        if (fields.Count == 0)
        {
            return;
        }

        DeriveStatus(key, before.Status, after, series);
        DeriveAssignee(key, before.Assignee, after, series);
        foreach (var (former, comment) in ItemPairs.Of(before.Comments, after.Comments, static comment => comment.Id))
        {
            if (former is null)
            {
                AddComment(key, after, comment, series);
            }
        }

        DeriveMilestones(key, before, after, series);
        RequirementEvents.Derive(key, before, after, series);
        AddUpdated(key, after, fields, isComplete: true, series);
    }

    /// <summary>An edit by another program: the index remembers some fields of what was, and comments tell their age.</summary>
    private static void DeriveFromSummary(DocumentKey key, TicketSummary? before, Ticket after, EventSeries series)
    {
        if (before is null)
        {
            AddUpdated(key, after, [], isComplete: false, series);
            return;
        }

        DeriveStatus(key, before.Status, after, series);
        DeriveAssignee(key, before.Assignee, after, series);
        var hasNewComments = false;
        foreach (var comment in after.Comments)
        {
            // Without a time of the last change every comment would look new.
            if (before.UpdatedAt != default && comment.CreatedAt > before.UpdatedAt)
            {
                hasNewComments = true;
                AddComment(key, after, comment, series);
            }
        }

        AddUpdated(key, after, SummaryFields.Compare(before, after, hasNewComments), isComplete: false, series);
    }

    private static void DeriveStatus(DocumentKey key, TicketStatus former, Ticket after, EventSeries series)
    {
        if (former.IsOpen && !after.Status.IsOpen)
        {
            series.Add(
                EventTypes.TicketClosed, key,
                new TicketClosed(after.Id, EventText.Line(after.Title), after.Status, after.Priority, former));
        }
        else if (!former.IsOpen && after.Status.IsOpen)
        {
            series.Add(
                EventTypes.TicketReopened, key,
                new TicketReopened(after.Id, EventText.Line(after.Title), after.Status, after.Priority, former));
        }
    }

    /// <summary>An empty name is nobody, as the Python package may write either.</summary>
    private static void DeriveAssignee(DocumentKey key, string? former, Ticket after, EventSeries series)
    {
        var from = string.IsNullOrEmpty(former) ? null : former;
        var to = string.IsNullOrEmpty(after.Assignee) ? null : after.Assignee;
        if (from != to)
        {
            series.Add(
                EventTypes.TicketAssigned, key,
                new TicketAssigned(
                    after.Id, EventText.Line(after.Title), after.Status, after.Priority,
                    EventText.OptionalLine(from), EventText.OptionalLine(to)));
        }
    }

    private static void DeriveMilestones(DocumentKey key, Ticket before, Ticket after, EventSeries series)
    {
        foreach (var (former, entry) in ItemPairs.Of(before.JournalEntries, after.JournalEntries, static entry => entry.Id))
        {
            if (former is null && string.Equals(entry.EntryType, MilestoneEntry, StringComparison.OrdinalIgnoreCase))
            {
                var milestone = string.IsNullOrWhiteSpace(entry.Milestone) ? entry.Content : entry.Milestone;
                series.Add(
                    EventTypes.MilestoneReached, key,
                    new MilestoneReached(after.Id, EventText.Line(milestone), EventText.Line(entry.Id), EventText.Line(entry.Author)));
            }
        }
    }

    private static void AddComment(DocumentKey key, Ticket after, Comment comment, EventSeries series) =>
        series.Add(
            EventTypes.TicketCommented, key,
            new TicketCommented(after.Id, EventText.Line(after.Title), after.Status, after.Priority, EventText.Bound(comment)));

    private static void AddUpdated(DocumentKey key, Ticket after, ValueList<string> fields, bool isComplete, EventSeries series) =>
        series.Add(
            EventTypes.TicketUpdated, key,
            new TicketUpdated(after.Id, EventText.Line(after.Title), after.Status, after.Priority, fields, isComplete));
}
