using System.Globalization;
using System.Text;
using RepoTickets.Storage;

namespace RepoTickets.Workflows.Worker;

/// <summary>
/// A process that starts random workflows, unless another one has, and drives all of them to their end:
/// <c>workflows REPOSITORY SEED COUNT LEASE-MILLISECONDS EFFECTS ROLE ROLES</c>. Of several, each starts its share, and all run whatever is
/// free. Each step that has done its work creates a ticket with its result, and has written a line to the file EFFECTS before: <c>workflow
/// step attempt position</c>, the last being the feed's position when it was begun. It plays the person, too, who retries steps that were
/// interrupted.
/// </summary>
internal sealed class WorkflowWorker(ITicketStore store, RandomWorkflows workflows, string effects, int role = 0, int roles = 1)
{
    private readonly Lock _gate = new();

    internal List<string> Said { get; } = [];

    internal static async Task<int> RunAsync(string[] args)
    {
        var random = new RandomWorkflows(Number(args[1]), Number(args[2]));
        await using var store = await TicketStore.OpenAsync(new StorageOptions
        {
            RepositoryPath = args[0],
            CreateIfMissing = true,
            Durability = Durability.Buffered,
            WatchFiles = false,
            LockTimeout = TimeSpan.FromMinutes(1),
            FeedRetentionBytes = 1L << 30,
        });
        var worker = new WorkflowWorker(store, random, args[4], Number(args[5]), Number(args[6]));
        await worker.WorkAsync(TimeSpan.FromMilliseconds(Number(args[3])));
        return 0;
    }

    /// <summary>Starts what is not there and waits until everything has ended.</summary>
    internal async Task WorkAsync(TimeSpan lease)
    {
        await using var services = WorkflowServices.Create(store, new()
        {
            Steps = new Dictionary<string, WorkflowStepFunction>(StringComparer.Ordinal)
            {
                ["work"] = (context, _) => DoAsync(context, fails: false),
                ["fail"] = (context, _) => DoAsync(context, fails: true),
                ["fail-once"] = (context, _) => DoAsync(context, fails: context.Attempt == 1),
            },
            Definitions = [.. workflows.Children, .. workflows.Definitions],
            Options = new() { LeaseDuration = lease },
        });
        var engine = services.Engine;
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync(stop.Token);
        for (var i = role; i < workflows.Definitions.Count; i += roles)
        {
            await StartOnceAsync(engine, workflows.Definitions[i]);
        }

        while (await ActAsPersonAsync(engine))
        {
            await Task.Delay(20, CancellationToken.None);
        }

        await stop.CancelAsync();
        await running;
    }

    /// <summary>Only one process at a time has a role, so what is not there has not been started.</summary>
    private async Task StartOnceAsync(IWorkflowEngine engine, WorkflowDefinition definition)
    {
        var all = await store.ListAsync<WorkflowInstance>();
        if (!all.Documents.Any(workflow => workflow.Definition == definition.Name && workflow.ParentId is null))
        {
            await engine.StartAsync(definition);
        }
    }

    /// <summary>Retries what was interrupted; false when everything has been started and has ended.</summary>
    private async Task<bool> ActAsPersonAsync(IWorkflowEngine engine)
    {
        var all = (await store.ListAsync<WorkflowInstance>()).Documents;
        foreach (var workflow in all.Where(workflow => workflow.Status == WorkflowStatus.Paused))
        {
            foreach (var step in workflow.Steps)
            {
                await RetryAsync(engine, workflow.Id, step.Id, step);
                for (var i = 0; i < step.Items.Count; i++)
                {
                    await RetryAsync(engine, workflow.Id, string.Create(CultureInfo.InvariantCulture, $"{step.Id}[{i}]"), step.Items[i]);
                }
            }
        }

        return all.Count(workflow => workflow.ParentId is null) < workflows.Definitions.Count || all.Any(workflow => !workflow.IsEnded);
    }

    private static async Task RetryAsync(IWorkflowEngine engine, WorkflowId id, string step, WorkflowStepState state)
    {
        try
        {
            if (state.Status == WorkflowStepStatus.Failed &&
                state.Error.Contains("ended before a result was recorded", StringComparison.Ordinal))
            {
                await engine.RetryStepAsync(id, step);
            }
        }
        catch (WorkflowStateException)
        {
            // Another worker was faster.
        }
    }

    private async ValueTask<StepResult> DoAsync(StepContext context, bool fails)
    {
        var position = await store.Feed.GetPositionAsync();
        await Task.Delay(5 + (context.Step.Sum(static c => c) % 40), CancellationToken.None);
        Say(string.Create(CultureInfo.InvariantCulture, $"{context.WorkflowId} {context.Step} {context.Attempt} {position}"));
        if (fails)
        {
            return StepResult.Failed("As it is written.");
        }

        var title = $"{context.WorkflowId} {context.Step}";
        return StepResult.Of(WorkflowValue.Of($"{context.Definition}/{context.Step}")).With(
            DocumentChange.Create(new Ticket { Title = title }));
    }

    /// <summary>One call: a kill leaves the whole line or nothing of it.</summary>
    private void Say(string line)
    {
        lock (_gate)
        {
            Said.Add(line);
            using var file = new FileStream(effects, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
