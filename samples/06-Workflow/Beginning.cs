using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Samples.Workflow;

/// <summary>Makes the repository: agents, tickets, and a workflow begun for each template.</summary>
internal static class Beginning
{
    internal static async Task MakeAsync(string repository)
    {
        await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = repository, CreateIfMissing = true });
        using (var agents = AgentServices.Create(store))
        {
            foreach (var (name, types) in new (string, string[])[]
            {
                ("Ann", ["analysis", "design"]), ("Bob", ["code"]), ("Eve", ["test", "review"]), ("Ops", ["deploy"]),
            })
            {
                await agents.Registry.RegisterAsync(new Agent { Name = name, PreferredTaskTypes = [.. types], MaxConcurrentTasks = 3 });
            }
        }

        await using var workflows = WorkflowServices.Create(store);
        var feature = await store.CreateAsync("Sign in with a passkey");
        await workflows.Engine.StartAsync(WorkflowTemplates.FeatureDevelopment, new() { TicketId = feature.Id });
        var bug = await store.CreateAsync("Export loses the last row");
        await workflows.Engine.StartAsync(WorkflowTemplates.BugFix, new() { TicketId = bug.Id });
        var release = await store.CreateAsync("Release 1.4.0");
        await workflows.Engine.StartAsync(WorkflowTemplates.Release, new()
        {
            TicketId = release.Id,
            Parameters = WorkflowValue.Of([new WorkflowMember("version", WorkflowValue.Of("1.4.0"))]),
        });
    }
}
