using System.Text.Json;
using RepoTickets.Workflows;

namespace RepoTickets.Samples;

/// <summary>Workflows as JSON.</summary>
internal static class WorkflowJson
{
    /// <summary>Writes what lists show of a workflow into an object that is open.</summary>
    internal static void WriteSummary(Utf8JsonWriter writer, WorkflowInstance workflow)
    {
        WriteHead(writer, workflow);
        writer.WriteNumber("steps_total", workflow.Steps.Count);
        writer.WriteNumber("steps_ended", WorkflowFigures.EndedSteps(workflow));
        writer.WriteNumber("steps_done", WorkflowFigures.DoneSteps(workflow));
        writer.Texts("waits_for", WaitingSteps.Of(workflow));
    }

    private static void WriteHead(Utf8JsonWriter writer, WorkflowInstance workflow)
    {
        writer.WriteString("id", workflow.Id.Value);
        writer.WriteString("definition", workflow.Definition);
        writer.WriteNumber("definition_version", workflow.DefinitionVersion);
        writer.WriteString("ticket_id", workflow.TicketId?.Value);
        writer.WriteString("parent_id", workflow.ParentId?.Value);
        writer.WriteString("parent_step", workflow.ParentStep);
        writer.WriteString("status", EnumTexts.WorkflowStatus.Write(workflow.Status));
        writer.WriteString("reason", workflow.Reason);
        writer.WriteString("created_at", workflow.CreatedAt);
        writer.Time("ended_at", workflow.EndedAt);
    }

    /// <summary>Writes <c>item</c> and <c>progress</c> into an object that is open.</summary>
    internal static void Write(Utf8JsonWriter writer, WorkflowInstance workflow, WorkflowProgress progress)
    {
        writer.WriteStartObject("item");
        WriteHead(writer, workflow);
        writer.Time("paused_at", workflow.PausedAt);
        writer.Time("deadline", workflow.Deadline);
        writer.Raw("parameters", workflow.Parameters);
        WriteSteps(writer, "steps", workflow.Steps);
        writer.Objects("signals", workflow.Signals, static (writer, signal) =>
        {
            writer.WriteString("name", signal.Name);
            WriteJson(writer, "value", signal.Value);
            writer.WriteString("at", signal.At);
            writer.WriteString("step", signal.Step);
        });
        WriteHistory(writer, workflow);
        writer.WriteEndObject();
        WriteProgress(writer, progress);
    }

    private static void WriteSteps(Utf8JsonWriter writer, string name, ValueList<WorkflowStepState> steps)
    {
        writer.Objects(name, steps, static (writer, step) =>
        {
            writer.WriteString("id", step.Id);
            writer.WriteString("status", EnumTexts.WorkflowStepStatus.Write(step.Status));
            writer.WriteNumber("attempts", step.Attempts);
            writer.Time("started_at", step.StartedAt);
            writer.Time("ended_at", step.EndedAt);
            writer.Time("due", step.Due);
            writer.Time("deadline", step.Deadline);
            WriteJson(writer, "result", step.Result);
            writer.WriteString("error", step.Error);
            writer.WriteString("note", step.Note);
            writer.WriteString("task_id", step.TaskId?.Value);
            writer.WriteString("workflow_id", step.ChildId?.Value);
            WriteSteps(writer, "items", step.Items);
        });
    }

    private static void WriteHistory(Utf8JsonWriter writer, WorkflowInstance workflow)
    {
        writer.Objects("history", workflow.History, static (writer, entry) =>
        {
            writer.WriteString("at", entry.At);
            writer.WriteString("what", entry.What);
            writer.WriteString("step", entry.Step);
            writer.WriteString("detail", entry.Detail);
        });
        writer.WriteNumber("history_dropped", workflow.HistoryDropped);
    }

    private static void WriteProgress(Utf8JsonWriter writer, WorkflowProgress progress)
    {
        writer.WriteStartObject("progress");
        writer.WriteNumber("steps", progress.StepCount);
        writer.WriteNumber("ended", progress.EndedCount);
        writer.WriteNumber("done", progress.DoneCount);
        writer.Number("percentage", Math.Round(progress.Percentage, 1));
        writer.Texts("remaining", progress.Remaining);
        writer.Texts("critical_path", progress.CriticalPath);
        writer.Number("critical_seconds", Math.Round(progress.CriticalDuration.TotalSeconds, 3));
        writer.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter writer, string name, string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            writer.WriteNull(name);
            return;
        }

        using var document = JsonDocument.Parse(json);
        writer.WritePropertyName(name);
        document.RootElement.WriteTo(writer);
    }
}
