namespace RepoTickets;

/// <summary>What events about a task say of it, as it was after the event.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
public abstract record AgentTaskPayload(
    AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status);

/// <summary>An agent was given a task: a new one, or one that another agent had.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
/// <param name="FormerAgentId">The agent that had it before; null for a new task.</param>
public sealed record AgentTaskAssigned(
    AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status, AgentId? FormerAgentId)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>An agent began with a task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
public sealed record AgentTaskStarted(AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>An agent interrupted a task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
public sealed record AgentTaskPaused(AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>An agent went on with an interrupted task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
public sealed record AgentTaskResumed(AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>An agent completed a task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
/// <param name="DurationMinutes">Whole minutes that it took; null when that is not known.</param>
public sealed record AgentTaskCompleted(
    AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status, int? DurationMinutes)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>An agent gave a task up with an error.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
/// <param name="ErrorMessage">Why; may be empty.</param>
public sealed record AgentTaskFailed(
    AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status, string ErrorMessage)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>A task was called off.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record AgentTaskCancelled(
    AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status, string Reason)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>A task changed in any way.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it is about.</param>
/// <param name="AgentId">The agent that has it.</param>
/// <param name="TaskType">What kind of work it is.</param>
/// <param name="Status">Its status.</param>
/// <param name="Fields">The fields that changed, named as in the file, in its order; empty when the state before is not known.</param>
public sealed record AgentTaskUpdated(
    AgentTaskId TaskId, TicketId TicketId, AgentId AgentId, string TaskType, AgentTaskStatus Status, ValueList<string> Fields)
    : AgentTaskPayload(TaskId, TicketId, AgentId, TaskType, Status);

/// <summary>A task was deleted.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it was about; null when it is not known.</param>
/// <param name="AgentId">The agent that had it; null when it is not known.</param>
public sealed record AgentTaskDeleted(AgentTaskId TaskId, TicketId? TicketId, AgentId? AgentId);

/// <summary>A task's file was left unreadable by an edit or a merge; the store goes on without it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TicketId">The ticket that it was about; null when it is not known.</param>
/// <param name="AgentId">The agent that had it; null when it is not known.</param>
public sealed record AgentTaskUnreadable(AgentTaskId TaskId, TicketId? TicketId, AgentId? AgentId);
