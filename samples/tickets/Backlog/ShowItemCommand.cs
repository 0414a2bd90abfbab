using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Backlog;

/// <summary><c>tickets backlog show ITEM</c>.</summary>
internal static class ShowItemCommand
{
    private static readonly Argument<BacklogItemId> Id = BacklogCommands.Id();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("show", "Shows a backlog item.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var item = await store.GetRequiredAsync<BacklogItem>(invocation.Get(Id).Key, invocation.CancellationToken).ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "backlog-item", writer =>
            {
                writer.WriteStartObject("item");
                BacklogListing.WriteJson(writer, item, configuration);
                writer.WriteEndObject();
                writer.WriteBoolean("ready_for_sprint", item.IsReadyForSprint);
            });
            return ExitCodes.Success;
        }

        var fields = new FieldWriter(invocation.Output);
        fields.Write("Backlog item", item.Id.Value);
        fields.Write("Title", item.Title);
        fields.Write("Type", EnumTexts.BacklogItemType.Write(item.ItemType));
        fields.Write("Status", EnumTexts.BacklogStatus.Write(item.Status));
        fields.Write("Ready for a sprint", item.IsReadyForSprint ? "yes" : "no");
        fields.Write("Priority", $"{item.Priority} (score {item.GetPriorityScore(configuration)})");
        fields.Write("Story points", Texts.Number(item.StoryPoints));
        fields.Write("Business value", Texts.Number(item.BusinessValue));
        fields.Write("Effort", item.EffortEstimate is { } effort ? Texts.Hours(effort) : null);
        fields.Write("Risk", EnumTexts.RiskLevel.Write(item.RiskLevel));
        fields.Write("Product owner", item.ProductOwner);
        fields.Write("Assigned to", item.AssignedTo);
        fields.Write("Epic", item.EpicId?.Value);
        fields.Write("Ticket", item.TicketId?.Value);
        fields.Write("Sprint", item.SprintName ?? item.SprintId);
        fields.Write("Depends on", Texts.Join(item.Dependencies.Select(static id => id.Value)));
        fields.Write("Labels", Texts.Join(item.Labels));
        fields.Write("Component", item.Component);
        fields.Write("Theme", item.Theme);
        fields.Write("Created", Texts.Minute(item.CreatedAt));
        fields.Write("Updated", Texts.Minute(item.UpdatedAt));
        fields.Paragraph("Description", item.Description);
        fields.Items("Acceptance criteria", item.AcceptanceCriteria);
        fields.Items("Definition of done", item.DefinitionOfDone);
        return ExitCodes.Success;
    }
}
