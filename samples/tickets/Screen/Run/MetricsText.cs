using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>The figures as a page: project, time, risk, and what <c>tickets metrics</c> says besides.</summary>
internal sealed class MetricsText(TextWriter output)
{
    internal void Write(TicketMetrics metrics, IReadOnlyCollection<Ticket> tickets)
    {
        Head("Project");
        var (total, left) = (metrics.Overview.Total, metrics.Overview.Open);
        Line("Tickets", $"{total} ({left} not ended, {total - left} ended)");
        Line("Completion", Texts.Share(metrics.Overview.CompletionRate));
        Line("Ended", $"{metrics.Velocity.FinishedInWeek} in 7 days, {metrics.Velocity.FinishedInMonth} in 30 days");
        Line("Average resolution", Texts.Number(metrics.AverageResolutionDays) + " days");
        Head("Time");
        Line("Logged", Texts.Hours(metrics.Overview.HoursSpent));
        Line("Estimated", Texts.Hours(metrics.Overview.HoursEstimated));
        Line("Remaining", Texts.Hours(Math.Max(0, metrics.Overview.HoursEstimated - metrics.Overview.HoursSpent)));
        Line("Running sessions", Texts.Number(tickets.Count(static ticket => ticket.ActiveTimeLog is not null)));
        Head("Risk");
        Line("Score", $"{metrics.Risk.Score} of 100 ({metrics.Risk.Level})");
        Line("Blocked", Texts.Number(metrics.Risk.Blocked));
        Line("Critical, not ended", Texts.Number(metrics.Risk.CriticalOpen));
        Counts("Not ended, by age in days", metrics.OpenByAge);
        Counts("Not ended, by assignee", metrics.ByAssignee);
        Counts("Labels", metrics.ByLabel);
    }

    private void Counts(string head, IReadOnlyList<Share> counts)
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
