namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>What stands in the way, weighed as the Python package weighs it: a score from 0 to 100.</summary>
internal sealed record RiskFigures
{
    internal const int StaleDays = 30;
    internal const int UrgentDays = 7;
    internal const int BlockedWeight = 20;
    internal const int CriticalWeight = 15;
    internal const int StaleWeight = 5;
    internal const int UnassignedWeight = 3;
    internal const int UrgentWeight = 10;
    private const int HighestScore = 100;
    private const int MediumFrom = 20;
    private const int HighFrom = 50;

    internal required int Blocked { get; init; }

    /// <summary>Open tickets of the highest priority, <c>critical</c>.</summary>
    internal required int CriticalOpen { get; init; }

    /// <summary>Open for more than <see cref="StaleDays"/> days.</summary>
    internal required int Stale { get; init; }

    internal required int Unassigned { get; init; }

    /// <summary>Critical or high, and open for more than <see cref="UrgentDays"/> days.</summary>
    internal required int UrgentWaiting { get; init; }

    internal int Score => (int)Math.Min(HighestScore,
        ((long)BlockedWeight * Blocked) + ((long)CriticalWeight * CriticalOpen) + ((long)StaleWeight * Stale) +
        ((long)UnassignedWeight * Unassigned) + ((long)UrgentWeight * UrgentWaiting));

    internal string Level => Score < MediumFrom ? "low" : Score < HighFrom ? "medium" : "high";

    internal static RiskFigures Of(ReportSource source)
    {
        var open = source.Tickets.Where(static ticket => ticket.IsOpen).ToList();
        var clock = source.Clock;
        return new()
        {
            Blocked = open.Count(static ticket => ticket.Status == TicketStatus.Blocked),
            CriticalOpen = open.Count(static ticket => ticket.Priority == TicketPriority.Critical),
            Stale = open.Count(ticket => Ages.DaysOf(ticket, clock) > StaleDays),
            Unassigned = open.Count(static ticket => string.IsNullOrWhiteSpace(ticket.Assignee)),
            UrgentWaiting = open.Count(ticket => IsUrgent(ticket) && Ages.DaysOf(ticket, clock) > UrgentDays),
        };
    }

    internal static bool IsUrgent(Ticket ticket) => ticket.Priority == TicketPriority.Critical || ticket.Priority == TicketPriority.High;
}
