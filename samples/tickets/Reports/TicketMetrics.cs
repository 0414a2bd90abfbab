namespace RepoTickets.CommandLine.Reports;

/// <summary>What can be counted about a set of tickets, by the definitions of the Python package's report.</summary>
internal sealed record TicketMetrics
{
    private static readonly (string Name, int UpTo)[] Ages = [("0-2", 2), ("3-7", 7), ("8-28", 28), ("29-90", 90), (">90", int.MaxValue)];

    internal required int Total { get; init; }

    internal required IReadOnlyList<(string Name, int Count)> ByAssignee { get; init; }

    internal required IReadOnlyList<(string Name, int Count)> ByLabel { get; init; }

    internal required IReadOnlyList<(string Name, int Count)> OpenByAge { get; init; }

    internal required int ClosedInWeek { get; init; }

    internal required int ClosedInMonth { get; init; }

    internal required double CompletionRate { get; init; }

    internal required double AverageResolutionDays { get; init; }

    internal required int RiskScore { get; init; }

    internal required double HoursLogged { get; init; }

    internal string RiskLevel => RiskScore < 20 ? "low" : RiskScore < 50 ? "medium" : "high";

    internal static TicketMetrics Of(IReadOnlyCollection<Ticket> tickets, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var open = tickets.Where(static ticket => ticket.IsOpen).ToList();
        var closed = tickets.Where(static ticket => !ticket.IsOpen).ToList();
        return new()
        {
            Total = tickets.Count,
            ByAssignee = Top(open.Select(static ticket => ticket.Assignee ?? "unassigned")),
            ByLabel = Top(tickets.SelectMany(static ticket => ticket.Labels)),
            OpenByAge = [.. Ages.Select(age => (age.Name, open.Count(ticket => BucketOf(ticket.GetAgeDays(time)) == age.Name)))],
            ClosedInWeek = closed.Count(ticket => now - ticket.UpdatedAt <= TimeSpan.FromDays(7)),
            ClosedInMonth = closed.Count(ticket => now - ticket.UpdatedAt <= TimeSpan.FromDays(30)),
            CompletionRate = tickets.Count == 0 ? 0 : 100.0 * closed.Count / tickets.Count,
            AverageResolutionDays = closed.Count == 0 ? 0 : closed.Average(static ticket => Math.Floor((ticket.UpdatedAt - ticket.CreatedAt).TotalDays)),
            RiskScore = RiskOf(open, time),
            HoursLogged = tickets.Sum(ticket => ticket.GetTotalHoursSpent(time)),
        };
    }

    private static int RiskOf(List<Ticket> open, TimeProvider time) => Math.Min(
        100,
        (20 * open.Count(static ticket => ticket.Status == TicketStatus.Blocked)) +
        (15 * open.Count(static ticket => ticket.Priority == TicketPriority.Critical)) +
        (5 * open.Count(ticket => ticket.GetAgeDays(time) > 30)) +
        (3 * open.Count(static ticket => ticket.Assignee is null)) +
        (10 * open.Count(ticket => (ticket.Priority == TicketPriority.Critical || ticket.Priority == TicketPriority.High) && ticket.GetAgeDays(time) > 7)));

    private static string BucketOf(int days) => Ages.First(age => days <= age.UpTo).Name;

    private static List<(string Name, int Count)> Top(IEnumerable<string> names) =>
        [.. names.GroupBy(static name => name, StringComparer.Ordinal).Select(static group => (group.Key, group.Count()))
            .OrderByDescending(static entry => entry.Item2).ThenBy(static entry => entry.Key, StringComparer.Ordinal).Take(10)];
}
