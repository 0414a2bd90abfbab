namespace RepoTickets;

public sealed partial record Agent
{
    /// <summary>Active, with fewer tasks than it works on at once.</summary>
    public bool IsAvailable => Status == AgentStatus.Active && ActiveTasks.Count < MaxConcurrentTasks;

    /// <summary>The share of its capacity that is taken, 0 to 1 (more when it has been given too much).</summary>
    public double Load => (double)ActiveTasks.Count / Math.Max(1, MaxConcurrentTasks);

    /// <summary>It takes tasks of this type: it prefers none, or this one. Case does not count.</summary>
    public bool CanHandle(string taskType) =>
        PreferredTaskTypes.Count == 0 || PreferredTaskTypes.Contains(taskType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives it a task. The task itself and the ticket are other documents: change all three in one change set.</summary>
    /// <exception cref="AgentUnavailableException">It is not available.</exception>
    public Agent AssignTask(AgentTaskId task)
    {
        if (ActiveTasks.Contains(task) && !task.IsUnassigned)
        {
            return this;
        }

        return IsAvailable
            ? this with { ActiveTasks = ActiveTasks.Add(task) }
            : throw new AgentUnavailableException(Key, EnumTexts.AgentStatus.Write(Status), ActiveTasks.Count, MaxConcurrentTasks);
    }

    /// <summary>Takes a task from it; the same agent when it does not have it.</summary>
    public Agent UnassignTask(AgentTaskId task) =>
        ActiveTasks.Contains(task) ? this with { ActiveTasks = ActiveTasks.RemoveAll(existing => existing == task) } : this;

    /// <summary>Takes a task that has ended from it and, when it was completed or failed, counts it.</summary>
    /// <exception cref="ArgumentException">The task belongs to another agent, or has not ended.</exception>
    public Agent FinishTask(AgentTask task, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.AgentId != Id)
        {
            throw new ArgumentException($"{task.Key} was given to {task.AgentId}, not to {Id}.", nameof(task));
        }

        if (!task.IsFinal)
        {
            throw new ArgumentException($"{task.Key} has not ended: it is {EnumTexts.AgentTaskStatus.Write(task.Status)}.", nameof(task));
        }

        var now = Instants.Now(time);
        var counted = task.Status == AgentTaskStatus.Cancelled ? Metrics : Metrics.Count(task, now);
        return UnassignTask(task.Id) with { Metrics = counted, UpdatedAt = now };
    }

    /// <summary>Adds a capability, or replaces the one with the same name in its place.</summary>
    /// <exception cref="ArgumentException">The name is blank, or the confidence is not within 0 to 1.</exception>
    public Agent AddCapability(AgentCapability capability)
    {
        ArgumentNullException.ThrowIfNull(capability);
        ArgumentException.ThrowIfNullOrWhiteSpace(capability.Name);
        if (!(capability.ConfidenceLevel is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(capability), capability.ConfidenceLevel, "The confidence must be within 0 to 1.");
        }

        return this with
        {
            Capabilities = FindCapability(capability.Name) is null
                ? Capabilities.Add(capability)
                : Capabilities.Replace(existing => existing.Name == capability.Name, _ => capability),
        };
    }

    /// <summary>Drops a capability.</summary>
    public Agent RemoveCapability(string name) => this with { Capabilities = Capabilities.RemoveAll(existing => existing.Name == name) };

    /// <summary>The capability with this name; null when there is none.</summary>
    public AgentCapability? FindCapability(string name) => Capabilities.FirstOrDefault(existing => existing.Name == name);

    /// <summary>Changes the status.</summary>
    public Agent UpdateStatus(AgentStatus status, TimeProvider time) => this with { Status = status, UpdatedAt = Instants.Now(time) };

    /// <summary>Notes a sign of life.</summary>
    public Agent Ping(TimeProvider time) => this with { LastSeen = Instants.Now(time) };
}
