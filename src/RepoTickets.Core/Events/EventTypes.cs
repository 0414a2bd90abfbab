using System.Diagnostics.CodeAnalysis;

namespace RepoTickets;

/// <summary>
/// The names of the event types of RepoTickets. The first 23 are those of the Python package repo-tickets 1.0, with the same text. Each has
/// a payload record of the same name: <c>ticket.created</c> carries a <see cref="RepoTickets.TicketCreated"/>.
/// </summary>
public static class EventTypes
{
    /// <summary>The longest name of an event type, in characters.</summary>
    public const int MaximumLength = 128;

    /// <summary>A ticket was created.</summary>
    public const string TicketCreated = "ticket.created";

    /// <summary>A ticket changed in any way; comes after the more exact ones.</summary>
    public const string TicketUpdated = "ticket.updated";

    /// <summary>A ticket went from an open status to closed or cancelled.</summary>
    public const string TicketClosed = "ticket.closed";

    /// <summary>A ticket went from closed or cancelled to an open status.</summary>
    public const string TicketReopened = "ticket.reopened";

    /// <summary>A ticket was deleted.</summary>
    public const string TicketDeleted = "ticket.deleted";

    /// <summary>Somebody else, or nobody any longer, works on a ticket.</summary>
    public const string TicketAssigned = "ticket.assigned";

    /// <summary>A ticket was commented on; one for each comment.</summary>
    public const string TicketCommented = "ticket.commented";

    /// <summary>An agent was given a task.</summary>
    public const string AgentTaskAssigned = "agent.task.assigned";

    /// <summary>An agent began with a task.</summary>
    public const string AgentTaskStarted = "agent.task.started";

    /// <summary>An agent completed a task.</summary>
    public const string AgentTaskCompleted = "agent.task.completed";

    /// <summary>An agent gave a task up with an error.</summary>
    public const string AgentTaskFailed = "agent.task.failed";

    /// <summary>A ticket got a requirement; one for each.</summary>
    public const string RequirementAdded = "requirement.added";

    /// <summary>A requirement of a ticket has been verified.</summary>
    public const string RequirementVerified = "requirement.verified";

    /// <summary>A scenario of a ticket passes now.</summary>
    public const string TestPassed = "test.passed";

    /// <summary>A scenario of a ticket fails now.</summary>
    public const string TestFailed = "test.failed";

    /// <summary>An epic was created.</summary>
    public const string EpicCreated = "epic.created";

    /// <summary>An epic changed in any way; comes after the more exact ones.</summary>
    public const string EpicUpdated = "epic.updated";

    /// <summary>An epic was completed.</summary>
    public const string EpicCompleted = "epic.completed";

    /// <summary>The journal of a ticket got an entry of type <c>milestone</c>.</summary>
    public const string MilestoneReached = "milestone.reached";

    /// <summary>A sprint began. The model knows no sprints: applications publish this.</summary>
    public const string SprintStarted = "sprint.started";

    /// <summary>A sprint ended. The model knows no sprints: applications publish this.</summary>
    public const string SprintCompleted = "sprint.completed";

    /// <summary>A store built its index anew.</summary>
    public const string IndexRebuilt = "system.index.rebuilt";

    /// <summary>A store emptied its cache.</summary>
    public const string CacheCleared = "system.cache.cleared";

    // Tickets.

    /// <summary>An edit or a merge left a ticket's file unreadable. When it can be read again, it counts as created.</summary>
    public const string TicketUnreadable = "ticket.unreadable";

    /// <summary>An expected result of a ticket has been verified.</summary>
    public const string ExpectedResultVerified = "expected_result.verified";

    /// <summary>The verification of an expected result of a ticket failed.</summary>
    public const string ExpectedResultFailed = "expected_result.failed";

    // Epics and backlog.

    /// <summary>An epic was deleted.</summary>
    public const string EpicDeleted = "epic.deleted";

    /// <summary>An edit or a merge left an epic's file unreadable. When it can be read again, it counts as updated.</summary>
    public const string EpicUnreadable = "epic.unreadable";

    /// <summary>A backlog item was created.</summary>
    public const string BacklogItemCreated = "backlog.item.created";

    /// <summary>A backlog item changed in any way; comes after the more exact ones.</summary>
    public const string BacklogItemUpdated = "backlog.item.updated";

    /// <summary>A backlog item became a ticket.</summary>
    public const string BacklogItemConverted = "backlog.item.converted";

    /// <summary>A backlog item was deleted.</summary>
    public const string BacklogItemDeleted = "backlog.item.deleted";

    /// <summary>An edit or a merge left a backlog item's file unreadable. When it can be read again, it counts as updated.</summary>
    public const string BacklogItemUnreadable = "backlog.item.unreadable";

    // Agents.

    /// <summary>An agent was registered.</summary>
    public const string AgentRegistered = "agent.registered";

    /// <summary>An agent changed in any way, signs of life included.</summary>
    public const string AgentUpdated = "agent.updated";

    /// <summary>An agent was removed.</summary>
    public const string AgentRemoved = "agent.removed";

    /// <summary>An edit or a merge left an agent's file unreadable. When it can be read again, it counts as updated.</summary>
    public const string AgentUnreadable = "agent.unreadable";

