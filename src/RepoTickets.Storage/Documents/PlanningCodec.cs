namespace RepoTickets.Storage.Documents;

/// <summary>The 18 keys of an epic's file and the 24 of a backlog item's.</summary>
internal static class PlanningCodec
{
    internal static Epic ReadEpic(MappingReader reader) => new()
    {
        Id = EpicId.FromStored(reader.Required("id")),
        Title = reader.Required("title"),
        Description = reader.Text("description"),
        Status = reader.OneOf("status", EnumTexts.EpicStatus),
        Priority = reader.Priority(),
        Owner = reader.Text("owner"),
        OwnerEmail = reader.Text("owner_email"),
        Labels = reader.Texts("labels"),
        CreatedAt = reader.Time("created_at"),
        UpdatedAt = reader.Time("updated_at"),
        TargetVersion = reader.Text("target_version"),
        StartDate = reader.OptionalTime("start_date"),
        TargetDate = reader.OptionalTime("target_date"),
        CompletedDate = reader.OptionalTime("completed_date"),
        EstimatedStoryPoints = reader.OptionalNumber("estimated_story_points"),
        TicketIds = reader.TicketIds("ticket_ids"),
        Goals = reader.Texts("goals"),
        SuccessCriteria = reader.Texts("success_criteria"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, Epic epic) => builder
        .Text("id", epic.Id.Value)
        .Text("title", epic.Title)
        .Text("description", epic.Description)
        .Text("status", EnumTexts.EpicStatus.Write(epic.Status))
        .Text("priority", epic.Priority.Value)
        .Text("owner", epic.Owner)
        .Text("owner_email", epic.OwnerEmail)
        .Texts("labels", epic.Labels)
        .Time("created_at", epic.CreatedAt)
        .Time("updated_at", epic.UpdatedAt)
        .Text("target_version", epic.TargetVersion)
        .Time("start_date", epic.StartDate)
        .Time("target_date", epic.TargetDate)
        .Time("completed_date", epic.CompletedDate)
        .Number("estimated_story_points", epic.EstimatedStoryPoints)
        .References("ticket_ids", epic.TicketIds)
        .Texts("goals", epic.Goals)
        .Texts("success_criteria", epic.SuccessCriteria);

    internal static BacklogItem ReadBacklogItem(MappingReader reader) => new()
    {
        Id = BacklogItemId.FromStored(reader.Required("id")),
        Title = reader.Required("title"),
        Description = reader.Text("description"),
        ItemType = reader.OneOf("item_type", EnumTexts.BacklogItemType),
        Priority = reader.Priority(),
        Status = reader.OneOf("status", EnumTexts.BacklogStatus),
        StoryPoints = reader.OptionalNumber("story_points"),
        BusinessValue = reader.OptionalNumber("business_value"),
        EffortEstimate = reader.OptionalReal("effort_estimate"),
        RiskLevel = reader.OneOf("risk_level", EnumTexts.RiskLevel),
        ProductOwner = reader.Text("product_owner"),
        AssignedTo = reader.Text("assigned_to"),
        CreatedAt = reader.Time("created_at"),
        UpdatedAt = reader.Time("updated_at"),
        EpicId = reader.Reference("epic_id", EpicId.FromStored),
        TicketId = reader.Reference("ticket_id", TicketId.FromStored),
        Dependencies = reader.BacklogItemIds("dependencies"),
        AcceptanceCriteria = reader.Texts("acceptance_criteria"),
        DefinitionOfDone = reader.Texts("definition_of_done"),
        SprintId = reader.OptionalText("sprint_id"),
        SprintName = reader.OptionalText("sprint_name"),
        Labels = reader.Texts("labels"),
        Component = reader.Text("component"),
        Theme = reader.Text("theme"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, BacklogItem item) => builder
        .Text("id", item.Id.Value)
        .Text("title", item.Title)
        .Text("description", item.Description)
        .Text("item_type", EnumTexts.BacklogItemType.Write(item.ItemType))
        .Text("priority", item.Priority.Value)
        .Text("status", EnumTexts.BacklogStatus.Write(item.Status))
        .Number("story_points", item.StoryPoints)
        .Number("business_value", item.BusinessValue)
        .Real("effort_estimate", item.EffortEstimate)
        .Text("risk_level", EnumTexts.RiskLevel.Write(item.RiskLevel))
        .Text("product_owner", item.ProductOwner)
        .Text("assigned_to", item.AssignedTo)
        .Time("created_at", item.CreatedAt)
        .Time("updated_at", item.UpdatedAt)
        .Reference("epic_id", item.EpicId)
        .Reference("ticket_id", item.TicketId)
        .References("dependencies", item.Dependencies)
        .Texts("acceptance_criteria", item.AcceptanceCriteria)
        .Texts("definition_of_done", item.DefinitionOfDone)
        .Text("sprint_id", item.SprintId)
        .Text("sprint_name", item.SprintName)
        .Texts("labels", item.Labels)
        .Text("component", item.Component)
        .Text("theme", item.Theme);
}
