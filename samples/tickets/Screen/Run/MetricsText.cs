using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>The figures as a page: project, time, risk, and what <c>tickets metrics</c> says besides.</summary>
internal sealed class MetricsText(TextWriter output)
{
    internal void Write(TicketMetrics metrics, IReadOnlyCollection<Ticket> tickets)
    {
        var open = tickets.Where(static ticket => ticket.IsOpen).ToList();
        var estimated = tickets.Sum(static ticket => ticket.EstimatedHours ?? 0);
        Head("Project");
        Line("Tickets", $"{metrics.Total} ({open.Count} open, {metrics.Total - open.Count} closed)");
        Line("Completion", Texts.Share(metrics.CompletionRate));
        Line("Closed", $"{metrics.ClosedInWeek} in 7 days, {metrics.ClosedInMonth} in 30 days");
        Line("Average resolution", Texts.Number(metrics.AverageResolutionDays) + " days");
        Head("Time");
        Line("Logged", Texts.Hours(metrics.HoursLogged));
        Line("Estimated", Texts.Hours(estimated));
        Line("Remaining", Texts.Hours(Math.Max(0, estimated - metrics.HoursLogged)));
        Line("Running sessions", Texts.Number(tickets.Count(static ticket => ticket.ActiveTimeLog is not null)));
        Head("Risk");
        Line("Score", $"{metrics.RiskScore} of 100 ({metrics.RiskLevel})");
        Line("Blocked", Texts.Number(open.Count(static ticket => ticket.Status == TicketStatus.Blocked)));
        Line("Critical", Texts.Number(open.Count(static ticket => ticket.Priority == TicketPriority.Critical)));
        Counts("Open tickets by age in days", metrics.OpenByAge);
        Counts("Open tickets by assignee", metrics.ByAssignee);
        Counts("Labels", metrics.ByLabel);
    }

    private void Counts(string head, IReadOnlyList<(string Name, int Count)> counts)
    {
        Head(head);
        foreach (var (name, count) in counts)
        {
            Line(name, Texts.Number(count));
        }
    }

    private void Head(string text) => output.Write($"\n{text}\n");

    private void Line(string name, string value) => output.Write($"  {SafeText.Line(name, 100)}: {value}\n");
}
