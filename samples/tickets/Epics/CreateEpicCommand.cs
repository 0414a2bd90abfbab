using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic create TITLE</c>.</summary>
internal static class CreateEpicCommand
{
    private static readonly Argument<string> Title = Options.Argument("TITLE", "What it is for. The identifier is made of its first word.");
    private static readonly Option<string?> Description = Options.Text("The whole story.", "--description", "-d");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "How important it is. Default medium.", "--priority", "-p");
    private static readonly Option<string?> Owner = Options.Text("Who answers for it. Default: you.", "--owner");
    private static readonly Option<string?> OwnerEmail = Options.Text("The owner's address.", "--owner-email");
    private static readonly Option<string[]> Labels = Options.Many("A label, or several separated by commas.", "--labels", "-l");
    private static readonly Option<string?> TargetVersion = Options.Text("The version it is to be in.", "--target-version");
    private static readonly Option<DateTimeOffset?> TargetDate = Options.Date("When it is to be done.", "--target-date");
    private static readonly Option<int?> Points = Options.Integer("Estimated story points.", 0, 1_000_000, "--estimated-points");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "create", "Creates an epic.", [
            Title, Description, Priority, Owner, OwnerEmail, Labels, TargetVersion, TargetDate, Points, Format,
        ], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var epic = await store.CreateAsync(
            new Epic
            {
                Title = invocation.Get(Title),
                Description = invocation.Get(Description) ?? "",
                Priority = invocation.Get(Priority) ?? TicketPriority.Medium,
                Owner = invocation.Get(Owner) ?? origin.UserName,
                OwnerEmail = invocation.Get(OwnerEmail) ?? (invocation.Has(Owner) ? "" : origin.UserEmail),
                Labels = invocation.Get(Labels)!.SelectMany(static labels => Options.Split(labels)).Distinct().ToValueList(),
                TargetVersion = invocation.Get(TargetVersion) ?? "",
                TargetDate = invocation.Get(TargetDate),
                EstimatedStoryPoints = invocation.Get(Points),
            },
            invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "created", epic.Key, $"Created epic {epic.Id}: {SafeText.Line(epic.Title, 200)}",
            ("owner", epic.Owner));
        return ExitCodes.Success;
    }
}
