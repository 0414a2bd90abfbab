using System.Text.Json;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary>How agents look in lists and as JSON: the keys of their files, in their order, but never a secret.</summary>
internal static class AgentListing
{
    internal static Listing<Agent> Listing { get; } = new(
        "agents",
        [
            ("id", static agent => agent.Id.Value),
            ("type", static agent => EnumTexts.AgentType.Write(agent.AgentType)),
            ("status", static agent => EnumTexts.AgentStatus.Write(agent.Status)),
            ("tasks", static agent => $"{agent.ActiveTasks.Count}/{agent.MaxConcurrentTasks}"),
            ("completed", static agent => Samples.Texts.Number(agent.Metrics.TasksCompleted)),
            ("failed", static agent => Samples.Texts.Number(agent.Metrics.TasksFailed)),
            ("name", static agent => agent.Name),
        ],
        WriteJson);

    internal static void WriteJson(Utf8JsonWriter writer, Agent agent)
    {
        writer.WriteString("id", agent.Id.Value);
        writer.WriteString("name", agent.Name);
        writer.WriteString("description", agent.Description);
        writer.WriteString("agent_type", EnumTexts.AgentType.Write(agent.AgentType));
        writer.WriteString("status", EnumTexts.AgentStatus.Write(agent.Status));
        writer.Objects("capabilities", agent.Capabilities, static (writer, capability) =>
        {
            writer.WriteString("name", capability.Name);
            writer.WriteString("description", capability.Description);
            writer.Number("confidence_level", capability.ConfidenceLevel);
            writer.WriteBoolean("enabled", capability.Enabled);
            writer.Raw("parameters", capability.Parameters);
        });
        writer.WriteNumber("max_concurrent_tasks", agent.MaxConcurrentTasks);
        writer.Texts("preferred_task_types", agent.PreferredTaskTypes);
        writer.WriteString("endpoint", agent.Endpoint);
        writer.WriteString("api_key_secret", agent.ApiKeySecretName);
        writer.WriteString("model", agent.Model);
        writer.WriteString("created_at", agent.CreatedAt);
        writer.WriteString("updated_at", agent.UpdatedAt);
        writer.Time("last_seen", agent.LastSeen);
        WriteMetrics(writer, agent.Metrics);
        writer.Texts("active_tasks", agent.ActiveTasks.Select(static id => id.Value));
    }

    private static void WriteMetrics(Utf8JsonWriter writer, AgentMetrics metrics)
    {
        writer.WriteStartObject("metrics");
        writer.WriteNumber("tasks_completed", metrics.TasksCompleted);
        writer.WriteNumber("tasks_failed", metrics.TasksFailed);
        writer.WriteNumber("total_execution_time_minutes", metrics.TotalExecutionTimeMinutes);
        writer.Number("success_rate", metrics.SuccessRate);
        writer.Time("last_activity", metrics.LastActivity);
        writer.WriteEndObject();
    }
}
