namespace RepoTickets.Workflows.Workforce;

/// <summary>What is kept in memory of a task: without its texts, which may be long.</summary>
internal sealed record TaskFacts(
    AgentTaskId Id, AgentId Agent, TicketId Ticket, string Type, AgentTaskStatus Status, DateTimeOffset AssignedAt,
    DateTimeOffset? CompletedAt,
    int WholeMinutes, double? Minutes)
{
    /// <summary>It has ended and says something about its agent; a cancelled one does not.</summary>
    internal bool Counts => Status is AgentTaskStatus.Completed or AgentTaskStatus.Failed;

    internal bool IsOpen => Status is AgentTaskStatus.Assigned or AgentTaskStatus.InProgress or AgentTaskStatus.Paused;

    /// <summary>When it ended, or was given where the file does not say.</summary>
    internal DateTimeOffset EndedAt => CompletedAt ?? AssignedAt;

    internal static TaskFacts From(AgentTask task) => new(
        task.Id, task.AgentId, task.TicketId, task.TaskType, task.Status, task.AssignedAt, task.CompletedAt, task.DurationMinutes ?? 0,
        Exact(task));

    /// <summary>Files note whole minutes; the two times are better where both are known, because many agents need seconds.</summary>
    private static double? Exact(AgentTask task) =>
        task is { StartedAt: { } start, CompletedAt: { } end } && end > start ? (end - start).TotalMinutes : task.ActualDurationMinutes;
}
