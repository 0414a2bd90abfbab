namespace RepoTickets;

public sealed partial record Epic
{
    /// <summary>Adds a ticket; once only. The ticket's own epic is another document: change both in one change set.</summary>
    public Epic AddTicket(TicketId ticket) => TicketIds.Contains(ticket) ? this : this with { TicketIds = TicketIds.Add(ticket) };

    /// <summary>Drops a ticket.</summary>
    public Epic RemoveTicket(TicketId ticket) => this with { TicketIds = TicketIds.RemoveAll(existing => existing == ticket) };

    /// <summary>Adds a goal; once only, without blanks around it.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public Epic AddGoal(string goal)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(goal);
        return Goals.Contains(goal.Trim()) ? this : this with { Goals = Goals.Add(goal.Trim()) };
    }

    /// <summary>Adds a criterion of success; once only, without blanks around it.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public Epic AddSuccessCriterion(string criterion)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(criterion);
        return SuccessCriteria.Contains(criterion.Trim()) ? this : this with { SuccessCriteria = SuccessCriteria.Add(criterion.Trim()) };
    }

    /// <summary>Marks it as completed, now.</summary>
    public Epic Complete(TimeProvider time)
    {
        var now = Instants.Now(time);
        return this with { Status = EpicStatus.Completed, CompletedDate = now, UpdatedAt = now };
    }

    /// <summary>Whole days since it was created; 0 when that is not known.</summary>
    public int GetAgeDays(TimeProvider time) => Instants.DaysBetween(CreatedAt, Instants.Now(time));

    /// <summary>The target date is past, and it is neither completed nor cancelled.</summary>
    public bool IsOverdue(TimeProvider time) =>
        TargetDate < Instants.Now(time) && Status is not (EpicStatus.Completed or EpicStatus.Cancelled);

    /// <summary>
    /// How far its tickets are. Counted are those that its list names or that name it; others are passed over, cancelled ones are left out
    /// of both sides, because work that is called off is neither done nor to be done.
    /// </summary>
    public EpicProgress GetProgress(IEnumerable<Ticket> tickets)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        var named = TicketIds.ToHashSet();
        var progress = new EpicProgress(0, 0, 0, 0);
        foreach (var ticket in tickets)
        {
            var belongs = named.Contains(ticket.Id) || (!Id.IsUnassigned && ticket.EpicId == Id);
            if (!belongs || ticket.Status == TicketStatus.Cancelled)
            {
                continue;
            }

            var points = ticket.StoryPoints ?? 0;
            var closed = !ticket.IsOpen;
            progress = new(
                progress.Tickets + 1,
                progress.ClosedTickets + (closed ? 1 : 0),
                progress.StoryPoints + points,
                progress.ClosedStoryPoints + (closed ? points : 0));
        }

        return progress;
    }
}

/// <summary>How far an epic's tickets are.</summary>
/// <param name="Tickets">Tickets that are not cancelled.</param>
/// <param name="ClosedTickets">Those of them that are closed.</param>
/// <param name="StoryPoints">Their story points together.</param>
/// <param name="ClosedStoryPoints">The story points of the closed ones.</param>
public sealed record EpicProgress(int Tickets, int ClosedTickets, long StoryPoints, long ClosedStoryPoints)
{
    /// <summary>The share of closed tickets, 0 to 1; 0 without tickets.</summary>
    public double TicketShare => Tickets == 0 ? 0 : (double)ClosedTickets / Tickets;

    /// <summary>The share of closed story points, 0 to 1; 0 without story points.</summary>
    public double StoryPointShare => StoryPoints == 0 ? 0 : (double)ClosedStoryPoints / StoryPoints;
}
