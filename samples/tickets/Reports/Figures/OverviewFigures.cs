namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>How many tickets there are, and how far they are.</summary>
internal sealed record OverviewFigures
{
    private const int MinutesOfHour = 60;

    internal required int Total { get; init; }

    /// <summary>Neither closed nor cancelled.</summary>
    internal required int Open { get; init; }

    /// <summary>Nobody has begun: the status is exactly <c>open</c>.</summary>
    internal required int NotBegun { get; init; }

    internal required int InProgress { get; init; }

    internal required int Blocked { get; init; }

    internal required int Closed { get; init; }

    internal required int Cancelled { get; init; }

    /// <summary>Different people to whom tickets are assigned.</summary>
    internal required int People { get; init; }

    internal required long StoryPoints { get; init; }

    internal required long StoryPointsClosed { get; init; }

    internal required double HoursEstimated { get; init; }

    internal required double HoursSpent { get; init; }

    /// <summary>Closed tickets in percent of all, cancelled ones included, as the Python package counts.</summary>
    internal double CompletionRate => Percentages.Of(Closed, Total);

    internal static OverviewFigures Of(ReportSource source)
    {
        var tickets = source.Tickets;
        return new()
        {
            Total = tickets.Count,
            Open = tickets.Count(static ticket => ticket.IsOpen),
            NotBegun = Count(tickets, TicketStatus.Open),
            InProgress = Count(tickets, TicketStatus.InProgress),
            Blocked = Count(tickets, TicketStatus.Blocked),
            Closed = Count(tickets, TicketStatus.Closed),
            Cancelled = Count(tickets, TicketStatus.Cancelled),
            People = tickets.Select(static ticket => ticket.Assignee)
                .Where(static name => !string.IsNullOrWhiteSpace(name))
                .Distinct()
                .Count(),
            StoryPoints = tickets.Where(static ticket => ticket.Status != TicketStatus.Cancelled).Sum(Points),
            StoryPointsClosed = tickets.Where(static ticket => ticket.Status == TicketStatus.Closed).Sum(Points),
            HoursEstimated = tickets.Sum(static ticket => Finite(ticket.EstimatedHours)),
            HoursSpent = tickets.Sum(ticket => ticket.TimeLogs.Sum(log => (double)log.GetMinutes(source.Clock)) / MinutesOfHour),
        };
    }

    private static int Count(IReadOnlyList<Ticket> tickets, TicketStatus status) => tickets.Count(ticket => ticket.Status == status);

    private static long Points(Ticket ticket) => ticket.StoryPoints ?? 0;

    private static double Finite(double? hours) => hours is { } known && double.IsFinite(known) ? known : 0;
}
