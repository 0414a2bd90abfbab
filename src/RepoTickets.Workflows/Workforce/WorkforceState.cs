using System.Collections.Immutable;

namespace RepoTickets.Workflows.Workforce;

/// <summary>
/// All agents and tasks as of one position of the feed. Immutable. Every task is counted once, however often a commit about it is seen: the
/// facts of a task replace its former facts.
/// </summary>
internal sealed record WorkforceState(
    long Position,
    ImmutableDictionary<AgentId, Agent> Agents,
    ImmutableDictionary<AgentTaskId, TaskFacts> Tasks,
    ImmutableDictionary<AgentId, AgentRecord> Records)
{
    internal static WorkforceState From(long position, IEnumerable<Agent> agents, IEnumerable<AgentTask> tasks, TimeSpan halfLife)
    {
        var state = new WorkforceState(
            position,
            agents.ToImmutableDictionary(static agent => agent.Id),
            tasks.Select(TaskFacts.From).ToImmutableDictionary(static task => task.Id),
            ImmutableDictionary<AgentId, AgentRecord>.Empty);
        return state.Recount(state.Tasks.Values.Select(static task => task.Agent).ToHashSet(), halfLife);
    }

    internal AgentRecord RecordOf(AgentId agent) => Records.GetValueOrDefault(agent) ?? AgentRecord.Empty;

    internal WorkforceState Apply(Commit commit, TimeSpan halfLife)
    {
        var state = this with { Position = commit.Position };
        var recount = new HashSet<AgentId>();
        foreach (var change in commit.Changes)
        {
            state = change.Key.Kind switch
            {
                DocumentKind.Agent => state.ApplyAgent(change),
                DocumentKind.AgentTask => state.ApplyTask(change, recount, halfLife),
                _ => state,
            };
        }

        return recount.Count == 0 ? state : state.Recount(recount, halfLife);
    }

    private WorkforceState ApplyAgent(CommittedChange change) => this with
    {
        Agents = change.After is Agent agent ? Agents.SetItem(agent.Id, agent) : Agents.Remove(AgentId.FromStored(change.Key.Id)),
    };

    private WorkforceState ApplyTask(CommittedChange change, HashSet<AgentId> recount, TimeSpan halfLife)
    {
        var id = AgentTaskId.FromStored(change.Key.Id);
        var before = Tasks.GetValueOrDefault(id);
        var after = change.After is AgentTask task ? TaskFacts.From(task) : null;
        if (before == after)
        {
            return this;
        }

        var records = Records;
        if (before is { Counts: true })
        {
            // History was edited or deleted, which is rare: decayed sums cannot be taken back exactly, so they are made anew.
            recount.Add(before.Agent);
        }
        else if (before is { IsOpen: true })
        {
            records = records.SetItem(before.Agent, RecordOf(before.Agent).Close(id));
        }

        if (after is not null)
        {
            records = records.SetItem(after.Agent, (records.GetValueOrDefault(after.Agent) ?? AgentRecord.Empty).Add(after, halfLife));
        }

        return this with { Tasks = after is null ? Tasks.Remove(id) : Tasks.SetItem(id, after), Records = records };
    }

    private WorkforceState Recount(HashSet<AgentId> agents, TimeSpan halfLife)
    {
        var counted = agents.ToDictionary(static agent => agent, static _ => AgentRecord.Empty);
        var tasks = Tasks.Values.Where(task => agents.Contains(task.Agent));
        foreach (var task in tasks.OrderBy(static task => task.EndedAt).ThenBy(static task => task.Id))
        {
            counted[task.Agent] = counted[task.Agent].Add(task, halfLife);
        }

        return this with { Records = Records.SetItems(counted) };
    }
}
