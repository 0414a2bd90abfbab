using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Questions about 5,000 workflows, of which 50 wait and the others have ended, against reading all of them and filtering, which is what
/// the engine did. Medians of one process.
/// </summary>
internal static class WorkflowQueryMeasurement
{
    private const int Count = 5_000;
    private const int WaitingEvery = 100;
    private const int Rounds = 15;

    private static readonly WorkflowDefinition Ends = new() { Name = "ends", Steps = [new CodeStep { Id = "only", Code = "nothing" }] };
    private static readonly WorkflowDefinition Waits = new() { Name = "waits", Steps = [new ApprovalStep { Id = "ask" }] };

    private static readonly WorkflowSetup Setup = new()
    {
        Steps = new Dictionary<string, WorkflowStepFunction> { ["nothing"] = static (_, _) => ValueTask.FromResult(StepResult.Done) },
    };

    internal static async Task RunAsync()
    {
        var folder = RunFolder.CreateFolder();
        await using (var store = await OpenAsync(folder))
        {
            await using var services = WorkflowServices.Create(store, Setup);
            await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, token) =>
            {
                var started = await services.Engine.StartAsync(i % WaitingEvery == 0 ? Waits : Ends, cancellationToken: token);
                await services.Engine.WaitAsync(started.Id, token);
            });
        }

        await using var opened = await OpenAsync(folder);
        await using var asked = WorkflowServices.Create(opened, Setup);
        Console.WriteLine($"{Count:N0} workflows, {Count / WaitingEvery} of them wait; milliseconds, medians of {Rounds}");
        await ShowAsync(
            "first question of an engine (reads all)", 1, async () => (await asked.Engine.QueryAsync(WorkflowStatus.Running)).Count);
        await ShowAsync(
            "those that wait, all read and filtered (as it was)", Rounds, async () => (await opened.ListAsync<WorkflowInstance>()).Documents
            .Where(static workflow => workflow.Status == WorkflowStatus.Running)
            .OrderByDescending(static workflow => workflow.CreatedAt).ThenBy(static workflow => workflow.Id).ToList().Count);
        await ShowAsync("those that wait", Rounds, async () => (await asked.Engine.QueryAsync(WorkflowStatus.Running)).Count);
        await ShowAsync(
            "none, by a ticket", Rounds,
            async () => (await asked.Engine.QueryAsync(new WorkflowQuery { TicketId = TicketId.Parse("OTHER-1") })).Count);
        await ShowAsync("the 20 newest of all", Rounds, async () => (await asked.Engine.QueryAsync(new WorkflowQuery { Take = 20 })).Count);
        await ShowAsync("all", Rounds, async () => (await asked.Engine.QueryAsync()).Count);
    }

    private static async ValueTask<ITicketStore> OpenAsync(string folder) => await TicketStore.OpenAsync(new StorageOptions
    {
        RepositoryPath = folder, CreateIfMissing = true, WatchFiles = false, Durability = Durability.Buffered,
    });

    private static async Task ShowAsync(string what, int rounds, Func<Task<int>> ask)
    {
        var times = new List<double>();
        var found = 0;
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            found = await ask();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{what}: {times[times.Count / 2]:N2} ms, {found:N0} found");
    }
}
