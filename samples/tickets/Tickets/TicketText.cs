using System.Globalization;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary>A whole ticket as text for people. Nothing in it can act on the terminal.</summary>
internal sealed class TicketText(TextWriter output, TimeProvider time)
{
    internal void Write(Ticket ticket)
    {
        WriteHead(ticket);
        WriteLinks(ticket);
        if (ticket.Description.Length > 0)
        {
            Line("");
            Line("Description:");
            Line(SafeText.Lines(ticket.Description));
        }

        new RequirementsText(output).WriteSection(ticket);
        WriteTime(ticket);
        WriteJournal(ticket);
        WriteComments(ticket);
    }

    private void WriteHead(Ticket ticket)
    {
        Line($"Ticket: {ticket.Id}");
        Line($"Title: {SafeText.Line(ticket.Title)}");
        Line("");
        Line($"Status: {ticket.Status}");
        Line($"Priority: {ticket.Priority}");
        Field("Assignee", ticket.Assignee);
        Field("Reporter", ticket.ReporterEmail.Length > 0 ? $"{ticket.Reporter} <{ticket.ReporterEmail}>" : ticket.Reporter);
        Field("Labels", Texts.Join(ticket.Labels));
        Line($"Created: {Texts.Minute(ticket.CreatedAt)}");
        Line($"Updated: {Texts.Minute(ticket.UpdatedAt)}");
        Line($"Age: {Texts.Count(ticket.GetAgeDays(time), "day")}");
        Field("Branch", ticket.Branch);
        Field("Commit", ticket.Commit);
        Field("Story points", Texts.Number(ticket.StoryPoints));
    }

    private void WriteLinks(Ticket ticket)
    {
        Field("Epic", ticket.EpicId?.Value);
        Field("Parent", ticket.ParentTicketId?.Value);
        Field("Children", Texts.Join(ticket.ChildTicketIds.Select(static id => id.Value)));
        Field("Blocked by", Texts.Join(ticket.BlockedBy.Select(static id => id.Value)));
        Field("Blocks", Texts.Join(ticket.Blocks.Select(static id => id.Value)));
        Field("Related to", Texts.Join(ticket.RelatedTo.Select(static id => id.Value)));
        Field("Agent", ticket.AssignedAgent?.Value);
        Field("Agent tasks", Texts.Join(ticket.AgentTasks.Select(static id => id.Value)));
    }

    private void WriteTime(Ticket ticket)
    {
        if (ticket.TimeLogs.Count == 0 && ticket.EstimatedHours is null)
        {
            return;
        }

        var spent = ticket.GetTotalHoursSpent(time);
        Line("");
        Line("Time Tracking:");
        Line($"Total logged: {Texts.Hours(spent)}");
        if (ticket.EstimatedHours is { } estimate)
        {
            Line($"Estimated: {Texts.Hours(estimate)} | Remaining: {Texts.Hours(Math.Max(0, estimate - spent))}");
        }

        foreach (var log in ticket.TimeLogs.Reverse().Take(5))
        {
            var length = log.IsActive ? "running" : Texts.Hours(log.GetMinutes(time) / 60.0);
            Line($"  {Texts.Minute(log.StartTime)} | {length} | {SafeText.Line(log.EntryType)} - {SafeText.Line(log.Description)}");
        }
    }

    private void WriteJournal(Ticket ticket)
    {
        if (ticket.JournalEntries.Count == 0)
        {
            return;
        }

        Line("");
        Line("Journal Entries:");
        foreach (var entry in ticket.JournalEntries)
        {
            Line("");
            Line($"  #{SafeText.Line(entry.Id)} - {SafeText.Line(entry.EntryType).ToUpperInvariant()} by {SafeText.Line(entry.Author)}");
            Line($"  {Texts.Minute(entry.CreatedAt)}");
            var facts = new List<string>();
            Add(facts, "Est", entry.EffortEstimateHours is { } estimate ? Texts.Hours(estimate) : null);
            Add(facts, "Spent", entry.EffortSpentHours is { } spent ? Texts.Hours(spent) : null);
            Add(facts, "Complete", entry.CompletionPercentage?.ToString(CultureInfo.InvariantCulture) +
                (entry.CompletionPercentage is null ? "" : "%"));
            Add(facts, "Milestone", entry.Milestone);
            Indented(string.Join(" | ", facts));
            Indented(entry.Dependencies.Count > 0 ? $"Dependencies: {Texts.Join(entry.Dependencies)}" : "");
            Indented(entry.Risks.Count > 0 ? $"Risks: {Texts.Join(entry.Risks)}" : "");
            Indented(entry.Decisions.Count > 0 ? $"Decisions: {Texts.Join(entry.Decisions)}" : "");
            Line("");
            Line(SafeText.Lines(entry.Content, "  "));
        }
    }

    private void WriteComments(Ticket ticket)
    {
        if (ticket.Comments.Count == 0)
        {
            return;
        }

        Line("");
        Line("Comments:");
        foreach (var comment in ticket.Comments)
        {
            Line("");
            Line(
                $"  #{SafeText.Line(comment.Id)} by {SafeText.Line(comment.Author)}" +
                $"{(comment.Email.Length > 0 ? $" <{SafeText.Line(comment.Email)}>" : "")}");
            Line($"  {Texts.Minute(comment.CreatedAt)}");
            Line("");
            Line(SafeText.Lines(comment.Content, "  "));
        }
    }

    private static void Add(List<string> facts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts.Add($"{name}: {value}");
        }
    }

    private void Indented(string text)
    {
        if (text.Length > 0)
        {
            Line($"  {SafeText.Line(text)}");
        }
    }

    private void Field(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Line($"{name}: {SafeText.Line(value)}");
        }
    }

    private void Line(string text) => output.Write(text + "\n");
}
