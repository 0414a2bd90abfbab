namespace RepoTickets.Workflows.Learning;

/// <summary>What an agent says of itself about a type of task. Case does not count.</summary>
internal static class TaskFit
{
    /// <summary>The sum of the confidence of enabled capabilities whose name contains the type.</summary>
    internal static double CapabilityConfidence(Agent agent, string taskType)
    {
        var sum = 0.0;
        foreach (var capability in agent.Capabilities)
        {
            if (capability.Enabled && capability.Name.Contains(taskType, StringComparison.OrdinalIgnoreCase))
            {
                sum += capability.ConfidenceLevel;
            }
        }

        return sum;
    }

    internal static bool Prefers(Agent agent, string taskType) =>
        agent.PreferredTaskTypes.Contains(taskType, StringComparer.OrdinalIgnoreCase);
}
