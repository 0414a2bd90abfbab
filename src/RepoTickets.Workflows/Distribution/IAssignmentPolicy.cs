namespace RepoTickets.Workflows;

/// <summary>What a policy is told about an agent.</summary>
/// <param name="Agent">The agent, as it is before the tasks that are being distributed.</param>
/// <param name="ActiveTasks">The tasks it has, with those that it has just been given.</param>
/// <param name="Estimate">What is believed of it for the type of the task.</param>
public sealed record AssignmentCandidate(Agent Agent, int ActiveTasks, AgentEstimate Estimate)
{
    /// <summary>The share of its capacity that is taken, 0 to 1.</summary>
    public double Load => Math.Min(1, (double)ActiveTasks / Math.Max(1, Agent.MaxConcurrentTasks));
}

/// <summary>
/// Rates agents for tasks. Replace it by registering your own before <c>AddAgents</c>. Implementations are pure: the same answer to the
/// same question, at any time, from any thread.
/// </summary>
/// <remarks>
/// Who cannot take the task at all (not active, at its limit, other types) is never asked about. Among equal scores the agent with fewer
/// tasks gets the task, then the one with the smaller identifier.
/// </remarks>
public interface IAssignmentPolicy
{
    /// <summary>Rates one agent for one task.</summary>
    AssignmentScore Score(AssignmentCandidate candidate, TaskRequest task);
}
