namespace RepoTickets;

public sealed partial record Ticket
{
    /// <summary>Adds labels that it does not have yet.</summary>
    public Ticket AddLabels(params IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return this with { Labels = [.. Labels, .. labels] };
    }

    /// <summary>Drops labels.</summary>
    public Ticket RemoveLabels(params IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var dropped = labels.Select(static label => label.Trim()).ToHashSet(StringComparer.Ordinal);
        return this with { Labels = Labels.RemoveAll(dropped.Contains) };
    }

    /// <summary>Names the agent that works on it.</summary>
    public Ticket AssignAgent(AgentId agent) => this with { AssignedAgent = agent };

    /// <summary>No agent works on it any longer.</summary>
    public Ticket UnassignAgent() => this with { AssignedAgent = null };

    /// <summary>Notes a task; once only.</summary>
    public Ticket AddAgentTask(AgentTaskId task) => AgentTasks.Contains(task) ? this : this with { AgentTasks = AgentTasks.Add(task) };

    /// <summary>Drops a task.</summary>
    public Ticket RemoveAgentTask(AgentTaskId task) => this with { AgentTasks = AgentTasks.RemoveAll(existing => existing == task) };

    /// <summary>Makes it part of an epic. The epic's own list is another document: change both in one change set.</summary>
    public Ticket AssignToEpic(EpicId epic) => this with { EpicId = epic };

    /// <summary>It is no longer part of an epic.</summary>
    public Ticket RemoveFromEpic() => this with { EpicId = null };

    /// <summary>Notes a ticket that is part of this one; once only. The other ticket's parent is another document.</summary>
    /// <exception cref="ArgumentException">It is this ticket itself.</exception>
    public Ticket AddChildTicket(TicketId child)
    {
        ThrowIfSelf(child, nameof(child));
        return ChildTicketIds.Contains(child) ? this : this with { ChildTicketIds = ChildTicketIds.Add(child) };
    }

    /// <summary>Drops a ticket that was part of this one.</summary>
    public Ticket RemoveChildTicket(TicketId child) =>
        this with { ChildTicketIds = ChildTicketIds.RemoveAll(existing => existing == child) };

    /// <summary>Makes it part of another ticket. The other ticket's list is another document.</summary>
    /// <exception cref="ArgumentException">It is this ticket itself.</exception>
    public Ticket SetParentTicket(TicketId parent)
    {
        ThrowIfSelf(parent, nameof(parent));
        return this with { ParentTicketId = parent };
    }

    /// <summary>It is no longer part of another ticket.</summary>
    public Ticket RemoveParentTicket() => this with { ParentTicketId = null };

    private void ThrowIfSelf(TicketId other, string parameter)
    {
        if (other == Id && !Id.IsUnassigned)
        {
            throw new ArgumentException($"{Key} cannot be a part of itself.", parameter);
        }
    }
}
