namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>
/// Which status a ticket had when. The files keep only the present one; the feed knows what was changed since its oldest commit. Where
/// nothing is known, a finished ticket counts as open until its last update, as the Python package counts it, and any other as having
/// always had its status.
/// </summary>
internal sealed class TicketHistory
{
    private readonly Step[] _steps;

    private TicketHistory(Ticket ticket, Step[] steps)
    {
        Ticket = ticket;
        _steps = steps;
        FinishedAt = ticket.IsOpen ? null : LastFinish();
    }

    internal Ticket Ticket { get; }

    /// <summary>When it was closed or cancelled; null while it is open.</summary>
    internal DateTimeOffset? FinishedAt { get; }

    /// <summary>The status at an instant; null before it was created.</summary>
    internal TicketStatus? At(DateTimeOffset instant)
    {
        TicketStatus? status = null;
        foreach (var step in _steps)
        {
            if (step.From > instant)
            {
                break;
            }

            status = step.Status;
        }

        return status;
    }

    internal static IReadOnlyList<TicketHistory> All(ReportSource source)
    {
        var changes = source.StatusChanges.ToLookup(static change => change.Ticket);
        return [.. source.Tickets.Select(ticket => Of(ticket, [.. changes[ticket.Id].OrderBy(static change => change.At)]))];
    }

    private static TicketHistory Of(Ticket ticket, StatusChange[] changes)
    {
        var steps = new List<Step>(changes.Length + 2)
        {
            new(ticket.CreatedAt, changes.Length > 0 ? changes[0].From : ticket.IsOpen ? ticket.Status : TicketStatus.Open),
        };
        foreach (var change in changes)
        {
            steps.Add(new(Later(change.At, ticket.CreatedAt), change.To));
        }

        if (steps[^1].Status != ticket.Status)
        {
            // The change itself is not known any more, or was never a commit.
            steps.Add(new(Later(ticket.UpdatedAt, steps[^1].From), ticket.Status));
        }

        return new(ticket, [.. steps]);
    }

    private DateTimeOffset LastFinish()
    {
        var at = _steps[^1].From;
        for (var i = _steps.Length - 1; i >= 0 && !_steps[i].Status.IsOpen; i--)
        {
            at = _steps[i].From;
        }

        return at;
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private readonly record struct Step(DateTimeOffset From, TicketStatus Status);
}
