namespace RepoTickets.Storage.Documents;

/// <summary>
/// The keys of a workflow's file, of a definition's and of a workflow's lease. Times carry their zone. What a step has not got is left out,
/// and whatever grows is one line an item, so that a change reads well in a diff.
/// </summary>
internal static class WorkflowCodec
{
    internal static WorkflowInstance Read(MappingReader reader) => new()
    {
        Id = WorkflowId.FromStored(reader.Required("id")),
        Definition = reader.Required("definition"),
        DefinitionVersion = reader.Number("definition_version", 1),
        DefinitionId = WorkflowDefinitionId.FromStored(reader.Required("definition_id")),
        TicketId = reader.Reference("ticket_id", TicketId.FromStored),
        ParentId = reader.Reference("parent_id", WorkflowId.FromStored),
        ParentStep = reader.OptionalText("parent_step"),
        Status = reader.OneOf("status", EnumTexts.WorkflowStatus),
        NextStatus = reader.Has("next_status") ? reader.OneOf("next_status", EnumTexts.WorkflowStatus) : null,
        Reason = reader.Text("reason"),
        Parameters = reader.JsonLine("parameters"),
        CreatedAt = reader.RequiredTime("created_at"),
        EndedAt = reader.OptionalTime("ended_at"),
        PausedAt = reader.OptionalTime("paused_at"),
        Deadline = reader.OptionalTime("deadline"),
        Steps = reader.Items("steps", ReadStep),
        Signals = reader.Lines<WorkflowSignal>("signals", WorkflowLines.TryReadSignal),
        History = reader.Lines<WorkflowHistoryEntry>("history", WorkflowLines.TryReadEntry),
        HistoryDropped = reader.Has("history_dropped") ? reader.RequiredCount("history_dropped") : 0,
    };

    internal static MappingBuilder Write(MappingBuilder builder, WorkflowInstance workflow) => builder
        .Text("id", workflow.Id.Value)
        .Text("definition", workflow.Definition)
        .Number("definition_version", workflow.DefinitionVersion)
        .Text("definition_id", workflow.DefinitionId.Value)
        .Reference("ticket_id", workflow.TicketId)
        .Reference("parent_id", workflow.ParentId)
        .Text("parent_step", workflow.ParentStep)
        .Text("status", EnumTexts.WorkflowStatus.Write(workflow.Status))
        .Text("next_status", workflow.NextStatus is { } next ? EnumTexts.WorkflowStatus.Write(next) : null)
        .Text("reason", workflow.Reason)
        .Text("parameters", workflow.Parameters.Text)
        .Instant("created_at", workflow.CreatedAt)
        .OptionalInstant("ended_at", workflow.EndedAt)
        .OptionalInstant("paused_at", workflow.PausedAt)
        .OptionalInstant("deadline", workflow.Deadline)
        .Items("steps", workflow.Steps, WriteStep)
        .Texts("signals", workflow.Signals.Select(WorkflowLines.Write))
        .Texts("history", workflow.History.Select(WorkflowLines.Write))
        .Count("history_dropped", workflow.HistoryDropped);

    internal static StoredWorkflowDefinition ReadDefinition(MappingReader reader) => new()
    {
        Id = WorkflowDefinitionId.FromStored(reader.Required("id")),
        Name = reader.Required("name"),
        DefinitionVersion = reader.Number("definition_version", 1),
        Content = reader.Required("content"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, StoredWorkflowDefinition definition) => builder
        .Text("id", definition.Id.Value)
        .Text("name", definition.Name)
        .Number("definition_version", definition.DefinitionVersion)
        .Text("content", definition.Content);

    internal static WorkflowLease ReadLease(MappingReader reader) => new()
    {
        WorkflowId = WorkflowId.FromStored(reader.Required("id")),
        Holder = reader.OptionalText("holder"),
        Token = reader.RequiredCount("token"),
        GrantedAt = reader.RequiredTime("granted_at"),
        ExpiresAt = reader.RequiredTime("expires_at"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, WorkflowLease lease) => builder
        .Text("id", lease.WorkflowId.Value)
        .Text("holder", lease.Holder)
        .Count("token", lease.Token)
        .Instant("granted_at", lease.GrantedAt)
        .Instant("expires_at", lease.ExpiresAt);

    private static WorkflowStepState ReadStep(MappingReader reader) => new()
    {
        Id = reader.Required("id"),
        Status = reader.OneOf("status", EnumTexts.WorkflowStepStatus),
        Attempts = reader.Number("attempts", 0),
        StartedAt = reader.OptionalTime("started_at"),
        EndedAt = reader.OptionalTime("ended_at"),
        Ordinal = reader.Number("ordinal", 0),
        Due = reader.OptionalTime("due"),
        Deadline = reader.OptionalTime("deadline"),
        Result = reader.OptionalText("result"),
        Error = reader.Text("error"),
        Note = reader.Text("note"),
        TaskId = reader.Reference("task_id", AgentTaskId.FromStored),
        ChildId = reader.Reference("child_id", WorkflowId.FromStored),
        Token = reader.Has("token") ? reader.RequiredCount("token") : 0,
        Since = reader.Has("since") ? reader.RequiredCount("since") : 0,
        Items = reader.Lines<WorkflowStepState>("items", WorkflowLines.TryReadItem),
    };

    private static MappingBuilder WriteStep(MappingBuilder builder, WorkflowStepState step)
    {
        builder.Text("id", step.Id).Text("status", EnumTexts.WorkflowStepStatus.Write(step.Status));
        _ = step.Attempts != 0 ? builder.Number("attempts", step.Attempts) : builder;
        _ = step.StartedAt is { } started ? builder.Instant("started_at", started) : builder;
        _ = step.EndedAt is { } ended ? builder.Instant("ended_at", ended) : builder;
        _ = step.Ordinal != 0 ? builder.Number("ordinal", step.Ordinal) : builder;
        _ = step.Due is { } due ? builder.Instant("due", due) : builder;
        _ = step.Deadline is { } deadline ? builder.Instant("deadline", deadline) : builder;
        _ = step.Result is { } result ? builder.Text("result", result) : builder;
        _ = step.Error.Length > 0 ? builder.Text("error", step.Error) : builder;
        _ = step.Note.Length > 0 ? builder.Text("note", step.Note) : builder;
        _ = step.TaskId is { } task ? builder.Text("task_id", task.Value) : builder;
        _ = step.ChildId is { } child ? builder.Text("child_id", child.Value) : builder;
        _ = step.Token != 0 ? builder.Count("token", step.Token) : builder;
        _ = step.Since != 0 ? builder.Count("since", step.Since) : builder;
        return step.Items.Count > 0 ? builder.Texts("items", step.Items.Select(WorkflowLines.Write)) : builder;
    }
}
