using System.Text.Json;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary>How epics look in lists and as JSON: the keys of their files, in their order.</summary>
internal static class EpicListing
{
    internal static Listing<Epic> Listing { get; } = new(
        "epics",
        [
            ("id", static epic => epic.Id.Value),
            ("status", static epic => EnumTexts.EpicStatus.Write(epic.Status)),
            ("priority", static epic => epic.Priority.Value),
            ("owner", static epic => epic.Owner),
            ("target", static epic => Samples.Texts.Day(epic.TargetDate)),
            ("tickets", static epic => Samples.Texts.Number(epic.TicketIds.Count)),
            ("title", static epic => epic.Title),
        ],
        WriteJson);

    internal static void WriteJson(Utf8JsonWriter writer, Epic epic)
    {
        writer.WriteString("id", epic.Id.Value);
        writer.WriteString("title", epic.Title);
        writer.WriteString("description", epic.Description);
        writer.WriteString("status", EnumTexts.EpicStatus.Write(epic.Status));
        writer.WriteString("priority", epic.Priority.Value);
        writer.WriteString("owner", epic.Owner);
        writer.WriteString("owner_email", epic.OwnerEmail);
        writer.Texts("labels", epic.Labels);
        writer.WriteString("created_at", epic.CreatedAt);
        writer.WriteString("updated_at", epic.UpdatedAt);
        writer.WriteString("target_version", epic.TargetVersion);
        writer.Time("start_date", epic.StartDate);
        writer.Time("target_date", epic.TargetDate);
        writer.Time("completed_date", epic.CompletedDate);
        writer.Number("estimated_story_points", (long?)epic.EstimatedStoryPoints);
        writer.Texts("ticket_ids", epic.TicketIds.Select(static id => id.Value));
        writer.Texts("goals", epic.Goals);
        writer.Texts("success_criteria", epic.SuccessCriteria);
    }
}
