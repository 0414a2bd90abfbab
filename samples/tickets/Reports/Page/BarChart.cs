using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>
/// Names with bars, one below the other. The texts are HTML, so they keep their size at every width; only the bars are drawn.
/// </summary>
internal static class BarChart
{
    /// <param name="html">Where it is written.</param>
    /// <param name="title">What the bars count.</param>
    /// <param name="shares">The bars.</param>
    /// <param name="styleOf">The class that colours a bar.</param>
    /// <param name="whole">What a bar's percentage is of; without it, of all bars together.</param>
    internal static void Write(HtmlWriter html, string title, IReadOnlyList<Share> shares, Func<string, string> styleOf, int? whole = null)
    {
        html.Write($"""<section class="card"><h3>{title}</h3>""");
        var most = shares.Count == 0 ? 0 : shares.Max(static share => share.Count);
        if (most == 0)
        {
            html.Write($"""<p class="empty">Nothing to show.</p></section>""");
            html.Write($"\n");
            return;
        }

        var total = whole ?? shares.Sum(static share => share.Count);
        html.Write($"""<ul class="bars">""");
        foreach (var share in shares)
        {
            html.Write($"""<li><span class="name" title="{share.Name}"><bdi>{share.Name}</bdi></span>""");
            html.Write($"""<svg class="bar" aria-hidden="true" focusable="false">""");
            html.Write($"""<rect class="track" width="100%" height="100%" rx="3"/>""");
            html.Write($"""<rect class="{styleOf(share.Name)}" width="{100.0 * share.Count / most}%" height="100%" rx="3"/></svg>""");
            html.Write($"""<span class="value">{share.Count} <small>{Math.Round(100.0 * share.Count / total)}%</small></span></li>""");
        }

        html.Write($"</ul></section>\n");
    }
}
