using RepoTickets.Telemetry;
using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Tasks;
using RepoTickets.Workflows.Workforce;

namespace RepoTickets.Workflows.Registry;

/// <summary>Agents on a store.</summary>
internal sealed class StoreAgentRegistry(AgentEnvironment environment) : IAgentRegistry
{
    private const string Source = "agents.registry";

    public ValueTask<Agent> RegisterAsync(Agent agent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (agent.Id == TaskHolder.Nobody)
        {
            throw new ArgumentException(
                $"{TaskHolder.Nobody} stands for no agent in the files of tasks. Choose another identifier.", nameof(agent));
        }

        return MeasureAsync(AgentOperations.Register, agent.Id, () => environment.Store.CreateAsync(
            agent with { LastSeen = environment.Now, ActiveTasks = [], Metrics = AgentMetrics.None, Version = default },
            cancellationToken));
    }

    public ValueTask<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken = default) =>
        environment.Store.GetAsync(id, cancellationToken);

    public ValueTask<Agent> UpdateAsync(AgentId id, Func<Agent, Agent> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return MeasureAsync(AgentOperations.Update, id, () => ChangeAsync(id, agent => Checked(agent, change(agent)), cancellationToken));
    }

    public ValueTask<Agent> HeartbeatAsync(AgentId id, CancellationToken cancellationToken = default) =>
        MeasureAsync(AgentOperations.Heartbeat, id, () => BeatAsync(id, cancellationToken));

    private ValueTask<TResult> MeasureAsync<TResult>(Operation operation, AgentId? id, Func<ValueTask<TResult>> run) =>
        environment.Telemetry.Operations.RunAsync(operation, running =>
        {
            if (id is { } agent)
            {
                running?.About(agent.Key);
            }

            return run();
        });

    private async ValueTask<Agent> BeatAsync(AgentId id, CancellationToken cancellationToken)
    {
        var now = environment.Now;
        var known = await environment.Store.GetRequiredAsync<Agent>(id.Key, cancellationToken).ConfigureAwait(false);
        return IsDue(known)
            ? await ChangeAsync(id, agent => IsDue(agent) ? agent with { LastSeen = now } : agent, cancellationToken).ConfigureAwait(false)
            : known;

        // A time in the future comes from a clock that was wrong; it must not keep a dead agent alive for long.
        bool IsDue(Agent agent) => agent.LastSeen is not { } seen || now - seen >= environment.Options.HeartbeatInterval || seen > now;
    }

    public async ValueTask<IReadOnlyList<Agent>> ListAsync(
        AgentStatus? status = null, string? capability = null, CancellationToken cancellationToken = default)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. state.Agents.Values
                .Where(agent => (status is null || agent.Status == status) && (capability is null || HasCapability(agent, capability)))
                .OrderBy(static agent => agent.Id),
        ];
    }

    public ValueTask<bool> RemoveAsync(AgentId id, AgentRemoval? removal = null, CancellationToken cancellationToken = default) =>
        MeasureAsync(AgentOperations.Remove, id, () => RemoveCoreAsync(id, removal ?? AgentRemoval.Careful, cancellationToken));

    private async ValueTask<bool> RemoveCoreAsync(AgentId id, AgentRemoval removal, CancellationToken cancellationToken)
    {
        var existed = false;
        await environment.Commits.RunAsync(Source, async set =>
        {
            var agent = await set.FindAsync<Agent>(id.Key, cancellationToken).ConfigureAwait(false);
            existed = agent is not null;
            if (agent is null)
            {
                return;
            }

            await ReleaseAsync(set, agent, removal, cancellationToken).ConfigureAwait(false);

            // The version is that of the document as it was read; what became of it in the set does not matter any more.
            set.Delete(agent);
        }, cancellationToken).ConfigureAwait(false);
        return existed;
    }

    public ValueTask<IReadOnlyList<Agent>> MarkSilentAsync(DateTimeOffset time, CancellationToken cancellationToken = default) =>
        MeasureAsync(AgentOperations.MarkSilent, null, () => MarkAllAsync(time, cancellationToken));

    private async ValueTask<IReadOnlyList<Agent>> MarkAllAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var marked = new List<Agent>();
        foreach (var id in state.Agents.Values.Where(agent => IsSilent(agent, time)).Select(static agent => agent.Id).Order())
        {
            if (await MarkAsync(id, time, cancellationToken).ConfigureAwait(false) is { } agent)
            {
                marked.Add(agent);
            }
        }

        return marked;
    }

    private async ValueTask<Agent?> MarkAsync(AgentId id, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var result = await environment.Commits.RunAsync(Source, async set =>
        {
            // Read again: it may have given a sign of life, or been marked by another process, since the list was made.
            var agent = await set.FindAsync<Agent>(id.Key, cancellationToken).ConfigureAwait(false);
            if (agent is null || !IsSilent(agent, time))
            {
                return;
            }

            await HandBackAsync(
                set, await TasksOfAsync(agent, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            set.Update(set.Get<Agent>(id.Key).UpdateStatus(environment.Options.SilentStatus, environment.Time));
        }, cancellationToken).ConfigureAwait(false);
        return result?.Documents.OfType<Agent>().FirstOrDefault(agent => agent.Id == id);
    }

    private async ValueTask ReleaseAsync(WorkingSet set, Agent agent, AgentRemoval removal, CancellationToken cancellationToken)
    {
        var tasks = await TasksOfAsync(agent, cancellationToken).ConfigureAwait(false);
        var unfinished = tasks.Where(static task => task.IsOpen).Select(static task => task.Id).Order().ToValueList();
        var finished = tasks.Where(static task => !task.IsOpen).Select(static task => task.Id).Order().ToValueList();
        if (unfinished.Count > 0 && !removal.HandBackWork)
        {
            throw new AgentHoldsWorkException(agent.Id, unfinished);
        }

        if (finished.Count > 0 && !removal.DeleteHistory)
        {
            throw new AgentHasHistoryException(agent.Id, finished);
        }

        await HandBackAsync(set, tasks, cancellationToken).ConfigureAwait(false);
        foreach (var id in finished)
        {
            if (await set.FindAsync<AgentTask>(id.Key, cancellationToken).ConfigureAwait(false) is { } task)
            {
                await ForgetAsync(set, task, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Tickets that the Python package wrote list finished tasks too.</summary>
    private static async ValueTask ForgetAsync(WorkingSet set, AgentTask task, CancellationToken cancellationToken)
    {
        set.Delete(task);
        var ticket = await set.FindAsync<Ticket>(task.TicketId.Key, cancellationToken).ConfigureAwait(false);
        if (ticket is not null)
        {
            set.Update(ticket with
            {
                AgentTasks = ticket.AgentTasks.RemoveAll(listed => listed == task.Id),
                AssignedAgent = ticket.AssignedAgent == task.AgentId ? null : ticket.AssignedAgent,
            });
        }
    }

    private async ValueTask HandBackAsync(WorkingSet set, IEnumerable<TaskFacts> tasks, CancellationToken cancellationToken)
    {
        var book = new TaskBook(set, environment.Time, environment.Now);
        foreach (var facts in tasks.Where(static task => task.IsOpen).OrderBy(static task => task.Id))
        {
            var task = await set.FindAsync<AgentTask>(facts.Id.Key, cancellationToken).ConfigureAwait(false);
            if (task is { IsFinal: false } && task.AgentId == facts.Agent)
            {
                await book.HandBackAsync(task, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<List<TaskFacts>> TasksOfAsync(Agent agent, CancellationToken cancellationToken)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        return [.. state.Tasks.Values.Where(task => task.Agent == agent.Id)];
    }

    private async ValueTask<Agent> ChangeAsync(AgentId id, Func<Agent, Agent> change, CancellationToken cancellationToken)
    {
        Agent? changed = null;
        var result = await environment.Commits.RunAsync(Source, async set =>
        {
            changed = change(await set.GetAsync<Agent>(id.Key, cancellationToken).ConfigureAwait(false));
            set.Update(changed);
        }, cancellationToken).ConfigureAwait(false);
        return result?.Documents.OfType<Agent>().FirstOrDefault() ?? changed!;
    }

    private static Agent Checked(Agent before, Agent? after)
    {
        if (after is null || after.Id != before.Id)
        {
            throw new ArgumentException($"The change of {before.Key} must give a copy of it, made with 'with', under the same identifier.");
        }

        return after with { Version = before.Version, ActiveTasks = before.ActiveTasks, Metrics = before.Metrics };
    }

    private bool IsSilent(Agent agent, DateTimeOffset time) =>
        agent.Status is AgentStatus.Active or AgentStatus.Busy && agent.LastSeen is { } seen &&
            time - seen > environment.Options.SilenceLimit;

    private static bool HasCapability(Agent agent, string name) =>
        agent.Capabilities.Any(
            capability => capability.Enabled && string.Equals(capability.Name, name, StringComparison.OrdinalIgnoreCase));
}
