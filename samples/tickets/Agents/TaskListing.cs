using System.Text.Json;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary>How tasks look in lists and as JSON: the keys of their files, in their order.</summary>
internal static class TaskListing
{
    internal static Listing<AgentTask> Listing { get; } = new(
        "agent-tasks",
        [
            ("id", static task => task.Id.Value),
            ("ticket", static task => task.TicketId.Value),
            ("agent", static task => task.AgentId.Value),
            ("type", static task => task.TaskType),
            ("status", static task => EnumTexts.AgentTaskStatus.Write(task.Status)),
            ("priority", static task => task.Priority.Value),
            ("assigned", static task => Samples.Texts.Minute(task.AssignedAt)),
            ("description", static task => task.Description),
        ],
        WriteJson);

    internal static void WriteJson(Utf8JsonWriter writer, AgentTask task)
    {
        writer.WriteString("id", task.Id.Value);
        writer.WriteString("ticket_id", task.TicketId.Value);
        writer.WriteString("agent_id", task.AgentId.Value);
        writer.WriteString("task_type", task.TaskType);
        writer.WriteString("description", task.Description);
        writer.WriteString("status", EnumTexts.AgentTaskStatus.Write(task.Status));
        writer.WriteString("priority", task.Priority.Value);
        writer.WriteString("assigned_at", task.AssignedAt);
        writer.Time("started_at", task.StartedAt);
        writer.Time("completed_at", task.CompletedAt);
        writer.WriteString("instructions", task.Instructions);
        writer.WriteString("expected_output", task.ExpectedOutput);
        writer.Raw("context", task.Context);
        writer.WriteString("output", task.Output);
        writer.Texts("artifacts", task.Artifacts);
        writer.WriteString("error_message", task.ErrorMessage);
        writer.Number("estimated_duration_minutes", (long?)task.EstimatedDurationMinutes);
        writer.Number("actual_duration_minutes", (long?)task.ActualDurationMinutes);
    }
}
