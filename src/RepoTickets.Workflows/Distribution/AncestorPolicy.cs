using RepoTickets.Workflows.Learning;

namespace RepoTickets.Workflows;

/// <summary>
/// The weights of the Python package repo-tickets: 10 for a preferred type, 5 times the confidence of each enabled capability whose name
/// contains the type, 3 times the free share of its capacity, 2 times its success rate. Unlike there, tasks that an agent has but not
/// begun count as load, and those that it has just been given. Pure.
/// </summary>
public sealed class AncestorPolicy : IAssignmentPolicy
{
    private const double Preferred = 10;
    private const double Capable = 5;
    private const double Free = 3;
    private const double Success = 2;

    /// <inheritdoc/>
    public AssignmentScore Score(AssignmentCandidate candidate, TaskRequest task)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(task);
        var agent = candidate.Agent;
        return new(
            new("preferred", TaskFit.Prefers(agent, task.TaskType) ? Preferred : 0),
            new("capability", Capable * TaskFit.CapabilityConfidence(agent, task.TaskType)),
            new("free", Free * (1 - candidate.Load)),
            new("success", Success * agent.Metrics.SuccessRate));
    }
}
