using RepoTickets.Telemetry;
using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Tasks;
using RepoTickets.Workflows.Workforce;

namespace RepoTickets.Workflows.Distribution;

/// <summary>Distribution on a store.</summary>
internal sealed class StoreTaskDistributor(AgentEnvironment environment, IAssignmentPolicy policy) : ITaskDistributor
{
    private const string Source = "agents.distribution";

    public ValueTask<DistributionResult> AssignManyAsync(
        IReadOnlyList<TaskRequest> requests, IProgress<DistributionProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MeasureAsync(AgentOperations.Distribute, () => AssignAsync(requests, chooses: false, progress, cancellationToken));

    public ValueTask<DistributionResult> AutoDistributeAsync(
        IReadOnlyList<TaskRequest> requests, IProgress<DistributionProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MeasureAsync(AgentOperations.Distribute, () => AssignAsync(requests, chooses: true, progress, cancellationToken));

    public ValueTask<DistributionResult> DistributeWaitingAsync(
        IProgress<DistributionProgress>? progress = null, CancellationToken cancellationToken = default) =>
        MeasureAsync(AgentOperations.DistributeWaiting, () => AssignWaitingAsync(progress, cancellationToken));

    private ValueTask<DistributionResult> MeasureAsync(Operation operation, Func<ValueTask<DistributionResult>> distribute) =>
        environment.Telemetry.Operations.RunAsync(operation, async running =>
        {
            var result = await distribute().ConfigureAwait(false);
            running?.Tag("repotickets.assigned", result.Assigned);
            running?.Tag("repotickets.refused", result.Refused);
            environment.Telemetry.CountAssignments(result);
            return result;
        });

    private async ValueTask<DistributionResult> AssignWaitingAsync(
        IProgress<DistributionProgress>? progress, CancellationToken cancellationToken)
    {
        AssignmentPlan plan = null!;
        var result = await environment.Commits.RunAsync(Source, async set =>
        {
            var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
            var waiting = await ReadWaitingAsync(set, state, cancellationToken).ConfigureAwait(false);
            plan = await PlanAsync(set, NewCandidates(state, set), waiting.Count, progress, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < waiting.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                plan.AddWaiting(i, set.FindReadable<AgentTask>(waiting[i].Key), waiting[i]);
            }
        }, cancellationToken).ConfigureAwait(false);
        return new(plan.Finish(result), result?.Position ?? 0);
    }

    public async ValueTask<IReadOnlyList<AgentActivity>> MonitorAsync(
        IReadOnlyCollection<AgentId>? agents = null, CancellationToken cancellationToken = default)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var wanted = agents is null
            ? state.Agents.Values
            : agents.Distinct().Select(id => state.Agents.GetValueOrDefault(id)).OfType<Agent>();
        var activities = new List<AgentActivity>(state.Agents.Count);
        foreach (var agent in wanted)
        {
            activities.Add(ActivityOf(agent, state.RecordOf(agent.Id)));
        }

        activities.Sort(static (left, right) => left.AgentId.CompareTo(right.AgentId));
        return activities;
    }

    public async ValueTask<CollectionResult> CollectAsync(
        IReadOnlyList<AgentTaskId> tasks, IProgress<DistributionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var items = new CollectedTask[tasks.Count];
        var (done, found) = (0, 0);
        var bound =
            new ParallelOptions { MaxDegreeOfParallelism = environment.Options.ReadConcurrency, CancellationToken = cancellationToken };
        var turn = new Lock();
        await Parallel.ForAsync(0, tasks.Count, bound, async (index, token) =>
        {
            items[index] = await CollectAsync(tasks[index], token).ConfigureAwait(false);
            int nowDone, nowFound;
            lock (turn)
            {
                nowDone = ++done;
                nowFound = found += items[index].Task is null ? 0 : 1;
            }

            progress?.Report(new(tasks.Count, nowDone, nowFound));
        }).ConfigureAwait(false);
        return new(items);
    }

    private async ValueTask<CollectedTask> CollectAsync(AgentTaskId id, CancellationToken cancellationToken)
    {
        try
        {
            return await environment.Store.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } task
                ? new(id, task, null)
                : new(id, null, new DocumentNotFoundException(id.Key).Message);
        }
        catch (DocumentFaultException exception)
        {
            return new(id, null, exception.Message);
        }
    }

