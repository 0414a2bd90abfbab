using System.Globalization;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The forms as they are opened.</summary>
internal static class Forms
{
    internal const string StartWord = "start";
    internal const string StopWord = "stop";
    internal const string AddWord = "add";

    private static readonly string[] EntryTypes = ["progress", "blocker", "milestone", "decision", "risk", "meeting"];
    private static readonly string[] WorkTypes = ["work", "meeting", "research", "blocked", "review", "testing", "documentation", "other"];

    internal static FormPane Create(TicketsConfiguration configuration) => new(FormKind.Create, "New ticket",
    [
        FormField.Line(FieldNames.Title),
        FormField.Lines(FieldNames.Description),
        FormField.Choice(
            FieldNames.Priority, TicketPriority.Medium.Value, configuration.Priorities.Select(static priority => priority.Value)),
        FormField.Line(FieldNames.Assignee),
        FormField.Line(FieldNames.Labels),
        FormField.Line(FieldNames.Estimate),
        FormField.Line(FieldNames.Points),
    ]);

    internal static FormPane Edit(Ticket ticket, TicketsConfiguration configuration) => new(FormKind.Edit, $"Edit {ticket.Id}",
    [
        FormField.Line(FieldNames.Title, ticket.Title),
        FormField.Lines(FieldNames.Description, ticket.Description),
        FormField.Choice(FieldNames.Status, ticket.Status.Value, configuration.Statuses.Select(static status => status.Value)),
        FormField.Choice(FieldNames.Priority, ticket.Priority.Value, configuration.Priorities.Select(static priority => priority.Value)),
        FormField.Line(FieldNames.Assignee, ticket.Assignee),
        FormField.Line(FieldNames.Labels, string.Join(", ", ticket.Labels)),
        FormField.Line(FieldNames.Estimate, ticket.EstimatedHours?.ToString("R", CultureInfo.InvariantCulture)),
        FormField.Line(FieldNames.Points, ticket.StoryPoints?.ToString(CultureInfo.InvariantCulture)),
    ])
    {
        Original = ticket,
    };

    internal static FormPane Comment(Ticket ticket) =>
        new(FormKind.Comment, $"Comment on {ticket.Id}", [FormField.Lines(FieldNames.Text)]) { Original = ticket };

    internal static FormPane Journal(Ticket ticket) => new(FormKind.Journal, $"Journal of {ticket.Id}",
    [
        FormField.Choice(FieldNames.Type, EntryTypes[0], EntryTypes),
        FormField.Lines(FieldNames.Text),
        FormField.Line(FieldNames.Spent),
        FormField.Line(FieldNames.Completion),
        FormField.Line(FieldNames.Milestone),
        FormField.Line(FieldNames.Dependencies),
        FormField.Line(FieldNames.Risks),
    ])
    {
        Original = ticket,
        Focus = 1,
    };

    /// <summary>When a session runs, stopping it is what is most likely wanted.</summary>
    internal static FormPane Time(Ticket ticket) => new(FormKind.Time, $"Time on {ticket.Id}",
    [
        FormField.Choice(FieldNames.Action, ticket.ActiveTimeLog is null ? StartWord : StopWord, [StartWord, StopWord, AddWord]),
        FormField.Choice(FieldNames.Type, WorkTypes[0], WorkTypes),
        FormField.Line(FieldNames.Description),
        FormField.Line(FieldNames.Minutes),
    ])
    {
        Original = ticket,
    };
}
