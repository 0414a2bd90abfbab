namespace RepoTickets;

/// <summary>What an agent has done so far.</summary>
public sealed record AgentMetrics
{
    /// <summary>Nothing yet.</summary>
    public static AgentMetrics None { get; } = new();

    /// <summary>Tasks that were completed, at least 0.</summary>
    public int TasksCompleted { get; init; }

    /// <summary>Tasks that failed, at least 0.</summary>
    public int TasksFailed { get; init; }

    /// <summary>Minutes spent on finished tasks, at least 0.</summary>
    public int TotalExecutionTimeMinutes { get; init; }

    /// <summary>Seconds until it answers, at least 0. Kept for the file format; nothing here sets it.</summary>
    public double AverageResponseTimeSeconds { get; init; }

    /// <summary>Completed as a share of completed and failed, 0 to 1; 0 before the first.</summary>
    public double SuccessRate { get; init; }

    /// <summary>When it last finished a task; null when never.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>With one more task that was completed or failed.</summary>
    internal AgentMetrics Count(AgentTask task, DateTimeOffset now)
    {
        var completed = TasksCompleted + (task.Status == AgentTaskStatus.Completed ? 1 : 0);
        var failed = TasksFailed + (task.Status == AgentTaskStatus.Failed ? 1 : 0);
        var minutes = (long)TotalExecutionTimeMinutes + (task.ActualDurationMinutes ?? 0);
        return this with
        {
            TasksCompleted = completed,
            TasksFailed = failed,
            TotalExecutionTimeMinutes = (int)Math.Min(minutes, int.MaxValue),
            SuccessRate = (double)completed / Math.Max(1, completed + failed),
            LastActivity = now,
        };
    }
}
