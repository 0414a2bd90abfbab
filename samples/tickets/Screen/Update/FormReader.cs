using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Tickets;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>Makes of a form what is to be done.</summary>
internal static class FormReader
{
    private const int MostPoints = 1_000_000;

    /// <returns>The change; null when nothing differs.</returns>
    /// <exception cref="FieldException">A field holds what it does not take.</exception>
    internal static ScreenEffect? Read(FormPane form) => form.Kind switch
    {
        FormKind.Create => new ScreenEffect.Create(Fill(form, new Ticket { Title = "" })),
        FormKind.Edit => form.Fields.Any(static field => field.IsChanged) ? new ScreenEffect.Update(Fill(form, form.Original!)) : null,
        FormKind.Comment => new ScreenEffect.Comment(form.Original!.Id, Needed(form, FieldNames.Text)),
        FormKind.Journal => new ScreenEffect.Journal(form.Original!.Id, Entry(form)),
        _ => Time(form),
    };

    /// <summary>
    /// Only what was changed is taken from the form: labels with commas in them, say, would not survive the way there and back.
    /// </summary>
    private static Ticket Fill(FormPane form, Ticket ticket)
    {
        Needed(form, FieldNames.Title);
        foreach (var field in form.Fields.Where(static field => field.IsChanged))
        {
            var text = field.Value.Trim();
            ticket = field.Name switch
            {
                FieldNames.Title => ticket with { Title = text },
                FieldNames.Description => ticket with { Description = field.Value },
                FieldNames.Status => ticket with { Status = TicketStatus.Parse(text) },
                FieldNames.Priority => ticket with { Priority = TicketPriority.Parse(text) },
                FieldNames.Assignee => ticket with { Assignee = TicketFields.NameOrNobody(text) },
                FieldNames.Labels => ticket with { Labels = Options.Split(text) },
                FieldNames.Estimate => ticket with { EstimatedHours = Number(form, field.Name) },
                FieldNames.Points => ticket with { StoryPoints = Whole(form, field.Name, 0, MostPoints) },
                _ => ticket,
            };
        }

        return ticket;
    }

    private static JournalEntry Entry(FormPane form) => new()
    {
        Author = "",
        Content = Needed(form, FieldNames.Text),
        EntryType = form.Value(FieldNames.Type),
        EffortSpentHours = Number(form, FieldNames.Spent),
        CompletionPercentage = Whole(form, FieldNames.Completion, 0, 100),
        Milestone = form.Value(FieldNames.Milestone).Trim() is { Length: > 0 } milestone ? milestone : null,
        Dependencies = Options.Split(form.Value(FieldNames.Dependencies).ToUpperInvariant()),
        Risks = Options.Split(form.Value(FieldNames.Risks)),
    };

    private static ScreenEffect.Time Time(FormPane form)
    {
        var action = form.Value(FieldNames.Action) switch
        {
            Forms.AddWord => TimeAction.Add,
            Forms.StopWord => TimeAction.Stop,
            _ => TimeAction.Start,
        };
        var minutes = action == TimeAction.Add
            ? Whole(form, FieldNames.Minutes, 1, Ticket.MaximumLogMinutes)
                ?? throw new FieldException(FieldNames.Minutes, "How many minutes? They are needed to add a time.")
            : 0;
        return new(form.Original!.Id, action, minutes, form.Value(FieldNames.Type), form.Value(FieldNames.Description).Trim());
    }

    private static string Needed(FormPane form, string name) => form.Value(name) is var text && !string.IsNullOrWhiteSpace(text)
        ? text.Trim()
        : throw new FieldException(name, $"{name} is empty, and it is needed.");

    private static double? Number(FormPane form, string name)
    {
        var text = form.Value(name).Trim();
        return text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) &&
                double.IsFinite(value) && value >= 0 ? value
            : throw new FieldException(name, $"{name} takes a number from 0 on, such as 6.5.");
    }

    private static int? Whole(FormPane form, string name, int minimum, int maximum)
    {
        var text = form.Value(name).Trim();
        return text.Length == 0 ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum &&
                value <= maximum ? value
            : throw new FieldException(name, $"{name} takes a whole number from {minimum} to {maximum}.");
    }
}
