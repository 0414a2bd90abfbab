using RepoTickets.Workflows.Distribution;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Workforce;

namespace RepoTickets.Workflows.Learning;

/// <summary>Learning from the tasks of a store.</summary>
internal sealed class StoreAgentLearning(AgentEnvironment environment, IAssignmentPolicy policy) : IAgentLearning
{
    public async ValueTask<AgentProfile?> FindProfileAsync(AgentId agent, CancellationToken cancellationToken = default)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        return state.Agents.TryGetValue(agent, out var known) ? ProfileOf(known, state, NewCandidates(state)) : null;
    }

    public async ValueTask<IReadOnlyList<AgentProfile>> ListProfilesAsync(CancellationToken cancellationToken = default)
    {
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        return Profiles(state);
    }

    public async ValueTask<AgentEstimate> EstimateAsync(AgentId agent, string taskType, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(taskType);
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        return state.Agents.ContainsKey(agent)
            ? NewCandidates(state).EstimateOf(agent, taskType)
            : throw new DocumentNotFoundException(agent.Key);
    }

    public async ValueTask<IReadOnlyList<AgentRecommendation>> RecommendAsync(
        string taskType, int count = 3, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(taskType);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var candidates = NewCandidates(state);
        var question = new TaskRequest { TicketId = default, TaskType = taskType, Description = "" };
        return
        [
            .. candidates.Rated(question, key => state.Agents[AgentId.FromStored(key.Id)])
                .OrderByDescending(static rated => rated.Score.Value)
                .ThenBy(static rated => rated.Agent.ActiveTasks.Count)
                .Take(count)
                .Select(rated => new AgentRecommendation(rated.Agent.Id, rated.Score, candidates.EstimateOf(rated.Agent.Id, taskType))),
        ];
    }

    public async ValueTask<int> RebuildAsync(CancellationToken cancellationToken = default) =>
        Profiles(await environment.View.RebuildAsync(cancellationToken).ConfigureAwait(false)).Count;

    public async ValueTask SaveProfilesAsync(string? path = null, CancellationToken cancellationToken = default)
    {
        var target = path ?? environment.Options.ProfilesFile ?? throw new InvalidOperationException(
            $"No file is named for the profiles. Give a path, or set {nameof(AgentOptions)}.{nameof(AgentOptions.ProfilesFile)}.");
        var state = await environment.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var text = ProfileFile.Format(Profiles(state), TimeZoneInfo.ConvertTime(environment.Now, environment.Options.TimeZone));
        await ProfileFile.ReplaceAsync(target, text, environment.Identifiers.NextBits(), cancellationToken).ConfigureAwait(false);
    }

    private List<AgentProfile> Profiles(WorkforceState state)
    {
        var candidates = NewCandidates(state);
        return
        [
            .. state.Agents.Values.Where(agent => !state.RecordOf(agent.Id).Types.IsEmpty)
                .OrderBy(static agent => agent.Id)
                .Select(agent => ProfileOf(agent, state, candidates)),
        ];
    }

    private static AgentProfile ProfileOf(Agent agent, WorkforceState state, Candidates candidates) => new(
        agent.Id,
        agent.Name,
        [
            .. state.RecordOf(agent.Id).Types.Values
                .OrderBy(static type => type.Type, StringComparer.Ordinal)
                .Select(type => new TaskTypePerformance(
                    type.Type, type.Completed, type.Failed, type.WholeMinutes, candidates.EstimateOf(agent.Id, type.Type))),
        ]);

    private Candidates NewCandidates(WorkforceState state) => new(state, policy, environment.Options, environment.Now);
}