    private async ValueTask<DistributionResult> AssignAsync(
        IReadOnlyList<TaskRequest> requests, bool chooses, IProgress<DistributionProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Count > environment.Options.MaximumBatch)
        {
            throw new ArgumentException(
                $"There are {requests.Count} requests; one commit takes at most {environment.Options.MaximumBatch}, " +
                $"as {nameof(AgentOptions.MaximumBatch)} says. Split the list.", nameof(requests));
        }

        AssignmentPlan plan = null!;
        var result = await environment.Commits.RunAsync(Source, async set =>
        {
            Candidates? candidates = null;
            if (chooses)
            {
                candidates = NewCandidates(await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false), set);
            }

            var named = requests.Select(static request => request.AgentId?.Key).OfType<DocumentKey>();
            await set.ReadAsync(
                requests.Select(static request => request.TicketId.Key).Concat(named), environment.Options.ReadConcurrency,
                cancellationToken).ConfigureAwait(false);
            plan = await PlanAsync(set, candidates, requests.Count, progress, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < requests.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                plan.Add(i, requests[i]);
            }
        }, cancellationToken).ConfigureAwait(false);
        return new(plan.Finish(result), result?.Position ?? 0);
    }

    private async ValueTask<AssignmentPlan> PlanAsync(
        WorkingSet set, Candidates? candidates, int count, IProgress<DistributionProgress>? progress, CancellationToken cancellationToken)
    {
        var configuration = await environment.Store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        return new(set, new(set, environment.Time, environment.Now), candidates, configuration, count, progress);
    }

    private Candidates NewCandidates(WorkforceState state, WorkingSet set)
    {
        var candidates = new Candidates(state, policy, environment.Options, environment.Now);
        foreach (var agent in candidates.Agents)
        {
            set.Take(agent);
        }

        return candidates;
    }

    private async ValueTask<List<AgentTaskId>> ReadWaitingAsync(WorkingSet set, WorkforceState state, CancellationToken cancellationToken)
    {
        var open = state.RecordOf(TaskHolder.Nobody).Open.Values;
        var keys = open.OrderBy(static task => task.AssignedAt).ThenBy(static task => task.Id).Select(static task => task.Id.Key).ToList();
        await set.ReadAsync(keys, environment.Options.ReadConcurrency, cancellationToken).ConfigureAwait(false);
        var configuration = await environment.Store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var waiting = keys.Select(set.FindReadable<AgentTask>).OfType<AgentTask>().Where(TaskBook.IsWaiting)
            .OrderByDescending(task => configuration.RankOf(task.Priority))
            .Take(environment.Options.MaximumBatch)
            .ToList();
        await set.ReadAsync(
            waiting.Select(static task => task.TicketId.Key), environment.Options.ReadConcurrency, cancellationToken).ConfigureAwait(false);
        return waiting.ConvertAll(static task => task.Id);
    }

    private static AgentActivity ActivityOf(Agent agent, AgentRecord record)
    {
        var (assigned, progress, paused) = (0, 0, 0);
        var last = agent.LastSeen;
        foreach (var (_, task) in record.Open)
        {
            assigned += task.Status == AgentTaskStatus.Assigned ? 1 : 0;
            progress += task.Status == AgentTaskStatus.InProgress ? 1 : 0;
            paused += task.Status == AgentTaskStatus.Paused ? 1 : 0;
            last = Later(last, task.AssignedAt);
        }

        var (completed, failed, minutes) = (0, 0, 0L);
        foreach (var (_, type) in record.Types)
        {
            completed += type.Completed;
            failed += type.Failed;
            minutes += type.WholeMinutes;
            last = Later(last, type.LastEnd);
        }

        return new()
        {
            AgentId = agent.Id,
            Name = agent.Name,
            Status = agent.Status,
            Assigned = assigned,
            InProgress = progress,
            Paused = paused,
            Completed = completed,
            Failed = failed,
            MaxConcurrentTasks = agent.MaxConcurrentTasks,
            AverageMinutes = (double)minutes / Math.Max(1, completed),
            LastActivity = last,
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset right) => left is { } known && known > right ? left : right;
}
