namespace RepoTickets;

public sealed partial record AgentTask
{
    /// <summary>Completed, failed or cancelled: nothing changes any more.</summary>
    public bool IsFinal => Status is AgentTaskStatus.Completed or AgentTaskStatus.Failed or AgentTaskStatus.Cancelled;

    /// <summary>Whole minutes that it took: as noted, or from its start to its end; null when it has not begun or not ended.</summary>
    public int? DurationMinutes =>
        ActualDurationMinutes ?? (StartedAt is { } start && CompletedAt is { } end ? Instants.MinutesBetween(start, end) : null);

    /// <summary>Begins work on an assigned task.</summary>
    /// <exception cref="InvalidTransitionException">It is not assigned.</exception>
    public AgentTask Start(TimeProvider time)
    {
        Require("start", Status == AgentTaskStatus.Assigned);
        return this with { Status = AgentTaskStatus.InProgress, StartedAt = Instants.Now(time) };
    }

    /// <summary>Interrupts a task in progress.</summary>
    /// <exception cref="InvalidTransitionException">It is not in progress.</exception>
    public AgentTask Pause()
    {
        Require("pause", Status == AgentTaskStatus.InProgress);
        return this with { Status = AgentTaskStatus.Paused };
    }

    /// <summary>Goes on with a paused task.</summary>
    /// <exception cref="InvalidTransitionException">It is not paused.</exception>
    public AgentTask Resume()
    {
        Require("resume", Status == AgentTaskStatus.Paused);
        return this with { Status = AgentTaskStatus.InProgress };
    }

    /// <summary>Ends a task in progress with success.</summary>
    /// <exception cref="InvalidTransitionException">It is not in progress.</exception>
    public AgentTask Complete(TimeProvider time, string output = "", ValueList<string>? artifacts = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        Require("complete", Status == AgentTaskStatus.InProgress);
        return End(AgentTaskStatus.Completed, time) with { Output = output, Artifacts = artifacts ?? Artifacts };
    }

    /// <summary>Ends a task that has not ended yet with an error. An agent may also fail a task that it never began.</summary>
    /// <exception cref="InvalidTransitionException">It has ended.</exception>
    public AgentTask Fail(TimeProvider time, string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(errorMessage);
        Require("fail", !IsFinal);
        return End(AgentTaskStatus.Failed, time) with { ErrorMessage = errorMessage };
    }

    /// <summary>Calls a task off that has not ended yet.</summary>
    /// <exception cref="InvalidTransitionException">It has ended.</exception>
    public AgentTask Cancel(TimeProvider time, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(reason);
        Require("cancel", !IsFinal);
        return End(AgentTaskStatus.Cancelled, time) with { ErrorMessage = reason };
    }

    private AgentTask End(AgentTaskStatus status, TimeProvider time)
    {
        var now = Instants.Now(time);
        return this with
        {
            Status = status,
            CompletedAt = now,
            ActualDurationMinutes = StartedAt is { } start ? Instants.MinutesBetween(start, now) : ActualDurationMinutes,
        };
    }

    private void Require(string step, bool legal)
    {
        if (!legal)
        {
            throw new InvalidTransitionException(
                Key, step, EnumTexts.AgentTaskStatus.TryWrite(Status, out var text) ? text : $"{(int)Status}");
        }
    }
}
