namespace RepoTickets.Workflows;

/// <summary>What an agent did of one type of task: plain counts, and what is believed from them.</summary>
/// <param name="TaskType">The type.</param>
/// <param name="Completed">Tasks that it completed.</param>
/// <param name="Failed">Tasks that it failed at.</param>
/// <param name="TotalMinutes">Whole minutes of its completed tasks together.</param>
/// <param name="Estimate">What is believed now.</param>
public sealed record TaskTypePerformance(string TaskType, int Completed, int Failed, long TotalMinutes, AgentEstimate Estimate)
{
    /// <summary>Completed and failed.</summary>
    public int Total => Completed + Failed;

    /// <summary>Completed as a share of all, 0 to 1.</summary>
    public double SuccessRate => (double)Completed / Math.Max(1, Total);

    /// <summary>Whole minutes of a completed task on average; 0 before the first.</summary>
    public double AverageMinutes => (double)TotalMinutes / Math.Max(1, Completed);
}

/// <summary>What an agent did, by type of task.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its name.</param>
/// <param name="TaskTypes">The types of which it ended a task, by name.</param>
public sealed record AgentProfile(AgentId AgentId, string Name, IReadOnlyList<TaskTypePerformance> TaskTypes)
{
    private const int EnoughTasks = 3;
    private const double StrongRate = 0.8;
    private const double WeakRate = 0.5;

    /// <summary>Completed and failed tasks of all types.</summary>
    public int TotalTasks => TaskTypes.Sum(static type => type.Total);

    /// <summary>Completed as a share of all, 0 to 1; 0 before the first.</summary>
    public double OverallSuccessRate => (double)TaskTypes.Sum(static type => type.Completed) / Math.Max(1, TotalTasks);

    /// <summary>Types with at least 3 tasks of which more than 80 % were completed.</summary>
    public IEnumerable<string> StrongTaskTypes =>
        TaskTypes.Where(static type => type.Total >= EnoughTasks && type.SuccessRate > StrongRate).Select(static type => type.TaskType);

    /// <summary>Types with at least 3 tasks of which fewer than 50 % were completed.</summary>
    public IEnumerable<string> WeakTaskTypes =>
        TaskTypes.Where(static type => type.Total >= EnoughTasks && type.SuccessRate < WeakRate).Select(static type => type.TaskType);
}

/// <summary>An agent that suits a type of task.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Score">How the policy rates it now; its explanation gives the parts.</param>
/// <param name="Estimate">What is believed of it.</param>
public sealed record AgentRecommendation(AgentId AgentId, AssignmentScore Score, AgentEstimate Estimate);
