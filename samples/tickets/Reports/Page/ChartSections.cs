using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>Burndown and cumulative flow, and how tickets spread.</summary>
internal static class ChartSections
{
    internal static void Write(HtmlWriter html, ReportFigures figures)
    {
        var flow = figures.Flow;
        var days = flow.Days.Select(static day => day.Day).ToList();
        html.Write($"<section id=\"flow\" aria-labelledby=\"flow-title\"><h2 id=\"flow-title\">Flow over {figures.Source.Days} days</h2>");
        html.Write($"<div class=\"cards wide\">\n");
        html.Write($"<section class=\"card\"><h3>Burndown</h3><p class=\"note\">{Sentence(flow),300}</p>");
        new TimeChart(html, "burndown", days).WriteLine(
            $"Tickets left to do: {flow.Days[0].Left} at the first day, {flow.Days[^1].Left} now.",
            new("Tickets left", "c-left", [.. flow.Days.Select(static day => (long)day.Left)]));
        html.Write($"</section>\n<section class=\"card\"><h3>Cumulative flow</h3>");
        html.Write($"<p class=\"note\">All tickets, by where they stood at the end of each day.</p>");
        new TimeChart(html, "flow-chart", days).WriteStacked(
            "Tickets by status at the end of each day, stacked: finished, blocked, in progress and open.",
            [
                new("Finished", "s-closed", [.. flow.Days.Select(static day => (long)day.Finished)]),
                new("Blocked", "s-blocked", [.. flow.Days.Select(static day => (long)day.Blocked)]),
                new("In progress", "s-in-progress", [.. flow.Days.Select(static day => (long)day.InProgress)]),
                new("Open", "s-open", [.. flow.Days.Select(static day => (long)day.Open)]),
            ]);
        html.Write($"</section>\n");
        if (flow.Days.Any(static day => day.PointsLeft > 0))
        {
            html.Write($"<section class=\"card\"><h3>Story points left</h3>");
            new TimeChart(html, "points", days).WriteLine(
                $"Story points left to do: {flow.Days[0].PointsLeft} at the first day, {flow.Days[^1].PointsLeft} now.",
                new("Story points left", "c-points", [.. flow.Days.Select(static day => day.PointsLeft)]));
            html.Write($"</section>\n");
        }

        html.Write($"<section class=\"card\"><h3>Created and finished, by week</h3>");
        WeekChart.Write(html, figures.Velocity.ByWeek);
        html.Write($"</section></div></section>\n");
        WriteSpread(html, figures);
    }

    private static void WriteSpread(HtmlWriter html, ReportFigures figures)
    {
        html.Write($"<section id=\"spread\" aria-labelledby=\"spread-title\"><h2 id=\"spread-title\">Breakdown</h2>");
        html.Write($"<div class=\"cards three\">\n");
        BarChart.Write(html, "Status", figures.Statuses, Badges.StatusClass);
        BarChart.Write(html, "Not ended, by priority", figures.Priorities, Badges.PriorityClass);
        BarChart.Write(html, "Not ended, by age", figures.OpenByAge, static _ => "c-left");
        html.Write($"</div><div class=\"cards wide\">\n");
        BarChart.Write(
            html, "Not ended, by assignee", figures.Assignees, static name => name == Distributions.Nobody ? "s-cancelled" : "c-left");
        BarChart.Write(html, "Labels", figures.Labels, static _ => "c-points", figures.Overview.Total);
        html.Write($"</div></section>\n");
    }

    private static string Sentence(FlowFigures flow)
    {
        var left = flow.Days[^1].Left;
        var change = flow.Change == 0
            ? $"as many as {flow.Days.Count - 1} days ago"
            : $"{Number(Math.Abs(flow.Change))} {(flow.Change < 0 ? "fewer" : "more")} than {flow.Days.Count - 1} days ago";
        var forecast = flow.Forecast is { } day
            ? $" At this pace, nothing is left by {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}."
            : "";
        return $"{Number(left)} {(left == 1 ? "ticket" : "tickets")} left to do, {change}.{forecast}";
    }

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