    /// <summary>An agent interrupted a task.</summary>
    public const string AgentTaskPaused = "agent.task.paused";

    /// <summary>An agent went on with an interrupted task.</summary>
    public const string AgentTaskResumed = "agent.task.resumed";

    /// <summary>A task was called off.</summary>
    public const string AgentTaskCancelled = "agent.task.cancelled";

    /// <summary>A task changed in any way; comes after the more exact ones.</summary>
    public const string AgentTaskUpdated = "agent.task.updated";

    /// <summary>A task was deleted.</summary>
    public const string AgentTaskDeleted = "agent.task.deleted";

    /// <summary>An edit or a merge left a task's file unreadable. When it can be read again, it counts as updated.</summary>
    public const string AgentTaskUnreadable = "agent.task.unreadable";

    // Batches.

    /// <summary>The changes of a batch were committed; comes after the events of its tickets.</summary>
    public const string BatchCommitted = "batch.committed";

    /// <summary>A best-effort batch, of one commit or several, has ended.</summary>
    public const string BatchCompleted = "batch.completed";

    // Leases.

    /// <summary>Somebody was granted a lease on a ticket.</summary>
    public const string LeaseGranted = "lease.granted";

    /// <summary>A lease on a ticket was prolonged.</summary>
    public const string LeaseRenewed = "lease.renewed";

    /// <summary>A lease on a ticket was given back.</summary>
    public const string LeaseReleased = "lease.released";

    /// <summary>A lease on a ticket ran out.</summary>
    public const string LeaseExpired = "lease.expired";

    // Workflows.

    /// <summary>A workflow began.</summary>
    public const string WorkflowStarted = "workflow.started";

    /// <summary>A step of a workflow was completed.</summary>
    public const string WorkflowStepCompleted = "workflow.step.completed";

    /// <summary>A workflow reached its end.</summary>
    public const string WorkflowCompleted = "workflow.completed";

    /// <summary>A workflow was given up with an error.</summary>
    public const string WorkflowFailed = "workflow.failed";

    /// <summary>A workflow was called off.</summary>
    public const string WorkflowCancelled = "workflow.cancelled";

    /// <summary>A workflow was paused.</summary>
    public const string WorkflowPaused = "workflow.paused";

    /// <summary>A paused workflow goes on.</summary>
    public const string WorkflowResumed = "workflow.resumed";

    /// <summary>A workflow failed or was cancelled, and undoes what its steps did before it ends.</summary>
    public const string WorkflowCompensating = "workflow.compensating";

    /// <summary>A signal came for a workflow.</summary>
    public const string WorkflowSignalReceived = "workflow.signal.received";

    /// <summary>An attempt at a step of a workflow began.</summary>
    public const string WorkflowStepStarted = "workflow.step.started";

    /// <summary>A step of a workflow failed for good.</summary>
    public const string WorkflowStepFailed = "workflow.step.failed";

    /// <summary>An attempt at a step of a workflow failed; it is tried again.</summary>
    public const string WorkflowStepRetried = "workflow.step.retried";

    /// <summary>A step of a workflow is not run.</summary>
    public const string WorkflowStepSkipped = "workflow.step.skipped";

    /// <summary>A step of a workflow was called off.</summary>
    public const string WorkflowStepCancelled = "workflow.step.cancelled";

    /// <summary>What a step of a workflow did was undone.</summary>
    public const string WorkflowStepCompensated = "workflow.step.compensated";

    /// <summary>A workflow waits for a person to say yes or no.</summary>
    public const string WorkflowApprovalWanted = "workflow.approval.wanted";

    /// <summary>A person said yes or no.</summary>
    public const string WorkflowApprovalAnswered = "workflow.approval.answered";

    /// <summary>The document of a workflow was deleted.</summary>
    public const string WorkflowDeleted = "workflow.deleted";

    // Triage of logs.

    /// <summary>Triage filed a ticket for an error that had none.</summary>
    public const string TriageTicketFiled = "triage.ticket.filed";

    /// <summary>Triage added to the ticket of an error that occurred again.</summary>
    public const string TriageTicketUpdated = "triage.ticket.updated";

    /// <summary>Triage recognised an error that has a ticket and changed nothing.</summary>
    public const string TriageDuplicate = "triage.duplicate";

    /// <summary>Triage decided that an error gets no ticket.</summary>
    public const string TriageRejected = "triage.rejected";

    // The store and its feed.

    /// <summary>A store found a file that it cannot read.</summary>
    public const string StoreFault = "system.store.fault";

    /// <summary>Commits could not be followed, so their events are missing.</summary>
    public const string FeedGap = "system.feed.gap";

    /// <summary>
    /// The text is words of a-z, 0-9, <c>_</c> and <c>-</c>, joined by dots, at most 128 characters: it may name an event type.
    /// </summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? type)
    {
        if (type is null or "" || type.Length > MaximumLength)
        {
            return false;
        }

        var former = '.';
        foreach (var c in type)
        {
            if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' || (c == '.' && former != '.')))
            {
                return false;
            }

            former = c;
        }

        return former != '.';
    }
}
