using RepoTickets.Workflows.Learning;

namespace RepoTickets.Workflows.Simulation;

/// <summary>
/// Agents whose true abilities are known to the simulation alone. Half way a further agent is registered that is better than all others at
/// everything and says nothing of itself.
/// </summary>
internal sealed class SimulatedWorkforce
{
    internal static readonly string[] TaskTypes = ["code", "review", "test"];

    private const int AgentCount = 8;
    private const double NewcomerAbility = 0.97;

    private readonly Random _random;
    private readonly TimeSpan _halfLife;
    private readonly Dictionary<(int Agent, string Type), DecayedRecord> _records = [];
    private readonly Dictionary<string, DecayedRecord> _everybody = [];
    private readonly Dictionary<(int Agent, string Type), double> _abilities = [];

    /// <param name="seed">The same seed makes the same agents.</param>
    /// <param name="honest">Agents claim capabilities according to their abilities; otherwise by chance.</param>
    /// <param name="halfLife">How fast experience decays.</param>
    internal SimulatedWorkforce(int seed, bool honest, TimeSpan halfLife)
    {
        _random = new Random(seed);
        _halfLife = halfLife;
        for (var number = 0; number < AgentCount; number++)
        {
            Agents.Add(Make(number, honest));
        }
    }

    internal List<Agent> Agents { get; } = [];

    internal double AbilityOf(int agent, string type) => _abilities[(agent, type)];

    internal double BestAbility(string type) => Enumerable.Range(0, Agents.Count).Max(agent => AbilityOf(agent, type));

    internal void AddNewcomer()
    {
        foreach (var type in TaskTypes)
        {
            _abilities[(Agents.Count, type)] = NewcomerAbility;
        }

        Agents.Add(new() { Id = AgentId.Parse($"AGENT-{Agents.Count}"), Name = "Newcomer" });
    }

    internal AgentEstimate EstimateOf(int agent, string type, DateTimeOffset now) => AgentEstimator.Estimate(
        Agents[agent], type, _records.GetValueOrDefault((agent, type)).At(now, _halfLife),
        _everybody.GetValueOrDefault(type).At(now, _halfLife), 0.9);

    /// <summary>Notes what became of a task, as the store does: in the agent's metrics and in what is learnt.</summary>
    internal void Work(int agent, string type, double luck, double minutes, DateTimeOffset now)
    {
        var success = luck < AbilityOf(agent, type);
        _records[(agent, type)] = _records.GetValueOrDefault((agent, type)).Add(success, minutes, now, _halfLife);
        _everybody[type] = _everybody.GetValueOrDefault(type).Add(success, minutes, now, _halfLife);
        var metrics = Agents[agent].Metrics;
        var completed = metrics.TasksCompleted + (success ? 1 : 0);
        var failed = metrics.TasksFailed + (success ? 0 : 1);
        Agents[agent] = Agents[agent] with
        {
            Metrics = metrics with
            {
                TasksCompleted = completed,
                TasksFailed = failed,
                SuccessRate = (double)completed / (completed + failed),
            },
        };
    }

    private Agent Make(int number, bool honest)
    {
        var capabilities = new List<AgentCapability>();
        foreach (var type in TaskTypes)
        {
            var ability = 0.3 + (0.65 * _random.NextDouble());
            _abilities[(number, type)] = ability;
            var claim = honest ? ability : 0.3 + (0.65 * _random.NextDouble());
            if (claim > 0.5)
            {
                capabilities.Add(new() { Name = type, ConfidenceLevel = claim });
            }
        }

        return new() { Id = AgentId.Parse($"AGENT-{number}"), Name = $"Agent {number}", Capabilities = capabilities.ToValueList() };
    }
}
