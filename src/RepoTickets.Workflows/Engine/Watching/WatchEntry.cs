namespace RepoTickets.Workflows.Engine;

/// <summary>What has to be known of a workflow to see when it can go on. Immutable.</summary>
/// <param name="Workflow">The workflow as it was last seen.</param>
/// <param name="Due">When it goes on by itself; null for never.</param>
/// <param name="Tasks">Agents' tasks that it waits for.</param>
/// <param name="Children">Workflows that it waits for, or has waited for.</param>
/// <param name="WaitsForAgents">Some of its tasks may have nobody yet.</param>
/// <param name="EventsSince">The position after which events count; null when it waits for none.</param>
/// <param name="RunsCode">Code is at work.</param>
internal sealed record WatchEntry(
    WorkflowInstance Workflow, DateTimeOffset? Due, AgentTaskId[] Tasks, WorkflowId[] Children, bool WaitsForAgents, long? EventsSince,
    bool RunsCode)
{
    internal static WatchEntry Of(WorkflowInstance workflow)
    {
        var (tasks, children) = (new List<AgentTaskId>(), new List<WorkflowId>());
        var due = workflow.Status == WorkflowStatus.Running ? workflow.Deadline : null;
        long? since = null;
        var (agents, code) = (false, false);
        foreach (var step in workflow.Steps)
        {
            Look(step);
            foreach (var item in step.Items)
            {
                Look(item);
            }
        }

        var stands = workflow.Status is not (WorkflowStatus.Running or WorkflowStatus.Compensating);
        return new(workflow, stands ? null : due, [.. tasks], [.. children], agents, since, code);

        void Look(WorkflowStepState step)
        {
            var isOpen = step.Status is WorkflowStepStatus.Waiting or WorkflowStepStatus.Running;
            due = isOpen || step.Status == WorkflowStepStatus.Pending
                ? Earlier(due, Earlier(step.Due, isOpen ? step.Deadline : null))
                : due;
            code |= step.Status == WorkflowStepStatus.Running;
            if (step.ChildId is { } child)
            {
                children.Add(child);
            }

            if (step.Status != WorkflowStepStatus.Waiting)
            {
                return;
            }

            if (step.TaskId is { } task)
            {
                tasks.Add(task);
                agents = true;
            }

            since = step.Since > 0 ? Math.Min(since ?? long.MaxValue, step.Since) : since;
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right ?? left : left;
}
