using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Storage;
using RepoTickets.Workflows;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Workflows of five steps of code, one after the other, that end at once: in memory on one thread, and on a store that flushes each commit
/// with 64 of them in flight. Rounds of one process; the best and the median.
/// </summary>
internal static class WorkflowMeasurement
{
    private const int Rounds = 7;
    private const int InMemory = 100_000;
    private const int OnAStore = 3_000;
    private const int InFlight = 64;

    private static readonly WorkflowDefinition Definition = new()
    {
        Name = "five-steps",
        Steps =
        [
            .. Enumerable.Range(1, 5).Select(
                static i => new CodeStep { Id = $"s{i}", Code = "nothing", DependsOn = i == 1 ? [] : [$"s{i - 1}"] }),
        ],
    };

    private static readonly WorkflowSetup Setup = new()
    {
        Steps = new Dictionary<string, WorkflowStepFunction> { ["nothing"] = static (_, _) => ValueTask.FromResult(StepResult.Done) },
        Definitions = [Definition],
    };

    internal static async Task RunAsync()
    {
        List<double> memory = [], store = [];
        for (var round = 0; round < Rounds; round++)
        {
            memory.Add(await InMemoryAsync());
            store.Add(await OnAStoreAsync());
        }

        Show("in memory, one thread", memory);
        Show($"on a store, flushed, {InFlight} in flight", store);
    }

    private static async Task<double> InMemoryAsync()
    {
        await using var services = WorkflowServices.CreateInMemory(Setup);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < InMemory; i++)
        {
            var ended = await services.Engine.StartAsync(Definition);
            if (ended.Status != WorkflowStatus.Completed)
            {
                throw new InvalidOperationException($"{ended.Id} is {ended.Status}: {ended.Reason}");
            }
        }

        return InMemory / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> OnAStoreAsync()
    {
        var folder = RunFolder.CreateFolder();
        await using var store = await TicketStore.OpenAsync(
            new StorageOptions { RepositoryPath = folder, CreateIfMissing = true, WatchFiles = false });
        await using var services = WorkflowServices.Create(store, Setup);
        using var stop = new CancellationTokenSource();
        var running = services.Engine.RunAsync(stop.Token);
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, OnAStore, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (_, token) =>
        {
            var started = await services.Engine.StartAsync(Definition, cancellationToken: token);
            var ended = await services.Engine.WaitForEndAsync(started.Id, token);
            if (ended.Status != WorkflowStatus.Completed)
            {
                throw new InvalidOperationException($"{ended.Id} is {ended.Status}: {ended.Reason}");
            }
        });
        var rate = OnAStore / clock.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await running;
        return rate;
    }

    private static void Show(string what, List<double> rates)
    {
        rates.Sort();
        Console.WriteLine($"{what}: {rates[^1]:N0} workflows a second at best, median {rates[rates.Count / 2]:N0}");
    }
}
