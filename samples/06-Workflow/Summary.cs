using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Samples.Workflow;

/// <summary>What is left in the folder: how each workflow ended, that no step ran twice, and the picture of one.</summary>
internal static class Summary
{
    internal static async Task<int> ShowAsync(string repository)
    {
        await using var store = await TicketStore.OpenAsync(repository);
        await using var workflows = WorkflowServices.Create(store);
        var all = await workflows.Engine.QueryAsync();
        foreach (var workflow in all.OrderBy(static workflow => workflow.Definition, StringComparer.Ordinal))
        {
            Console.WriteLine($"{workflow.Id} {workflow.Definition}: {workflow.Status}");
            foreach (var step in workflow.Steps)
            {
                Console.WriteLine($"  {step.Id,-15} {step.Status,-10} attempts {step.Attempts}  {step.Result}");
            }
        }

        var tasks = (await store.ListAsync<AgentTask>()).Documents;
        var steps = all.Sum(static workflow => workflow.Steps.Count(static step => step.TaskId is not null));
        Console.WriteLine($"{tasks.Count} tasks for {steps} steps of agents: none was given out twice, although the process was killed.");
        Console.WriteLine();
        Console.WriteLine("The release as a diagram (Mermaid):");
        var release = all.Single(static workflow => workflow.Definition == "release");
        Console.WriteLine(WorkflowMermaid.Render(
            WorkflowTemplates.Release, step => release.FindStep(step)?.Status.ToString().ToLowerInvariant()));
        return tasks.Count == steps && all.All(static workflow => workflow.Status == WorkflowStatus.Completed) ? 0 : 1;
    }
}
