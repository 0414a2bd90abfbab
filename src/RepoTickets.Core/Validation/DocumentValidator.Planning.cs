namespace RepoTickets;

public static partial class DocumentValidator
{
    private static void CheckEpic(FieldChecks checks, Epic epic, TicketsConfiguration configuration)
    {
        checks.Own(epic.Id);
        checks.Line("title", epic.Title, required: true);
        checks.Text("description", epic.Description);
        checks.Defined("status", EnumTexts.EpicStatus, epic.Status);
        checks.Priority("priority", epic.Priority, configuration);
        checks.Line("owner", epic.Owner);
        checks.Line("owner_email", epic.OwnerEmail);
        checks.Lines("labels", epic.Labels);
        checks.Line("target_version", epic.TargetVersion);
        checks.NotNegative("estimated_story_points", epic.EstimatedStoryPoints);
        checks.References("ticket_ids", epic.TicketIds);
        checks.Lines("goals", epic.Goals, maximumLength: DocumentBounds.TextLength);
        checks.Lines("success_criteria", epic.SuccessCriteria, maximumLength: DocumentBounds.TextLength);
    }

    private static void CheckBacklogItem(FieldChecks checks, BacklogItem item, TicketsConfiguration configuration)
    {
        checks.Own(item.Id);
        checks.Line("title", item.Title, required: true);
        checks.Text("description", item.Description);
        checks.Defined("item_type", EnumTexts.BacklogItemType, item.ItemType);
        checks.Priority("priority", item.Priority, configuration);
        checks.Defined("status", EnumTexts.BacklogStatus, item.Status);
        checks.NotNegative("story_points", item.StoryPoints);
        checks.Range("business_value", item.BusinessValue, 1, 100);
        checks.NotNegative("effort_estimate", item.EffortEstimate);
        checks.Defined("risk_level", EnumTexts.RiskLevel, item.RiskLevel);
        checks.Line("product_owner", item.ProductOwner);
        checks.Line("assigned_to", item.AssignedTo);
        checks.Reference("epic_id", item.EpicId);
        checks.Reference("ticket_id", item.TicketId);
        checks.References("dependencies", item.Dependencies);
        checks.Lines("acceptance_criteria", item.AcceptanceCriteria, maximumLength: DocumentBounds.TextLength);
        checks.Lines("definition_of_done", item.DefinitionOfDone, maximumLength: DocumentBounds.TextLength);
        checks.OptionalLine("sprint_id", item.SprintId);
        checks.OptionalLine("sprint_name", item.SprintName);
        checks.Lines("labels", item.Labels);
        checks.Line("component", item.Component);
        checks.Line("theme", item.Theme);
    }
}
