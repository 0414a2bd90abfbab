using System.Globalization;
using System.Text;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Reports;

/// <summary>Writes the status into <c>STATUS.md</c>, and into <c>README.md</c> between the Python package's marks.</summary>
internal static class StatusPages
{
    private const string Begin = "## 📊 Project Status";
    private const string End = "<!-- END AUTO-GENERATED STATUS -->";
    private const string Special = "\\`*_{}[]()#+-.!|<>&~";

    /// <returns>The files that were written. A README that is not there is not made.</returns>
    internal static IEnumerable<string> Write(string repository, ProjectStatus status, int days, DateTimeOffset now)
    {
        var section = Section(status, days, now);
        var page = Path.Join(repository, "STATUS.md");
        Replace(page, section);
        yield return page;
        var readme = Path.Join(repository, "README.md");
        if (File.Exists(readme))
        {
            Replace(readme, Insert(File.ReadAllText(readme), section));
            yield return readme;
        }
    }

    /// <summary>In place of the section that is there; else at the end.</summary>
    internal static string Insert(string text, string section)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        if (end < 0)
        {
            return text.TrimEnd('\n') + "\n\n" + section;
        }

        return text[..begin] + section.TrimEnd('\n') + text[(end + End.Length)..];
    }

    private static string Section(ProjectStatus status, int days, DateTimeOffset now)
    {
        var builder = new StringBuilder();
        builder.Append(CultureInfo.InvariantCulture, $"{Begin}\n\n*{now:yyyy-MM-dd}*\n\n| | |\n|---|---:|\n");
        builder.Append(CultureInfo.InvariantCulture, $"| Tickets | {status.Total} |\n| Open | {status.Open} |\n| In progress | {status.InProgress} |\n| Closed | {status.Closed} |\n");
        builder.Append(CultureInfo.InvariantCulture, $"| Critical | {status.CriticalOpen} |\n| High | {status.HighOpen} |\n| Closed in {days} days | {status.RecentlyClosed.Count} |\n");
        builder.Append(CultureInfo.InvariantCulture, $"| Active agents | {status.ActiveAgents} of {status.Agents} |\n| Requirements covered | {status.RequirementsCoverage:0.0}% |\n");
        if (status.RecentlyClosed.Count > 0)
        {
            builder.Append("\nRecently closed:\n\n");
            foreach (var ticket in status.RecentlyClosed.Take(10))
            {
                builder.Append(CultureInfo.InvariantCulture, $"* {ticket.Id}: {Escape(ticket.Title)}\n");
            }
        }

        return builder.Append('\n').Append(End).Append('\n').ToString();
    }

    /// <summary>A title is text: nothing in it is a link, a heading or HTML, or one of the marks.</summary>
    private static string Escape(string title)
    {
        var builder = new StringBuilder();
        foreach (var character in SafeText.Line(title, 200))
        {
            builder.Append(Special.Contains(character, StringComparison.Ordinal) ? "\\" : "").Append(character);
        }

        return builder.ToString();
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
