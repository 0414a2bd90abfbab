namespace RepoTickets.Workflows;

/// <summary>
/// Chooses by what agents have shown: 100 times the share of tasks that the agent may well complete (<see cref="AgentEstimate.Promise"/>,
/// an upper quantile of the posterior that rises the less is known of it), at most 5 points for being fast or slow in comparison, less 20
/// times its load. What an agent says of itself only shapes the prior, so it counts until there is evidence. Pure, without randomness.
/// </summary>
public sealed class LearnedPolicy : IAssignmentPolicy
{
    private const double Promise = 100;
    private const double Speed = 5;
    private const double Load = 20;

    /// <inheritdoc/>
    public AssignmentScore Score(AssignmentCandidate candidate, TaskRequest task)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(task);
        var estimate = candidate.Estimate;
        var speed = estimate is { Minutes: { } own, TypicalMinutes: { } typical } ? Math.Clamp(Math.Log(typical / own), -1, 1) : 0;
        return new(new("promise", Promise * estimate.Promise), new("speed", Speed * speed), new("load", -Load * candidate.Load));
    }
}
