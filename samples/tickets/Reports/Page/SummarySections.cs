using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>The figures at the top: overview, progress, risk, velocity, requirements.</summary>
internal static class SummarySections
{
    internal static void Write(HtmlWriter html, ReportFigures figures)
    {
        html.Write($"<section id=\"overview\" aria-labelledby=\"overview-title\"><h2 id=\"overview-title\">Overview</h2>\n");
        WriteTiles(html, figures.Overview);
        html.Write($"<div class=\"cards\">\n");
        WriteProgress(html, figures.Overview);
        WriteRisk(html, figures.Risk);
        WriteVelocity(html, figures.Velocity);
        WriteRequirements(html, figures.Requirements);
        html.Write($"</div></section>\n");
    }

    private static void WriteTiles(HtmlWriter html, OverviewFigures overview)
    {
        html.Write($"<dl class=\"tiles\">");
        Tile("Tickets", overview.Total, "");
        Tile("Not begun", overview.NotBegun, "s-open");
        Tile("In progress", overview.InProgress, "s-in-progress");
        Tile("Blocked", overview.Blocked, "s-blocked");
        Tile("Closed", overview.Closed, "s-closed");
        Tile("Cancelled", overview.Cancelled, "s-cancelled");
        Tile("Assignees", overview.People, "");
        html.Write($"</dl>\n");

        void Tile(string name, int value, string style) =>
            html.Write($"<div class=\"tile {style}\"><dt>{name}</dt><dd>{value}</dd></div>");
    }

    private static void WriteProgress(HtmlWriter html, OverviewFigures overview)
    {
        html.Write($"<section class=\"card\"><h3>Progress</h3>");
        html.Write($"<p class=\"headline\">{Share(overview.CompletionRate)} <small>closed</small></p>");
        Bar(html, overview.CompletionRate, "good");
        html.Write($"<dl class=\"rows\">");
        Row(html, "Not ended", Number(overview.Open));
        Row(html, "Story points closed", $"{Number(overview.StoryPointsClosed)} of {Number(overview.StoryPoints)}");
        Row(html, "Hours estimated", Number(overview.HoursEstimated));
        Row(html, "Hours spent", Number(overview.HoursSpent));
        html.Write($"</dl></section>\n");
    }

    private static void WriteRisk(HtmlWriter html, RiskFigures risk)
    {
        var style = risk.Level == "high" ? "bad" : risk.Level == "medium" ? "fair" : "good";
        html.Write($"<section class=\"card\"><h3>Risk</h3>");
        html.Write($"<p class=\"headline\">{risk.Score} <small>of 100</small> <span class=\"badge {style}\">{risk.Level} risk</span>");
        html.Write($"</p>");
        Bar(html, risk.Score, style);
        html.Write($"<dl class=\"rows\">");
        Row(html, "Blocked", Number(risk.Blocked));
        Row(html, "Critical, not ended", Number(risk.CriticalOpen));
        Row(html, "Critical or high for over 7 days", Number(risk.UrgentWaiting));
        Row(html, "Not ended for over 30 days", Number(risk.Stale));
        Row(html, "Not ended, unassigned", Number(risk.Unassigned));
        html.Write($"</dl></section>\n");
    }

    private static void WriteVelocity(HtmlWriter html, VelocityFigures velocity)
    {
        html.Write($"<section class=\"card\"><h3>Velocity</h3>");
        html.Write($"<p class=\"headline\">{velocity.FinishedInWeek} <small>finished in 7 days</small></p><dl class=\"rows\">");
        Row(html, "Finished in 30 days", Number(velocity.FinishedInMonth));
        Row(html, "Average time to finish", velocity.AverageDays is { } days ? $"{Number(days)} days" : "–");
        Row(html, $"Created in {VelocityFigures.Weeks} weeks", Number(velocity.ByWeek.Sum(static week => week.Created)));
        Row(html, $"Finished in {VelocityFigures.Weeks} weeks", Number(velocity.ByWeek.Sum(static week => week.Finished)));
        html.Write($"</dl></section>\n");
    }

    private static void WriteRequirements(HtmlWriter html, RequirementFigures requirements)
    {
        html.Write($"<section class=\"card\"><h3>Requirements coverage</h3>");
        if (requirements.Tickets == 0)
        {
            html.Write($"<p class=\"empty\">No ticket has requirements, stories, scenarios or expected results yet.</p></section>\n");
            return;
        }

        html.Write($"<p class=\"headline\">{(requirements.Requirements == 0 ? "–" : Share(requirements.Coverage))} <small>implemented");
        html.Write($" or verified</small></p>");
        Bar(html, requirements.Coverage, "good");
        html.Write($"<dl class=\"rows\">");
        Row(html, "Requirements covered", $"{Number(requirements.RequirementsCovered)} of {Number(requirements.Requirements)}");
        Row(html, "Scenarios passing", Part(requirements.ScenariosPassing, requirements.Scenarios));
        Row(html, "Expected results verified", Part(requirements.ResultsVerified, requirements.Results));
        Row(html, "Tickets accepted", Part(requirements.TicketsAccepted, requirements.Tickets));
        Row(html, "User stories", $"{Number(requirements.Stories)} ({Number(requirements.StoryPoints)} points)");
        html.Write($"</dl></section>\n");
    }

    private static string Part(int part, int whole) =>
        whole == 0 ? "–" : $"{Number(part)} of {Number(whole)} ({Math.Round(Percentages.Of(part, whole))}%)";

    private static void Row(HtmlWriter html, string name, string value) => html.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static void Bar(HtmlWriter html, double percent, string style)
    {
        html.Write($"<svg class=\"bar wide\" aria-hidden=\"true\" focusable=\"false\">");
        html.Write($"<rect class=\"track\" width=\"100%\" height=\"100%\" rx=\"4\"/>");
        html.Write($"<rect class=\"fill {style}\" width=\"{Math.Clamp(percent, 0, 100)}%\" height=\"100%\" rx=\"4\"/></svg>");
    }

    private static string Share(double percent) => percent.ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
