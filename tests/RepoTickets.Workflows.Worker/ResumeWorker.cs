using RepoTickets.Storage;

namespace RepoTickets.Workflows.Worker;

/// <summary>
/// A process that goes on with a workflow until it has ended or is paused, and says which: <c>resume REPOSITORY WORKFLOW</c>.
/// </summary>
internal static class ResumeWorker
{
    internal static async Task<int> RunAsync(string[] args)
    {
        await using var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = args[0], Durability = Durability.Buffered, WatchFiles = false, LockTimeout = TimeSpan.FromMinutes(1),
        });
        await using var services = WorkflowServices.Create(store, new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>(StringComparer.Ordinal)
            {
                ["work"] = static (context, _) => new(StepResult.Of(WorkflowValue.Of($"{context.Step}#{context.Attempt} elsewhere"))),
            },
        });
        var ended = await services.Engine.WaitForEndAsync(WorkflowId.Parse(args[1]));
        Console.WriteLine(ended.Status);
        return 0;
    }
}
