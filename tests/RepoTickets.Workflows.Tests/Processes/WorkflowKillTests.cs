using System.Diagnostics;
using System.Globalization;
using RepoTickets.Storage;
using RepoTickets.Workflows.Worker;
using Xunit.Abstractions;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>
/// Random workflows, and processes that are killed while they run them: the end is the same as without kills, what a step changes happens
/// once, and no step that is not repeatable is begun again once its result was recorded.
/// </summary>
public sealed class WorkflowKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 16;
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly int Seed = Seeds.OfThisRun;

    private readonly string _folder = Directory.CreateTempSubdirectory("repotickets-workflows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 8)]
    public async Task Workers_KilledAtRandom_ComeToTheSameEnd(int processes, int kills)
    {
        var killed = Directory.CreateDirectory(Path.Combine(_folder, "killed")).FullName;
        await RunAsync(killed, new Random(Seed), processes, kills);
        await using var store = await OpenAsync(killed);
        await using var reference = await OpenAsync(Directory.CreateDirectory(Path.Combine(_folder, "reference")).FullName);
        await new WorkflowWorker(
            reference, new RandomWorkflows(Seed, Count), Path.Combine(_folder, "reference-effects")).WorkAsync(TimeSpan.FromMinutes(1));

        var actual = await OutcomeAsync(store);
        Assert.True(
            (await OutcomeAsync(reference)).SequenceEqual(actual),
            $"seed {Seed}: the ends differ:\n{string.Join('\n', await OutcomeAsync(reference))}\n---\n{string.Join('\n', actual)}");
        await CheckEffectsAsync(store);
        var report = await ((IStoreMaintenance)store).VerifyAsync();
        Assert.True(report.IsClean, $"seed {Seed}: {string.Join('\n', report.Findings)}");
    }

    private async Task RunAsync(string folder, Random random, int processes, int kills)
    {
        var made = 0;
        var running = Enumerable.Range(0, processes).Select(Start).ToList();
        var clock = Stopwatch.StartNew();
        try
        {
            for (var left = kills; left > 0 && !running.All(static process => process.HasEnded);)
            {
                // In the middle of its work, wherever that is.
                var victim = random.Next(processes);
                var lines = random.Next(1, 8);
                while (!running[victim].HasEnded && running[victim].CountRuns() < lines)
                {
                    await Task.Delay(5);
                }

                await Task.Delay(random.Next(30));
                if (!running[victim].HasEnded)
                {
                    await running[victim].KillAsync();
                    running[victim].Dispose();
                    running[victim] = Start(victim);
                    left--;
                }
            }

            foreach (var process in running)
            {
                await process.FinishAsync(Patience);
            }
        }
        finally
        {
            running.ForEach(static process => process.Dispose());
        }

        output.WriteLine($"seed {Seed}: {made - processes} kills of {processes} processes in {clock.Elapsed}");

        WorkflowProcess Start(int role) => new(
            folder, Seed, Count, Lease, Path.Combine(
                _folder, string.Create(CultureInfo.InvariantCulture, $"effects-{made++}")), role, processes);
    }

    private static async Task<ITicketStore> OpenAsync(string folder) => await TicketStore.OpenAsync(new StorageOptions
    {
        RepositoryPath = folder, CreateIfMissing = true, Durability = Durability.Buffered, WatchFiles = false,
        FeedRetentionBytes = 1L << 30,
    });

    /// <summary>
    /// How each workflow ended, and its steps. Where the first failure ends a workflow, how far its other steps were is a matter of time,
    /// and so is all about its parts.
    /// </summary>
    private static async Task<List<string>> OutcomeAsync(ITicketStore store)
    {
        var all = (await store.ListAsync<WorkflowInstance>()).Documents;
        var workflows = new RandomWorkflows(Seed, Count);
        var modes = workflows.Definitions.Concat(workflows.Children).ToDictionary(
            static definition => definition.Name, static definition => definition.OnFailure);
        var lines = all.Where(
            static workflow => workflow.ParentId is null).Select(workflow => modes[workflow.Definition] == FailureMode.Continue
            ? $"{workflow.Definition} {workflow.Status}: {string.Join(", ", workflow.Steps.Select(Show))}"
            : $"{workflow.Definition} {workflow.Status}");
        return [.. lines.Order(StringComparer.Ordinal)];

        static string Show(WorkflowStepState step) => $"{step.Id} {step.Status} {step.Result}";
    }

    private async Task CheckEffectsAsync(ITicketStore store)
    {
        var workflows = (await store.ListAsync<WorkflowInstance>()).Documents.ToDictionary(static workflow => workflow.Id);
        var tickets = (await store.ListAsync<Ticket>()).Documents.GroupBy(static ticket => ticket.Title, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        var random = new RandomWorkflows(Seed, Count);
        var codes = random.Definitions.Concat(random.Children).ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        var done = 0;
        foreach (var workflow in workflows.Values)
        {
            foreach (var (name, state, definition) in Units(workflow, codes[workflow.Definition]))
            {
                var expected =
                    definition is CodeStep && state.Status is WorkflowStepStatus.Completed or WorkflowStepStatus.Compensated &&
                        definition is CodeStep ? 1 : 0;
                var found = tickets.GetValueOrDefault($"{workflow.Id} {name}");
                Assert.True(
                    expected == found,
                    $"seed {Seed}: {workflow.Id} ({workflow.Definition}) {name} is {state.Status} and has {found} effects");
                done += found;
            }
        }

        Assert.Equal(tickets.Values.Sum(), done);
        await CheckRunsAsync(store, workflows, codes);
    }

    /// <summary>Each run of a step that is not repeatable was begun before its result was recorded.</summary>
    private async Task CheckRunsAsync(
        ITicketStore store, Dictionary<WorkflowId, WorkflowInstance> workflows, Dictionary<string, WorkflowDefinition> definitions)
    {
        var recorded = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var position = 0L; ;)
        {
            var commits = await store.Feed.ReadAsync(position, 1000);
            if (commits.Count == 0)
            {
                break;
            }

            foreach (var (commit, change) in commits.SelectMany(static commit => commit.Changes.Select(change => (commit, change))))
            {
                foreach (var (name, state, _) in change.After is WorkflowInstance after ? Units(after, definitions[after.Definition]) : [])
                {
                    if (state.Status == WorkflowStepStatus.Completed)
                    {
                        recorded.TryAdd($"{change.Key.Id} {name}", commit.Position);
                    }
                }
            }

            position = commits[^1].Position;
        }

        var runs = 0;
        foreach (var line in Directory.GetFiles(_folder, "effects-*").SelectMany(File.ReadAllLines).Select(static line => line.Split(' ')))
        {
            var workflow = workflows[WorkflowId.Parse(line[0])];
            var unit = Units(workflow, definitions[workflow.Definition]).Single(unit => unit.Name == line[1]);
            var end = recorded.GetValueOrDefault($"{line[0]} {line[1]}", long.MaxValue);
            runs++;
            Assert.True(
                unit.Definition.IsRepeatable || long.Parse(line[3], CultureInfo.InvariantCulture) < end,
                $"seed {Seed}: {string.Join(' ', line)} was begun after its result was recorded at {end}");
        }

        var interrupted = workflows.Values.Sum(
            static workflow => workflow.History.Count(static entry => entry.What is "step_interrupted" or "step_reset"));
        output.WriteLine(
            $"seed {Seed}: {workflows.Count} workflows, {recorded.Count} steps and items " +
            $"recorded, {runs} runs of code, {interrupted} interrupted");
        Assert.True(runs > Count && interrupted > 0, $"seed {Seed}: nothing was put to the test");
    }

    private static IEnumerable<(string Name, WorkflowStepState State, StepDefinition Definition)> Units(
        WorkflowInstance workflow, WorkflowDefinition definition)
    {
        foreach (var state in workflow.Steps)
        {
            var step = definition.Steps.FirstOrDefault(step => step.Id == state.Id)
                ?? definition.Steps.Select(static step => step.Compensation).First(undo => undo?.Id == state.Id)!;
            yield return (state.Id, state, step);
            for (var i = 0; i < state.Items.Count; i++)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"{state.Id}[{i}]"), state.Items[i], ((ForEachStep)step).Body);
            }
        }
    }
}
