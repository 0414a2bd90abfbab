namespace RepoTickets.Events.Derivation;

/// <summary>
/// What a change of a workflow means: each new entry of its history is an event, so that the order of what happened in one commit is kept.
/// </summary>
internal static class WorkflowEvents
{
    internal static void Derive(CommittedChange change, EventSeries series)
    {
        var before = change.Before as WorkflowInstance;
        if (change.After is not WorkflowInstance after)
        {
            if (!change.IsUnreadable)
            {
                series.Add(
                    EventTypes.WorkflowDeleted, change.Key, new WorkflowDeleted(change.Key.Id, EventText.Line(before?.Definition ?? "")));
            }

            return;
        }

        if (before is null && !change.BeforeIsKnown)
        {
            return;
        }

        // Old entries are dropped at the beginning; counted with them, what is new stands at the end.
        var known = before is null ? 0 : before.HistoryDropped + before.History.Count;
        var total = after.HistoryDropped + after.History.Count;
        var count = (int)Math.Clamp(total - known, 0, after.History.Count);
        for (var i = after.History.Count - count; i < after.History.Count; i++)
        {
            Add(change.Key, after, after.History[i], series);
        }
    }

    private static void Add(DocumentKey key, WorkflowInstance workflow, WorkflowHistoryEntry entry, EventSeries series)
    {
        var (id, name) = (key.Id, EventText.Line(workflow.Definition));
        var (step, detail) = (EventText.Line(entry.Step ?? ""), EventText.Text(entry.Detail));
        switch (entry.What)
        {
            case "workflow_started":
                series.Add(EventTypes.WorkflowStarted, key, new WorkflowStarted(id, name));
                break;
            case "workflow_paused":
                series.Add(EventTypes.WorkflowPaused, key, new WorkflowPaused(id, name, detail));
                break;
            case "workflow_resumed":
                series.Add(EventTypes.WorkflowResumed, key, new WorkflowResumed(id, name));
                break;
            case "workflow_compensating":
                series.Add(EventTypes.WorkflowCompensating, key, new WorkflowCompensating(id, name, detail));
                break;
            case "workflow_completed":
                series.Add(EventTypes.WorkflowCompleted, key, new WorkflowCompleted(id, name));
                break;
            case "workflow_failed":
                var failed = workflow.Steps.FirstOrDefault(static state => state.Status == WorkflowStepStatus.Failed)?.Id;
                series.Add(EventTypes.WorkflowFailed, key, new WorkflowFailed(
                    id, name, EventText.OptionalLine(failed), workflow.Reason.Length > 0 ? EventText.Text(workflow.Reason) : detail));
                break;
            case "workflow_cancelled":
                series.Add(EventTypes.WorkflowCancelled, key, new WorkflowCancelled(id, name, detail));
                break;
            case "signal_received":
                series.Add(EventTypes.WorkflowSignalReceived, key, new WorkflowSignalReceived(id, name, detail));
                break;
            default:
                AddStep(key, (id, name, step, detail), entry.What, series);
                break;
        }
    }

    private static void AddStep(DocumentKey key, (string Id, string Name, string Step, string Detail) told, string what, EventSeries series)
    {
        var (id, name, step, detail) = told;
        switch (what)
        {
            case "step_started":
                series.Add(EventTypes.WorkflowStepStarted, key, new WorkflowStepStarted(id, name, step));
                break;
            case "step_completed":
                series.Add(EventTypes.WorkflowStepCompleted, key, new WorkflowStepCompleted(id, name, step));
                break;
            case "step_failed":
                series.Add(EventTypes.WorkflowStepFailed, key, new WorkflowStepFailed(id, name, step, detail));
                break;
            case "step_retried":
                series.Add(EventTypes.WorkflowStepRetried, key, new WorkflowStepRetried(id, name, step, detail));
                break;
            case "step_skipped":
                series.Add(EventTypes.WorkflowStepSkipped, key, new WorkflowStepSkipped(id, name, step, detail));
                break;
            case "step_cancelled":
                series.Add(EventTypes.WorkflowStepCancelled, key, new WorkflowStepCancelled(id, name, step, detail));
                break;
            case "step_compensated":
                series.Add(EventTypes.WorkflowStepCompensated, key, new WorkflowStepCompensated(id, name, step));
                break;
            case "approval_wanted":
                series.Add(EventTypes.WorkflowApprovalWanted, key, new WorkflowApprovalWanted(id, name, step, detail));
                break;
            case "approved" or "rejected":
                series.Add(
                    EventTypes.WorkflowApprovalAnswered, key, new WorkflowApprovalAnswered(id, name, step, what == "approved", detail));
                break;
            default:
                // Entries that are of interest only beside the others, and those of a newer version.
                break;
        }
    }
}
