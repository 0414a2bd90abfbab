using System.Text.Json;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Backlog;

/// <summary>How backlog items look in lists and as JSON: the keys of their files, in their order.</summary>
internal static class BacklogListing
{
    internal static Listing<BacklogItem> For(TicketsConfiguration configuration) => new(
        "backlog-items",
        [
            ("id", static item => item.Id.Value),
            ("type", static item => EnumTexts.BacklogItemType.Write(item.ItemType)),
            ("status", static item => EnumTexts.BacklogStatus.Write(item.Status)),
            ("priority", static item => item.Priority.Value),
            ("points", static item => Samples.Texts.Number(item.StoryPoints)),
            ("value", static item => Samples.Texts.Number(item.BusinessValue)),
            ("score", item => Samples.Texts.Number(item.GetPriorityScore(configuration))),
            ("sprint", static item => item.SprintName ?? item.SprintId ?? ""),
            ("title", static item => item.Title),
        ],
        (writer, item) => WriteJson(writer, item, configuration));

    internal static void WriteJson(Utf8JsonWriter writer, BacklogItem item, TicketsConfiguration configuration)
    {
        writer.WriteString("id", item.Id.Value);
        writer.WriteString("title", item.Title);
        writer.WriteString("description", item.Description);
        writer.WriteString("item_type", EnumTexts.BacklogItemType.Write(item.ItemType));
        writer.WriteString("priority", item.Priority.Value);
        writer.WriteString("status", EnumTexts.BacklogStatus.Write(item.Status));
        writer.Number("story_points", (long?)item.StoryPoints);
        writer.Number("business_value", (long?)item.BusinessValue);
        writer.Number("effort_estimate", item.EffortEstimate);
        writer.WriteString("risk_level", EnumTexts.RiskLevel.Write(item.RiskLevel));
        writer.WriteString("product_owner", item.ProductOwner);
        writer.WriteString("assigned_to", item.AssignedTo);
        writer.WriteString("created_at", item.CreatedAt);
        writer.WriteString("updated_at", item.UpdatedAt);
        writer.WriteString("epic_id", item.EpicId?.Value);
        writer.WriteString("ticket_id", item.TicketId?.Value);
        writer.Texts("dependencies", item.Dependencies.Select(static id => id.Value));
        writer.Texts("acceptance_criteria", item.AcceptanceCriteria);
        writer.Texts("definition_of_done", item.DefinitionOfDone);
        writer.WriteString("sprint_id", item.SprintId);
        writer.WriteString("sprint_name", item.SprintName);
        writer.Texts("labels", item.Labels);
        writer.WriteString("component", item.Component);
        writer.WriteString("theme", item.Theme);
        writer.WriteNumber("priority_score", item.GetPriorityScore(configuration));
    }
}
