namespace RepoTickets.Workflows;

/// <summary>What an agent is doing and has done.</summary>
public sealed record AgentActivity
{
    /// <summary>The agent.</summary>
    public required AgentId AgentId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it takes work.</summary>
    public required AgentStatus Status { get; init; }

    /// <summary>Tasks it was given and has not begun.</summary>
    public int Assigned { get; init; }

    /// <summary>Tasks it works on.</summary>
    public int InProgress { get; init; }

    /// <summary>Tasks it interrupted.</summary>
    public int Paused { get; init; }

    /// <summary>Tasks it completed, as its history has them.</summary>
    public int Completed { get; init; }

    /// <summary>Tasks it failed at, as its history has them.</summary>
    public int Failed { get; init; }

    /// <summary>Unfinished tasks at once, at most.</summary>
    public int MaxConcurrentTasks { get; init; }

    /// <summary>All unfinished tasks.</summary>
    public int ActiveTasks => Assigned + InProgress + Paused;

    /// <summary>Completed as a share of completed and failed, 0 to 1; 0 before the first.</summary>
    public double SuccessRate => (double)Completed / Math.Max(1, Completed + Failed);

    /// <summary>Minutes of a completed task on average, of whole minutes; 0 before the first.</summary>
    public double AverageMinutes { get; init; }

    /// <summary>When it last was given or ended a task, or gave a sign of life; null when never.</summary>
    public DateTimeOffset? LastActivity { get; init; }
}

/// <summary>A task that was asked for.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Task">The task; null when it could not be read.</param>
/// <param name="Reason">Why it could not be read, as a sentence; null when it could.</param>
public sealed record CollectedTask(AgentTaskId Id, AgentTask? Task, string? Reason);

/// <summary>Many tasks.</summary>
/// <param name="Items">For each task asked for, in their order, what was found.</param>
public sealed record CollectionResult(IReadOnlyList<CollectedTask> Items)
{
    /// <summary>How many were completed.</summary>
    public int Completed => Count(AgentTaskStatus.Completed);

    /// <summary>How many failed.</summary>
    public int Failed => Count(AgentTaskStatus.Failed);

    /// <summary>How many were found and have not ended.</summary>
    public int Unfinished => Items.Count(static item => item.Task is { IsFinal: false });

    /// <summary>Completed as a share of completed and failed, 0 to 1; 0 before the first.</summary>
    public double SuccessRate => (double)Completed / Math.Max(1, Completed + Failed);

    private int Count(AgentTaskStatus status) => Items.Count(item => item.Task?.Status == status);
}
