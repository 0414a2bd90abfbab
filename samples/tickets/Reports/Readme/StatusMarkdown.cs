using System.Globalization;
using System.Text;

namespace RepoTickets.CommandLine.Reports.Readme;

/// <summary>
/// The status as Markdown: a short section for the README, a page of its own for <c>STATUS.md</c>. Of the time only the day is told, so
/// that a file in git changes once a day at most when nothing else does.
/// </summary>
internal static class StatusMarkdown
{
    private const int MostInSection = 5;
    private const int MostInPage = 50;

    /// <summary>From heading through end mark.</summary>
    internal static string Section(ProjectStatus status, int days, DateOnly today)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{StatusSection.Heading}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"*As of {today:yyyy-MM-dd}.*\n\n");
        WriteFigures(text, status, days);
        WriteClosed(text, status, days, MostInSection);
        return text.Append(CultureInfo.InvariantCulture, $"\n{StatusSection.EndMark}\n").ToString();
    }

    /// <summary>The whole file.</summary>
    internal static string Page(string project, ProjectStatus status, int days, DateOnly today)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Status of {MarkdownText.Escape(project)}\n\n*As of {today:yyyy-MM-dd}.*\n\n");
        WriteFigures(text, status, days);
        text.Append("\n## Requirements and tests\n\n| | |\n|---|---:|\n");
        Row(text, "Tickets with requirements", status.TicketsWithRequirements);
        Row(text, "Requirements", status.Requirements);
        Row(text, "Requirements covered", Percent(status.RequirementsCoverage));
        Row(text, "User stories", status.Stories);
        Row(text, "Story points of user stories", status.StoryPoints);
        Row(text, "Scenarios", status.Scenarios);
        Row(text, "Scenarios passing", Percent(status.TestPassRate));
        Row(text, "Expected results", status.ExpectedResults);
        Row(text, "Tickets whose acceptance criteria are met", status.AcceptanceMet);
        text.Append("\n## Agents\n\n| | |\n|---|---:|\n");
        Row(text, "Agents", status.Agents);
        Row(text, "Active agents", status.ActiveAgents);
        Row(text, "Tasks", status.Tasks);
        Row(text, "Tasks under way", status.ActiveTasks);
        WriteClosed(text, status, days, MostInPage);
        return text.ToString();
    }

    private static void WriteFigures(StringBuilder text, ProjectStatus status, int days)
    {
        text.Append("| | |\n|---|---:|\n");
        Row(text, "Tickets", status.Total);
        Row(text, "Open", status.Open);
        Row(text, "In progress", status.InProgress);
        Row(text, "Closed", status.Closed);
        Row(text, "Critical, not ended", status.CriticalOpen);
        Row(text, "High, not ended", status.HighOpen);
        Row(text, $"Closed in {days} {(days == 1 ? "day" : "days")}", status.RecentlyClosed.Count);
    }

    private static void WriteClosed(StringBuilder text, ProjectStatus status, int days, int most)
    {
        if (status.RecentlyClosed.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n**Closed in the last {(days == 1 ? "day" : $"{days} days")}**\n\n");
        foreach (var ticket in status.RecentlyClosed.Take(most))
        {
            text.Append(CultureInfo.InvariantCulture, $"* {MarkdownText.Escape(ticket.Id.Value)}: {MarkdownText.Escape(ticket.Title)}\n");
        }

        if (status.RecentlyClosed.Count > most)
        {
            text.Append(CultureInfo.InvariantCulture, $"* and {status.RecentlyClosed.Count - most} more\n");
        }
    }

    private static void Row(StringBuilder text, string name, long value) => Row(text, name, value.ToString(CultureInfo.InvariantCulture));

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");

    private static string Percent(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
