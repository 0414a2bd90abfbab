using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Learning;
using RepoTickets.Workflows.Workforce;

namespace RepoTickets.Workflows.Distribution;

/// <summary>
/// The agents that a distribution chooses among. Loads are those of the working set, where what was just given is noted; beliefs are made
/// once for each agent and type. Not thread-safe: one distribution has it for one attempt.
/// </summary>
internal sealed class Candidates(WorkforceState state, IAssignmentPolicy policy, AgentOptions options, DateTimeOffset now)
{
    private readonly Dictionary<string, Dictionary<AgentId, AgentEstimate>> _estimates = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AgentId> _agents = [.. state.Agents.Keys.Order()];

    /// <summary>The agents as the view has them; their versions go into the commit.</summary>
    internal IEnumerable<Agent> Agents => state.Agents.Values;

    /// <summary>The best agent for a task; null when no agent can take it.</summary>
    internal (Agent Agent, AssignmentScore Score)? Best(TaskRequest task, WorkingSet set)
    {
        (Agent Agent, AssignmentScore Score)? best = null;
        foreach (var (agent, score) in Rated(task, set.Get<Agent>))
        {
            var comparison = best is { } known ? score.Value.CompareTo(known.Score.Value) : 1;
            if (comparison > 0 || (comparison == 0 && agent.ActiveTasks.Count < best!.Value.Agent.ActiveTasks.Count))
            {
                best = (agent, score);
            }
        }

        return best;
    }

    /// <summary>All agents that can take a task now, with their scores, by identifier.</summary>
    internal IEnumerable<(Agent Agent, AssignmentScore Score)> Rated(TaskRequest task, Func<DocumentKey, Agent> current)
    {
        var estimates = EstimatesFor(task.TaskType);
        foreach (var id in _agents)
        {
            var agent = current(id.Key);
            if (agent.IsAvailable && agent.CanHandle(task.TaskType))
            {
                var score = policy.Score(new(state.Agents[id], agent.ActiveTasks.Count, estimates[id]), task)
                    ?? throw new InvalidOperationException($"The policy {policy.GetType()} gave no score for {id}.");
                yield return double.IsNaN(score.Value)
                    ? throw new InvalidOperationException(
                        $"The policy {policy.GetType()} gave a score for {id} that is not a number: {score}")
                    : (agent, score);
            }
        }
    }

    internal AgentEstimate EstimateOf(AgentId agent, string taskType) => EstimatesFor(taskType)[agent];

    /// <summary>Why nobody takes a task.</summary>
    internal string Explain(TaskRequest task, WorkingSet set)
    {
        var agents = _agents.ConvertAll(id => set.Get<Agent>(id.Key));
        var inactive = agents.Count(static agent => agent.Status != AgentStatus.Active);
        var unable = agents.Count(agent => agent.Status == AgentStatus.Active && !agent.CanHandle(task.TaskType));
        return $"No agent takes a task of the type '{task.TaskType}' now: {agents.Count - inactive - unable} are at their limit, " +
            $"{unable} do not take this type, {inactive} are not active.";
    }

    private Dictionary<AgentId, AgentEstimate> EstimatesFor(string taskType)
    {
        if (!_estimates.TryGetValue(taskType, out var estimates))
        {
            var own = _agents.ToDictionary(static id => id, id => RecordOf(id, taskType));
            var everybody = own.Values
                .Aggregate(DecayedRecord.Empty, (sum, record) => sum.Add(record, options.HalfLife))
                .At(now, options.HalfLife);
            estimates = _agents.ToDictionary(static id => id, id => AgentEstimator.Estimate(
                state.Agents[id], taskType, own[id].At(now, options.HalfLife), everybody, options.CredibleMass));
            _estimates.Add(taskType, estimates);
        }

        return estimates;
    }

    private DecayedRecord RecordOf(AgentId agent, string taskType) =>
        state.RecordOf(agent).Types.GetValueOrDefault(taskType)?.Recent ?? DecayedRecord.Empty;
}
