using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic show ID</c>: with how far it has come.</summary>
internal static class ShowEpicCommand
{
    private static readonly Argument<EpicId> Id = EpicCommands.Id();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("show", "Shows an epic, its tickets and how far it has come.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var epic = await store.GetRequiredAsync<Epic>(invocation.Get(Id).Key, invocation.CancellationToken).ConfigureAwait(false);
        var tickets = (await store.GetManyAsync(epic.TicketIds, invocation.CancellationToken).ConfigureAwait(false))
            .OfType<Ticket>()
            .ToList();
        var progress = epic.GetProgress(tickets);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "epic", writer =>
            {
                writer.WriteStartObject("item");
                EpicListing.WriteJson(writer, epic);
                writer.WriteEndObject();
                writer.WriteStartObject("progress");
                writer.WriteNumber("tickets", progress.Tickets);
                writer.WriteNumber("closed_tickets", progress.ClosedTickets);
                writer.WriteNumber("story_points", progress.StoryPoints);
                writer.WriteNumber("closed_story_points", progress.ClosedStoryPoints);
                writer.WriteEndObject();
            });
            return ExitCodes.Success;
        }

        Print(invocation, epic, tickets, progress);
        return ExitCodes.Success;
    }

    private static void Print(Invocation invocation, Epic epic, List<Ticket> tickets, EpicProgress progress)
    {
        var fields = new FieldWriter(invocation.Output);
        fields.Write("Epic", epic.Id.Value);
        fields.Write("Title", epic.Title);
        fields.Write("Status", EnumTexts.EpicStatus.Write(epic.Status) + (epic.IsOverdue(invocation.Terminal.Time) ? " (overdue)" : ""));
        fields.Write("Priority", epic.Priority.Value);
        fields.Write("Owner", epic.OwnerEmail.Length > 0 ? $"{epic.Owner} <{epic.OwnerEmail}>" : epic.Owner);
        fields.Write("Labels", Texts.Join(epic.Labels));
        fields.Write("Target version", epic.TargetVersion);
        fields.Write("Start date", Texts.Day(epic.StartDate));
        fields.Write("Target date", Texts.Day(epic.TargetDate));
        fields.Write("Completed", Texts.Day(epic.CompletedDate));
        fields.Write("Estimated points", Texts.Number(epic.EstimatedStoryPoints));
        fields.Write("Created", Texts.Minute(epic.CreatedAt));
        fields.Write("Updated", Texts.Minute(epic.UpdatedAt));
        fields.Write(
            "Progress",
            $"{progress.ClosedTickets} of {progress.Tickets} tickets closed, " +
            $"{progress.ClosedStoryPoints} of {progress.StoryPoints} points");
        fields.Paragraph("Description", epic.Description);
        fields.Items("Goals", epic.Goals);
        fields.Items("Success criteria", epic.SuccessCriteria);
        fields.Items("Tickets", epic.TicketIds.Select(id =>
            tickets.Find(ticket => ticket.Id == id) is { } ticket ? $"{id} [{ticket.Status}] {ticket.Title}" : $"{id} (does not exist)"));
    }
}
