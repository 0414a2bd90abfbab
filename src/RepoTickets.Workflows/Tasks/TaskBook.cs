using RepoTickets.Workflows.Committing;

namespace RepoTickets.Workflows.Tasks;

/// <summary>
/// Changes tasks, and with each what its agent and its ticket say of it, in one working set. The only place that knows how the three belong
/// together.
/// </summary>
internal sealed class TaskBook(WorkingSet set, TimeProvider time, DateTimeOffset now)
{
    /// <summary>Notes a new task that waits for an agent. The ticket has been read.</summary>
    internal AgentTask Add(TaskRequest request, string placeholder) => Add(request, AgentTaskId.Placeholder(placeholder));

    /// <summary>As the other overload, with an identifier of the caller's choosing.</summary>
    internal AgentTask Add(TaskRequest request, AgentTaskId id)
    {
        var ticket = set.Get<Ticket>(request.TicketId.Key);
        var task = request.ToTask(id);
        set.Create(task);
        set.Update(ticket.AddAgentTask(task.Id));
        return task;
    }

    /// <summary>The agent with one more task; refuses what it cannot take.</summary>
    internal static Agent Accept(Agent agent, AgentTaskId task, string taskType) =>
        agent.CanHandle(taskType)
            ? agent.AssignTask(task)
            : throw new AgentNotSuitableException(agent.Id, taskType, agent.PreferredTaskTypes);

    /// <summary>Gives a waiting task to an agent. Agent and ticket have been read.</summary>
    internal AgentTask Give(AgentTask task, AgentId agentId)
    {
        if (!IsWaiting(task))
        {
            throw new InvalidTransitionException(
                task.Key, "assign", $"{EnumTexts.AgentTaskStatus.Write(task.Status)}, held by {task.AgentId}");
        }

        // All that can be refused comes before the first change: many tasks may share the set.
        var agent = Accept(set.Get<Agent>(agentId.Key), task.Id, task.TaskType);
        var ticket = set.Find<Ticket>(task.TicketId.Key);
        var given = task with { AgentId = agentId, AssignedAt = task.Version.IsNone ? task.AssignedAt : now };
        set.Update(agent);
        set.Update(given);
        if (ticket is not null)
        {
            var noted = ticket.AddAgentTask(task.Id);
            Keep(ticket, noted.AssignedAgent is null ? noted.AssignAgent(agentId) : noted);
        }

        return given;
    }

    /// <summary>Changes a task in a way that its agent and ticket need not know of.</summary>
    internal AgentTask Step(AgentTask task, string step, Func<AgentTask, AgentTask> change)
    {
        if (IsWaiting(task))
        {
            throw new InvalidTransitionException(task.Key, step, "waiting for an agent");
        }

        var changed = change(task);
        set.Update(changed);
        return changed;
    }

    /// <summary>Ends a task: its agent is free of it and it is counted, its ticket no longer lists it.</summary>
    internal async ValueTask<AgentTask> EndAsync(AgentTask ended, CancellationToken cancellationToken)
    {
        set.Update(ended);
        if (await set.FindAsync<Agent>(ended.AgentId.Key, cancellationToken).ConfigureAwait(false) is { } agent)
        {
            set.Update(agent.FinishTask(ended, time));
        }

        await LeaveTicketAsync(ended, stays: false, cancellationToken).ConfigureAwait(false);
        return ended;
    }

    /// <summary>Takes an unfinished task from its agent. What the agent began is forgotten, so that no duration spans two agents.</summary>
    internal async ValueTask<AgentTask> HandBackAsync(AgentTask task, CancellationToken cancellationToken)
    {
        if (task.IsFinal || IsWaiting(task))
        {
            throw new InvalidTransitionException(
                task.Key, "hand back", IsWaiting(task) ? "waiting for an agent" : EnumTexts.AgentTaskStatus.Write(task.Status));
        }

        var waiting = task with { AgentId = TaskHolder.Nobody, Status = AgentTaskStatus.Assigned, StartedAt = null };
        set.Update(waiting);
        if (await set.FindAsync<Agent>(task.AgentId.Key, cancellationToken).ConfigureAwait(false) is { } agent)
        {
            set.Update(agent.UnassignTask(task.Id));
        }

        await LeaveTicketAsync(task, stays: true, cancellationToken).ConfigureAwait(false);
        return waiting;
    }

    internal static bool IsWaiting(AgentTask task) => task.AgentId == TaskHolder.Nobody && task.Status == AgentTaskStatus.Assigned;

    /// <summary>The ticket goes over to the agent of its next unfinished task when the one it names has none of them left.</summary>
    private async ValueTask LeaveTicketAsync(AgentTask task, bool stays, CancellationToken cancellationToken)
    {
        if (await set.FindAsync<Ticket>(task.TicketId.Key, cancellationToken).ConfigureAwait(false) is not { } ticket)
        {
            return;
        }

        var left = stays ? ticket.AddAgentTask(task.Id) : ticket.AgentTasks.Contains(task.Id) ? ticket.RemoveAgentTask(task.Id) : ticket;
        if (left.AssignedAgent == task.AgentId)
        {
            var next = await FindNextAsync(left, task.Id, task.AgentId, cancellationToken).ConfigureAwait(false);
            if (next is not null)
            {
                // Who takes over must still hold that task when this is committed.
                set.Require(next);
            }

            left = next?.AgentId == left.AssignedAgent ? left : left with { AssignedAgent = next?.AgentId };
        }

        Keep(ticket, left);
    }

    /// <summary>
    /// Changes the ticket, or has the commit depend on it: whom it names was decided by looking at it, and somebody else may be about to
    /// decide otherwise by looking at the same task.
    /// </summary>
    private void Keep(Ticket before, Ticket after)
    {
        if (ReferenceEquals(before, after))
        {
            set.Require(before);
        }
        else
        {
            set.Update(after);
        }
    }

    private async ValueTask<AgentTask?> FindNextAsync(
        Ticket ticket, AgentTaskId except, AgentId preferred, CancellationToken cancellationToken)
    {
        AgentTask? first = null;
        foreach (var id in ticket.AgentTasks.Where(id => id != except && id.IsWellFormed))
        {
            var task = await set.FindAsync<AgentTask>(id.Key, cancellationToken).ConfigureAwait(false);
            if (task is null || task.IsFinal || task.AgentId == TaskHolder.Nobody)
            {
                continue;
            }

            if (task.AgentId == preferred)
            {
                return task;
            }

            first ??= task;
        }

        return first;
    }
}
