using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Samples.Workflow;

/// <summary>A process that runs what there is: the engine, agents that take a moment for each task, and a person who approves.</summary>
internal static class Runner
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(120);

    internal static async Task<int> RunAsync(string repository)
    {
        await using var store = await TicketStore.OpenAsync(repository);
        using var agents = AgentServices.Create(store);
        await using var workflows = WorkflowServices.Create(store);
        using var stop = new CancellationTokenSource();
        var engine = workflows.Engine.RunAsync(stop.Token);
        var display = new Display();
        while (true)
        {
            var all = await workflows.Engine.QueryAsync();
            display.Show(all);
            if (all.All(static workflow => workflow.IsEnded))
            {
                break;
            }

            await WorkAsync(agents);
            await ApproveAsync(workflows.Engine, all);
            await Task.Delay(Moment);
        }

        await stop.CancelAsync();
        await engine;
        return 0;
    }

    /// <summary>Whoever has a task begins it, and completes what he began a moment ago.</summary>
    private static async Task WorkAsync(AgentServices agents)
    {
        foreach (var task in await agents.Tasks.ListAsync())
        {
            if (task.Status == AgentTaskStatus.Assigned)
            {
                await agents.Tasks.StartAsync(task.Id);
            }
            else if (task.Status == AgentTaskStatus.InProgress)
            {
                await agents.Tasks.CompleteAsync(task.Id, $"{task.TaskType} done");
            }
        }
    }

    private static async Task ApproveAsync(IWorkflowEngine engine, IReadOnlyList<WorkflowInstance> all)
    {
        foreach (var workflow in all)
        {
            if (workflow.FindStep("approve") is { Status: WorkflowStepStatus.Waiting })
            {
                await engine.ApproveAsync(workflow.Id, "approve", "ann", "Looks good on staging.");
            }
        }
    }
}
