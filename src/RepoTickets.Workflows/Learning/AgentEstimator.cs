namespace RepoTickets.Workflows.Learning;

/// <summary>
/// From counts to beliefs. Success: a Beta posterior whose prior is worth two tasks and leans a little to what the agent says of itself, so
/// that its word counts until there is evidence. Minutes: a normal posterior of the logarithm with unknown spread, whose prior is worth one
/// task of the typical agent. Pure.
/// </summary>
internal static class AgentEstimator
{
    private const double PriorTasks = 2;
    private const double PriorMean = 0.5;
    private const double CapabilityLean = 0.2;
    private const double PreferenceLean = 0.1;
    private const double PriorShape = 1;
    private const double PriorSpread = 0.5;

    /// <param name="agent">The agent.</param>
    /// <param name="taskType">The type of task.</param>
    /// <param name="own">What the agent did of this type, as of now.</param>
    /// <param name="everybody">What all agents did of this type, as of now.</param>
    /// <param name="credibleMass">The probability of the intervals.</param>
    internal static AgentEstimate Estimate(Agent agent, string taskType, DecayedRecord own, DecayedRecord everybody, double credibleMass)
    {
        var prior = PriorMean + (CapabilityLean * Math.Min(1, TaskFit.CapabilityConfidence(agent, taskType)))
            + (TaskFit.Prefers(agent, taskType) ? PreferenceLean : 0);
        var a = (PriorTasks * prior) + own.Successes;
        var b = (PriorTasks * (1 - prior)) + own.Failures;
        var tail = (1 - credibleMass) / 2;
        var estimate = new AgentEstimate
        {
            TaskType = taskType,
            Successes = own.Successes,
            Failures = own.Failures,
            Success = a / (a + b),
            SuccessLow = BetaFunction.Quantile(tail, a, b),
            SuccessHigh = BetaFunction.Quantile(1 - tail, a, b),
            Promise = BetaFunction.Quantile(1 - (1 / (2 + everybody.Observations)), a, b),
        };
        return everybody.DurationWeight > 0 ? WithMinutes(estimate, own, everybody, 1 - tail) : estimate;
    }

    private static AgentEstimate WithMinutes(AgentEstimate estimate, DecayedRecord own, DecayedRecord everybody, double quantile)
    {
        var weight = 1 + own.DurationWeight;
        var shift = own.MeanLogMinutes - everybody.MeanLogMinutes;
        var mean = everybody.MeanLogMinutes + (shift * own.DurationWeight / weight);
        var shape = PriorShape + (own.DurationWeight / 2);
        var spread = PriorSpread + (own.LogSpread / 2) + (own.DurationWeight * shift * shift / (2 * weight));
        var reach = BetaFunction.StudentQuantile(quantile, 2 * shape) * Math.Sqrt(spread / (shape * weight));
        return estimate with
        {
            Minutes = Math.Exp(mean),
            MinutesLow = Math.Exp(mean - reach),
            MinutesHigh = Math.Exp(mean + reach),
            TypicalMinutes = Math.Exp(everybody.MeanLogMinutes),
        };
    }
}
