using System.Globalization;

namespace RepoTickets;

public static partial class DocumentValidator
{
    private static void CheckAgent(FieldChecks checks, Agent agent)
    {
        checks.Own(agent.Id);
        checks.Line("name", agent.Name, required: true);
        checks.Text("description", agent.Description);
        checks.Defined("agent_type", EnumTexts.AgentType, agent.AgentType);
        checks.Defined("status", EnumTexts.AgentStatus, agent.Status);
        checks.Named("capabilities", agent.Capabilities, static item => item.Name, (path, item) => CheckCapability(checks, path, item));
        checks.Range("max_concurrent_tasks", agent.MaxConcurrentTasks, 1, int.MaxValue);
        checks.Lines("preferred_task_types", agent.PreferredTaskTypes, required: true);
        checks.OptionalLine("endpoint", agent.Endpoint);
        if (agent.ApiKeySecretName is { } name && !SecretName.IsWellFormed(name))
        {
            // The value is not shown: the likeliest mistake is a key where its name belongs.
            checks.Add("api_key", "", $"The name of a secret has 1 to {SecretName.MaximumLength} characters of A-Z, a-z, 0-9, dot, " +
                $"underscore, slash and hyphen. It is not the key itself.");
        }

        checks.OptionalLine("model", agent.Model);
        CheckMetrics(checks, agent.Metrics);
        checks.References("active_tasks", agent.ActiveTasks);
    }

    private static void CheckCapability(FieldChecks checks, FieldPath path, AgentCapability capability)
    {
        checks.Text(path + ".description", capability.Description);
        checks.Range(path + ".confidence_level", capability.ConfidenceLevel, 0, 1);
        checks.Json(path + ".parameters", capability.Parameters);
    }

    private static void CheckMetrics(FieldChecks checks, AgentMetrics? metrics)
    {
        if (metrics is null)
        {
            checks.Add("metrics", "", "The value is null; use AgentMetrics.None.");
            return;
        }

        checks.NotNegative("metrics.tasks_completed", metrics.TasksCompleted);
        checks.NotNegative("metrics.tasks_failed", metrics.TasksFailed);
        checks.NotNegative("metrics.total_execution_time_minutes", metrics.TotalExecutionTimeMinutes);
        checks.NotNegative("metrics.average_response_time_seconds", metrics.AverageResponseTimeSeconds);
        checks.Range("metrics.success_rate", metrics.SuccessRate, 0, 1);
    }

    private static void CheckAgentTask(FieldChecks checks, AgentTask task, TicketsConfiguration configuration)
    {
        checks.Own(task.Id);
        checks.Reference("ticket_id", task.TicketId);
        checks.Reference("agent_id", task.AgentId);
        checks.Line("task_type", task.TaskType, required: true);
        checks.Text("description", task.Description, required: true);
        checks.Defined("status", EnumTexts.AgentTaskStatus, task.Status);
        checks.Priority("priority", task.Priority, configuration);
        checks.Text("instructions", task.Instructions);
        checks.Text("expected_output", task.ExpectedOutput);
        checks.Json("context", task.Context);
        checks.Text("output", task.Output);
        checks.Lines("artifacts", task.Artifacts, maximumLength: DocumentBounds.TextLength);
        checks.Text("error_message", task.ErrorMessage);
        checks.NotNegative("estimated_duration_minutes", task.EstimatedDurationMinutes);
        checks.NotNegative("actual_duration_minutes", task.ActualDurationMinutes);
    }

    private static void CheckLease(FieldChecks checks, Lease lease)
    {
        checks.Reference("ticket_id", lease.TicketId);
        if (lease.Holder is not null)
        {
            checks.Line("holder", lease.Holder, required: true);
        }

        checks.Range("token", lease.Token, 1, long.MaxValue);
        if (lease.ExpiresAt < lease.GrantedAt)
        {
            checks.Add("expires_at", lease.ExpiresAt.ToString("O", CultureInfo.InvariantCulture), "It lies before granted_at.");
        }
    }
}
