using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>What happened last, and who waits for whom.</summary>
internal static class ActivitySections
{
    internal static void Write(HtmlWriter html, ReportFigures figures)
    {
        WriteTimeline(html, figures);
        WriteDependencies(html, figures);
    }

    private static void WriteTimeline(HtmlWriter html, ReportFigures figures)
    {
        html.Write($"<section id=\"activity\" aria-labelledby=\"activity-title\"><h2 id=\"activity-title\">Recent activity</h2>");
        html.Write($"<div class=\"card\">");
        if (figures.Timeline.Count == 0)
        {
            html.Write($"<p class=\"empty\">Nothing has happened yet.</p></div></section>\n");
            return;
        }

        html.Write($"<ol class=\"timeline\">\n");
        foreach (var happened in figures.Timeline)
        {
            var at = figures.Source.Local(happened.At);
            html.Write($"<li class=\"t-{happened.Kind}\">");
            html.Write($"<time datetime=\"{at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)}\">");
            html.Write($"{at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}</time>");
            html.Write($"<p>");
            html.Write($"<a href=\"#tickets\" data-ticket=\"{happened.Ticket.Id.Value}\">{happened.Ticket.Id.Value}</a>");
            html.Write($" {Verb(happened.Kind)}");
            if (!string.IsNullOrWhiteSpace(happened.Actor))
            {
                html.Write($" by <bdi>{happened.Actor}</bdi>");
            }

            html.Write($"<span class=\"what\"><bdi>{happened.Ticket.Title,160}</bdi></span></p></li>\n");
        }

        html.Write($"</ol></div></section>\n");
    }

    private static string Verb(string kind) => kind == "journal" ? "journal entry" : kind;

    private static void WriteDependencies(HtmlWriter html, ReportFigures figures)
    {
        var graph = figures.Dependencies;
        html.Write($"<section id=\"dependencies\" aria-labelledby=\"dependencies-title\"><h2 id=\"dependencies-title\">Dependencies</h2>");
        html.Write($"<div class=\"card\">");
        if (graph.TicketsWithDependencies == 0)
        {
            html.Write($"<p class=\"empty\">No open ticket waits for another.</p></div></section>\n");
            return;
        }

        html.Write($"<p class=\"note\">Arrows lead from what must be done first to what waits for it. ");
        html.Write($"{graph.TicketsWithDependencies} tickets depend on others or hold them");
        html.Write($" up{(graph.Shown < graph.TicketsWithDependencies ? $"; {graph.Shown} of them are shown" : "")}.");
        if (graph.Cycles > 0)
        {
            html.Write($" <strong class=\"alarm\">{graph.Cycles} {(graph.Cycles == 1 ? "cycle" : "cycles")}: these tickets wait for each");
            html.Write($" other and none can begin.</strong>");
        }

        html.Write($"</p><div class=\"graphs\">\n");
        for (var i = 0; i < graph.Components.Count; i++)
        {
            GraphDrawing.Write(html, graph.Components[i], i + 1);
        }

        html.Write($"</div></div></section>\n");
    }
}
