using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets create TITLE</c>.</summary>
internal static class CreateCommand
{
    private static readonly Argument<string> Title = Options.Argument(
        "TITLE", "What it is about. The identifier is made of its first word.");
    private static readonly Option<string?> Description = Options.Text("The whole story; may have several lines.", "--description", "-d");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "critical, high, medium or low, unless config.yaml has others.", "--priority", "-p");
    private static readonly Option<string?> Assignee = Options.Text("Who works on it.", "--assignee", "-a");
    private static readonly Option<string?> Labels = Options.Text("Labels, separated by commas.", "--labels", "-l");
    private static readonly Option<double?> Estimate = Options.Number("Estimated hours.", "--estimate", "-e");
    private static readonly Option<int?> Points = Options.Integer("Story points.", 0, 1_000_000, "--points");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("create", "Creates a ticket.", [Title, Description, Priority, Assignee, Labels, Estimate, Points, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var ticket = await store.CreateAsync(
            invocation.Get(Title),
            made => made with
            {
                Description = invocation.Get(Description) ?? made.Description,
                Priority = invocation.Get(Priority) ?? made.Priority,
                Assignee = TicketFields.NameOrNobody(invocation.Get(Assignee)),
                Labels = Options.Split(invocation.Get(Labels)),
                EstimatedHours = invocation.Get(Estimate),
                StoryPoints = invocation.Get(Points),
            },
            invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "created",
            ticket.Key,
            $"Created ticket {ticket.Id}: {SafeText.Line(ticket.Title, 200)}",
            ("estimated_hours", Texts.Number(ticket.EstimatedHours)),
            ("story_points", Texts.Number(ticket.StoryPoints)));
        return ExitCodes.Success;
    }
}
