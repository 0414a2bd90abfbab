using RepoTickets.Telemetry;
using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Hosting;

namespace RepoTickets.Workflows.Tasks;

/// <summary>Tasks on a store.</summary>
internal sealed class StoreAgentTasks(AgentEnvironment environment) : IAgentTasks
{
    private const string Source = "agents.task";

    public ValueTask<AgentTask> CreateAsync(TaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return environment.Telemetry.Operations.RunAsync(AgentOperations.CreateTask, async running =>
        {
            running?.About(request.TicketId.Key);
            var task = await CreateCoreAsync(request, cancellationToken).ConfigureAwait(false);
            AboutTask(running, task);
            return task;
        });
    }

    private async ValueTask<AgentTask> CreateCoreAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        var result = await environment.Commits.RunAsync(Source, async set =>
        {
            var agent = request.AgentId;
            DocumentKey[] keys = agent is { } named ? [request.TicketId.Key, named.Key] : [request.TicketId.Key];
            await set.ReadAsync(keys, environment.Options.ReadConcurrency, cancellationToken).ConfigureAwait(false);
            var book = NewBook(set);
            var task = book.Add(request, "task");
            if (agent is { } holder)
            {
                book.Give(task, holder);
            }
        }, cancellationToken).ConfigureAwait(false);
        return result!.Documents.OfType<AgentTask>().First();
    }

    public ValueTask<AgentTask> AssignAsync(AgentTaskId id, AgentId agent, CancellationToken cancellationToken = default) =>
        ChangeAsync(AgentOperations.AssignTask, id, null, async (set, task) =>
        {
            await set.ReadAsync(
                [agent.Key, task.TicketId.Key], environment.Options.ReadConcurrency, cancellationToken).ConfigureAwait(false);
            return NewBook(set).Give(task, agent);
        }, cancellationToken);

    public ValueTask<AgentTask> StartAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default) =>
        StepAsync(AgentOperations.StartTask, id, by, "start", task => task.Start(environment.Time), cancellationToken);

    public ValueTask<AgentTask> PauseAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default) =>
        StepAsync(AgentOperations.PauseTask, id, by, "pause", static task => task.Pause(), cancellationToken);

    public ValueTask<AgentTask> ResumeAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default) =>
        StepAsync(AgentOperations.ResumeTask, id, by, "resume", static task => task.Resume(), cancellationToken);

    public ValueTask<AgentTask> CompleteAsync(
        AgentTaskId id, string output =
            "", ValueList<string>? artifacts = null, AgentId? by = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        return EndAsync(
            AgentOperations.CompleteTask, id, by, task => task.Complete(environment.Time, output, artifacts), cancellationToken);
    }

    public ValueTask<AgentTask> FailAsync(
        AgentTaskId id, string errorMessage, AgentId? by = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(errorMessage);
        return EndAsync(AgentOperations.FailTask, id, by, task => TaskBook.IsWaiting(task)
            ? throw new InvalidTransitionException(task.Key, "fail", "waiting for an agent")
            : task.Fail(environment.Time, errorMessage), cancellationToken);
    }

    public ValueTask<AgentTask> CancelAsync(
        AgentTaskId id, string reason = "", AgentId? by = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return EndAsync(AgentOperations.CancelTask, id, by, task => task.Cancel(environment.Time, reason), cancellationToken);
    }

    public ValueTask<AgentTask> HandBackAsync(AgentTaskId id, AgentId? by = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            AgentOperations.HandBackTask, id, by, (set, task) => NewBook(set).HandBackAsync(task, cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<AgentTask>> ListAsync(
        AgentId? agent = null, TicketId? ticket = null, AgentTaskStatus? status = null, CancellationToken cancellationToken = default)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var wanted = state.Tasks.Values
            .Where(task =>
                (agent is null || task.Agent == agent) && (ticket is null || task.Ticket == ticket) &&
                (status is null || task.Status == status))
            .OrderByDescending(static task => task.AssignedAt).ThenBy(static task => task.Id)
            .Select(static task => task.Id.Key)
            .ToList();
        var set = new WorkingSet(environment.Store);
        await set.ReadAsync(wanted, environment.Options.ReadConcurrency, cancellationToken).ConfigureAwait(false);
        return [.. wanted.Select(set.FindReadable<AgentTask>).OfType<AgentTask>()];
    }

    private ValueTask<AgentTask> StepAsync(
        Operation operation, AgentTaskId id, AgentId? by, string step, Func<AgentTask, AgentTask> change,
        CancellationToken cancellationToken) =>
        ChangeAsync(operation, id, by, (set, task) => ValueTask.FromResult(NewBook(set).Step(task, step, change)), cancellationToken);

    private ValueTask<AgentTask> EndAsync(
        Operation operation, AgentTaskId id, AgentId? by, Func<AgentTask, AgentTask> end, CancellationToken cancellationToken) =>
        ChangeAsync(operation, id, by, (set, task) => NewBook(set).EndAsync(end(task), cancellationToken), cancellationToken);

    private ValueTask<AgentTask> ChangeAsync(
        Operation operation,
        AgentTaskId id,
        AgentId? by,
        Func<WorkingSet, AgentTask, ValueTask<AgentTask>> change,
        CancellationToken cancellationToken) =>
        environment.Telemetry.Operations.RunAsync(operation, async running =>
        {
            running?.About(id.Key);
            var task = await ChangeCoreAsync(id, by, change, cancellationToken).ConfigureAwait(false);
            AboutTask(running, task);
            return task;
        });

    private static void AboutTask(RunningOperation? running, AgentTask task)
    {
        running?.About(task.Key);
        running?.About(task.TicketId.Key);
        running?.About(task.AgentId.Key);
    }

    private async ValueTask<AgentTask> ChangeCoreAsync(
        AgentTaskId id, AgentId? by, Func<WorkingSet, AgentTask, ValueTask<AgentTask>> change, CancellationToken cancellationToken)
    {
        AgentTask? changed = null;
        var result = await environment.Commits.RunAsync(Source, async set =>
        {
            var task = await set.GetAsync<AgentTask>(id.Key, cancellationToken).ConfigureAwait(false);
            if (by is { } agent && agent != task.AgentId)
            {
                throw new TaskNotHeldException(id, agent, task.AgentId);
            }

            changed = await change(set, task).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return result?.Documents.OfType<AgentTask>().FirstOrDefault(task => task.Id == id) ?? changed!;
    }

    private TaskBook NewBook(WorkingSet set) => new(set, environment.Time, environment.Now);
}
