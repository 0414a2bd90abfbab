using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets update ID</c>.</summary>
internal static class UpdateCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Option<string?> Title = Options.Text("A new title.", "--title", "-t");
    private static readonly Option<string?> Description = Options.Text("A new description.", "--description", "-d");
    private static readonly Option<TicketStatus?> Status = Options.Parsed<TicketStatus>(
        "open, in-progress, blocked, closed or cancelled, unless config.yaml has others.", "--status", "-s");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "critical, high, medium or low, unless config.yaml has others.", "--priority", "-p");
    private static readonly Option<string?> Assignee = Options.Text("Who works on it; empty for nobody.", "--assignee", "-a");
    private static readonly Option<string?> Labels = Options.Text(
        "Labels in place of those it has, separated by commas; empty for none.", "--labels", "-l");
    private static readonly Option<double?> Estimate = Options.Number("Estimated hours.", "--estimate", "-e");
    private static readonly Option<int?> Points = Options.Integer("Story points.", 0, 1_000_000, "--points");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    private static readonly Option[] Fields = [Title, Description, Status, Priority, Assignee, Labels, Estimate, Points];

    internal static Command Build(CommandFrame frame) =>
        frame.Define("update", "Changes fields of a ticket.", [Id, .. Fields, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (!Array.Exists(Fields, invocation.Has))
        {
            throw CommandFailedException.Usage(
                "No field is given, so there is nothing to change: give at least one, such as --status closed.");
        }

        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var ticket = await store.UpdateAsync(
            invocation.Get(Id), before => Change(invocation, before), invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "updated",
            ticket.Key,
            $"Updated ticket {ticket.Id}",
            ("title", invocation.Get(Title)),
            ("description", invocation.Get(Description)),
            ("status", invocation.Get(Status)?.Value),
            ("priority", invocation.Get(Priority)?.Value),
            ("assignee", invocation.Has(Assignee) ? ticket.Assignee ?? "nobody" : null),
            ("labels", invocation.Has(Labels) ? Texts.Join(ticket.Labels) : null),
            ("estimated_hours", Texts.Number(invocation.Get(Estimate))),
            ("story_points", Texts.Number(invocation.Get(Points))));
        return ExitCodes.Success;
    }

    private static Ticket Change(Invocation invocation, Ticket ticket) => ticket with
    {
        Title = invocation.Get(Title) ?? ticket.Title,
        Description = invocation.Get(Description) ?? ticket.Description,
        Status = invocation.Get(Status) ?? ticket.Status,
        Priority = invocation.Get(Priority) ?? ticket.Priority,
        Assignee = invocation.Has(Assignee) ? TicketFields.NameOrNobody(invocation.Get(Assignee)) : ticket.Assignee,
        Labels = invocation.Has(Labels) ? Options.Split(invocation.Get(Labels)) : ticket.Labels,
        EstimatedHours = invocation.Get(Estimate) ?? ticket.EstimatedHours,
        StoryPoints = invocation.Get(Points) ?? ticket.StoryPoints,
    };
}
