using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// The whole report as one HTML page that needs nothing else: style, script and data stand in it, and its policy forbids everything that
/// comes from elsewhere. The same figures always give the same bytes.
/// </summary>
internal static class ReportPage
{
    private static readonly (string Id, string Name)[] Sections =
    [
        ("overview", "Overview"), ("flow", "Flow"), ("spread", "Breakdown"), ("activity", "Activity"), ("dependencies", "Dependencies"),
        ("tickets", "Tickets"),
    ];

    internal static string Write(ReportFigures figures)
    {
        var html = new HtmlWriter();
        var source = figures.Source;
        WriteHead(html, source);
        WriteHeader(html, source);
        html.Write($"<main id=\"main\">\n");
        WriteFaults(html, source);
        SummarySections.Write(html, figures);
        if (source.Tickets.Count > 0)
        {
            ChartSections.Write(html, figures);
            ActivitySections.Write(html, figures);
        }

        TicketSection.Write(html, figures);
        html.Write($"</main>\n<footer>");
        html.Write($"<p>Made by the tickets command line. Closed and cancelled tickets are counted as finished on the day of that");
        html.Write($" change ");
        html.Write($"where the history of this clone still has it, else on the day of their last change.</p></footer>\n");
        html.Write($"<script>{PageAssets.Shared.Script}</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void WriteHead(HtmlWriter html, ReportSource source)
    {
        html.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{new Markup(PageAssets.Shared.Policy)}\">\n");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\"");
        html.Write($" content=\"light dark\">\n");
        html.Write($"<meta name=\"referrer\" content=\"no-referrer\">\n<title>{source.Project} – ticket report</title>\n");
        html.Write($"<style>{PageAssets.Shared.Style}</style>\n</head>\n<body>\n");
    }

    private static void WriteHeader(HtmlWriter html, ReportSource source)
    {
        var made = source.Local(source.Now);
        html.Write($"<a class=\"skip\" href=\"#tickets\">Skip to the list of tickets</a>\n<header class=\"top\"><div class=\"heading\">");
        html.Write($"<p class=\"kicker\">Ticket report</p><h1><bdi>{source.Project}</bdi></h1><p class=\"meta\">");
        if (source.Branch.Length > 0)
        {
            html.Write($"Branch <bdi>{source.Branch}</bdi> · ");
        }

        html.Write($"<time datetime=\"{made.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)}\">");
        html.Write($"{made.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)}</time></p></div>\n");
        html.Write($"<button type=\"button\" id=\"theme\" hidden>Theme: <span>system</span></button>\n");
        WriteNavigation(html, source.Tickets.Count > 0 ? Sections : [Sections[0], Sections[^1]]);
    }

    private static void WriteNavigation(HtmlWriter html, ReadOnlySpan<(string Id, string Name)> sections)
    {
        html.Write($"<nav aria-label=\"Sections\"><ul>");
        foreach (var (id, name) in sections)
        {
            html.Write($"<li><a href=\"#{id}\">{name}</a></li>");
        }

        html.Write($"</ul></nav></header>\n");
    }

    private static void WriteFaults(HtmlWriter html, ReportSource source)
    {
        if (source.Faults.Count == 0)
        {
            return;
        }

        html.Write($"<section class=\"card warning\" aria-label=\"Warning\">");
        html.Write($"<h2>{source.Faults.Count} {(source.Faults.Count == 1 ? "file" : "files")} could not be read</h2>");
        html.Write($"<p>The figures are without them. <code>tickets verify</code> says what is wrong.</p><ul>");
        foreach (var fault in source.Faults.Take(5))
        {
            html.Write($"<li><code>{fault.Path,200}</code>: {fault.Message,300}</li>");
        }

        html.Write($"</ul></section>\n");
    }
}
