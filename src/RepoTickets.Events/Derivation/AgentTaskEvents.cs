namespace RepoTickets.Events.Derivation;

/// <summary>What a change of an agent's task means.</summary>
internal static class AgentTaskEvents
{
    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as AgentTask;
        if (change.After is not AgentTask after)
        {
            if (before is not null || !change.BeforeIsKnown)
            {
                DeriveEnd(change, before, series);
            }

            return;
        }

        after = Bound(after);
        if (before is null && change.BeforeIsKnown)
        {
            AddAssigned(change.Key, after, null, series);
            return;
        }

        var fields = before is null ? [] : DocumentFields.AgentTask.Compare(before, (AgentTask)change.After);
        if (before is not null && fields.Count == 0)
        {
            return;
        }

        if (before is not null)
        {
            DeriveSteps(change.Key, before, after, series);
        }

        series.Add(
            EventTypes.AgentTaskUpdated,
            change.Key,
            new AgentTaskUpdated(after.Id, after.TicketId, after.AgentId, after.TaskType, after.Status, fields));
    }

    private static void DeriveSteps(DocumentKey key, AgentTask before, AgentTask after, EventSeries series)
    {
        var former = Bound(before).AgentId;
        if (after.AgentId != former)
        {
            AddAssigned(key, after, former, series);
        }

        if (after.Status == before.Status)
        {
            return;
        }

        var (id, ticket, agent, type, status) = (after.Id, after.TicketId, after.AgentId, after.TaskType, after.Status);
        switch (status)
        {
            case AgentTaskStatus.InProgress when before.Status == AgentTaskStatus.Paused:
                series.Add(EventTypes.AgentTaskResumed, key, new AgentTaskResumed(id, ticket, agent, type, status));
                break;
            case AgentTaskStatus.InProgress:
                series.Add(EventTypes.AgentTaskStarted, key, new AgentTaskStarted(id, ticket, agent, type, status));
                break;
            case AgentTaskStatus.Paused:
                series.Add(EventTypes.AgentTaskPaused, key, new AgentTaskPaused(id, ticket, agent, type, status));
                break;
            case AgentTaskStatus.Completed:
                series.Add(
                    EventTypes.AgentTaskCompleted, key, new AgentTaskCompleted(id, ticket, agent, type, status, after.DurationMinutes));
                break;
            case AgentTaskStatus.Failed:
                series.Add(EventTypes.AgentTaskFailed, key, new AgentTaskFailed(id, ticket, agent, type, status, after.ErrorMessage));
                break;
            case AgentTaskStatus.Cancelled:
                series.Add(EventTypes.AgentTaskCancelled, key, new AgentTaskCancelled(id, ticket, agent, type, status, after.ErrorMessage));
                break;
            default:
                // Back to assigned: only a hand edit does that; the update tells of it.
                break;
        }
    }

    private static void AddAssigned(DocumentKey key, AgentTask task, AgentId? former, EventSeries series) => series.Add(
        EventTypes.AgentTaskAssigned, key, new AgentTaskAssigned(task.Id, task.TicketId, task.AgentId, task.TaskType, task.Status, former));

    private static void DeriveEnd(CommittedChange change, AgentTask? before, EventSeries series)
    {
        var id = AgentTaskId.FromStored(change.Key.Id);
        var known = before is null ? null : Bound(before);
        if (change.IsUnreadable)
        {
            series.Add(EventTypes.AgentTaskUnreadable, change.Key, new AgentTaskUnreadable(id, known?.TicketId, known?.AgentId));
            return;
        }

        series.Add(EventTypes.AgentTaskDeleted, change.Key, new AgentTaskDeleted(id, known?.TicketId, known?.AgentId));
    }

    /// <summary>What a file says in place of an identifier may be of any length.</summary>
    private static AgentTask Bound(AgentTask task) => task with
    {
        TicketId = TicketId.FromStored(EventText.Line(task.TicketId.Value)),
        AgentId = AgentId.FromStored(EventText.Line(task.AgentId.Value)),
        TaskType = EventText.Line(task.TaskType),
        ErrorMessage = EventText.Text(task.ErrorMessage),
    };
}
