namespace RepoTickets.Events.Derivation;

/// <summary>What differs of the fields that an index remembers.</summary>
internal static class SummaryFields
{
    private static readonly (string Name, Func<TicketSummary, TicketSummary, bool> IsSame)[] Table =
    [
        ("title", static (a, b) => a.Title == b.Title),
        ("status", static (a, b) => a.Status == b.Status),
        ("priority", static (a, b) => a.Priority == b.Priority),
        ("assignee", static (a, b) => a.Assignee == b.Assignee),
        ("reporter", static (a, b) => a.Reporter == b.Reporter),
        ("labels", static (a, b) => a.Labels.Equals(b.Labels)),
        ("created_at", static (a, b) => a.CreatedAt == b.CreatedAt),
        ("updated_at", static (a, b) => a.UpdatedAt == b.UpdatedAt),
        ("epic_id", static (a, b) => a.EpicId == b.EpicId),
    ];

    internal static ValueList<string> Compare(TicketSummary before, Ticket after, bool hasNewComments)
    {
        var summary = TicketSummary.From(after);
        var names = Table.Where(field => !field.IsSame(before, summary)).Select(static field => field.Name).ToList();
        if (hasNewComments)
        {
            // The place that it has in the file: before the epic.
            var place = names.IndexOf("epic_id");
            names.Insert(place < 0 ? names.Count : place, "comments");
        }

        return names.ToValueList();
    }
}
