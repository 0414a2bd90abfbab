namespace RepoTickets.Storage.Documents;

/// <summary>The keys of an agent's file and of a task's.</summary>
internal static class AgentCodec
{
    internal static Agent ReadAgent(MappingReader reader) => new()
    {
        Id = AgentId.FromStored(reader.Required("id")),
        Name = reader.Required("name"),
        Description = reader.Text("description"),
        AgentType = reader.OneOf("agent_type", EnumTexts.AgentType, AgentType.General),
        Status = reader.OneOf("status", EnumTexts.AgentStatus),
        Capabilities = reader.Items("capabilities", ReadCapability),
        MaxConcurrentTasks = reader.Number("max_concurrent_tasks", 1),
        PreferredTaskTypes = reader.Texts("preferred_task_types"),
        Endpoint = reader.OptionalText("endpoint"),
        ApiKeySecretName = reader.SecretName("api_key"),
        HasClearApiKey = reader.HasClearKey("api_key"),
        Model = reader.OptionalText("model"),
        CreatedAt = reader.Time("created_at"),
        UpdatedAt = reader.Time("updated_at"),
        LastSeen = reader.OptionalTime("last_seen"),
        Metrics = reader.Nested("metrics") is { } metrics ? ReadMetrics(metrics) : AgentMetrics.None,
        ActiveTasks = reader.TaskIds("active_tasks"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, Agent agent) => builder
        .Text("id", agent.Id.Value)
        .Text("name", agent.Name)
        .Text("description", agent.Description)
        .Text("agent_type", EnumTexts.AgentType.Write(agent.AgentType))
        .Text("status", EnumTexts.AgentStatus.Write(agent.Status))
        .Items("capabilities", agent.Capabilities, WriteCapability)
        .Number("max_concurrent_tasks", agent.MaxConcurrentTasks)
        .Texts("preferred_task_types", agent.PreferredTaskTypes)
        .Text("endpoint", agent.Endpoint)
        .Text("api_key", agent.ApiKeySecretName is { } name ? SecretName.Prefix + name : null)
        .Text("model", agent.Model)
        .Time("created_at", agent.CreatedAt)
        .Time("updated_at", agent.UpdatedAt)
        .Time("last_seen", agent.LastSeen)
        .Nested("metrics", metrics => WriteMetrics(metrics, agent.Metrics))
        .References("active_tasks", agent.ActiveTasks);

    internal static AgentTask ReadTask(MappingReader reader) => new()
    {
        Id = AgentTaskId.FromStored(reader.Required("id")),
        TicketId = TicketId.FromStored(reader.Required("ticket_id")),
        AgentId = AgentId.FromStored(reader.Required("agent_id")),
        TaskType = reader.Required("task_type"),
        Description = reader.Required("description"),
        Status = reader.OneOf("status", EnumTexts.AgentTaskStatus),
        Priority = reader.Priority(),
        AssignedAt = reader.Time("assigned_at"),
        StartedAt = reader.OptionalTime("started_at"),
        CompletedAt = reader.OptionalTime("completed_at"),
        Instructions = reader.Text("instructions"),
        ExpectedOutput = reader.Text("expected_output"),
        Context = reader.Json("context"),
        Output = reader.Text("output"),
        Artifacts = reader.Texts("artifacts"),
        ErrorMessage = reader.Text("error_message"),
        EstimatedDurationMinutes = reader.OptionalNumber("estimated_duration_minutes"),
        ActualDurationMinutes = reader.OptionalNumber("actual_duration_minutes"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, AgentTask task) => builder
        .Text("id", task.Id.Value)
        .Text("ticket_id", task.TicketId.Value)
        .Text("agent_id", task.AgentId.Value)
        .Text("task_type", task.TaskType)
        .Text("description", task.Description)
        .Text("status", EnumTexts.AgentTaskStatus.Write(task.Status))
        .Text("priority", task.Priority.Value)
        .Time("assigned_at", task.AssignedAt)
        .Time("started_at", task.StartedAt)
        .Time("completed_at", task.CompletedAt)
        .Text("instructions", task.Instructions)
        .Text("expected_output", task.ExpectedOutput)
        .Json("context", task.Context)
        .Text("output", task.Output)
        .Texts("artifacts", task.Artifacts)
        .Text("error_message", task.ErrorMessage)
        .Number("estimated_duration_minutes", task.EstimatedDurationMinutes)
        .Number("actual_duration_minutes", task.ActualDurationMinutes);

    private static AgentCapability ReadCapability(MappingReader reader) => new()
    {
        Name = reader.RequiredKey("name"),
        Description = reader.Text("description"),
        ConfidenceLevel = reader.Real("confidence_level", 1.0),
        Enabled = reader.Truth("enabled", fallback: true),
        Parameters = reader.Json("parameters"),
    };

    private static MappingBuilder WriteCapability(MappingBuilder builder, AgentCapability capability) => builder
        .Text("name", capability.Name)
        .Text("description", capability.Description)
        .Real("confidence_level", capability.ConfidenceLevel)
        .Truth("enabled", capability.Enabled)
        .Json("parameters", capability.Parameters);

    private static AgentMetrics ReadMetrics(MappingReader reader) => new()
    {
        TasksCompleted = reader.Number("tasks_completed", 0),
        TasksFailed = reader.Number("tasks_failed", 0),
        TotalExecutionTimeMinutes = reader.Number("total_execution_time_minutes", 0),
        AverageResponseTimeSeconds = reader.Real("average_response_time_seconds", 0),
        SuccessRate = reader.Real("success_rate", 0),
        LastActivity = reader.OptionalTime("last_activity"),
    };

    private static MappingBuilder WriteMetrics(MappingBuilder builder, AgentMetrics metrics) => builder
        .Number("tasks_completed", metrics.TasksCompleted)
        .Number("tasks_failed", metrics.TasksFailed)
        .Number("total_execution_time_minutes", metrics.TotalExecutionTimeMinutes)
        .Real("average_response_time_seconds", metrics.AverageResponseTimeSeconds)
        .Real("success_rate", metrics.SuccessRate)
        .Time("last_activity", metrics.LastActivity);
}
