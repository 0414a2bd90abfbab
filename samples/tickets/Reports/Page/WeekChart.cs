using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>Two columns a week: how many tickets came, how many were finished.</summary>
internal static class WeekChart
{
    private const double Height = 240;
    private const double WeekWidth = 80;
    private const double ColumnWidth = 28;

    internal static void Write(HtmlWriter html, IReadOnlyList<WeekFigures> weeks)
    {
        var scale = AxisScale.For(weeks.Max(static week => Math.Max(week.Created, week.Finished)));
        var width = weeks.Count * WeekWidth;
        html.Write($"""<figure class="chart"><div class="plotbox"><div class="y" aria-hidden="true">""");
        for (var step = scale.Steps; step >= 0; step--)
        {
            html.Write($"<span>{step * scale.Step}</span>");
        }

        html.Write($"""</div>""");
        html.Write(
            $"""<svg class="plot" viewBox="0 0 {width} {Height}" preserveAspectRatio="none" role="img" aria-label="Tickets created""");
        html.Write($""" and finished in each of the last {weeks.Count} weeks; the numbers are in the table below.">""");
        for (var step = 0; step <= scale.Steps; step++)
        {
            html.Write($"""<path class="grid" d="M0 {Height * step / scale.Steps}H{width}"/>""");
        }

        for (var week = 0; week < weeks.Count; week++)
        {
            Column(week, 0, weeks[week].Created, "c-created");
            Column(week, 1, weeks[week].Finished, "c-finished");
        }

        html.Write($"""</svg><div class="x" aria-hidden="true">""");
        foreach (var week in (WeekFigures[])[weeks[0], weeks[^1]])
        {
            html.Write($"<span>week from {week.FirstDay.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture)}</span>");
        }

        html.Write($"""</div></div><ul class="legend"><li><svg class="key" aria-hidden="true">""");
        html.Write($"""<rect class="c-created" width="100%" height="100%" rx="2"/></svg>Created</li>""");
        html.Write($"""<li><svg class="key" aria-hidden="true"><rect class="c-finished" width="100%" height="100%" rx="2"/>""");
        html.Write($"""</svg>Finished</li></ul>""");
        html.Write($"""<details><summary>Figures</summary><table class="figures"><thead><tr><th scope="col">Week from</th>""");
        html.Write($"""<th scope="col">Created</th><th scope="col">Finished</th></tr></thead><tbody>""");
        foreach (var week in weeks)
        {
            html.Write($"""<tr><th scope="row">{week.FirstDay}</th><td>{week.Created}</td><td>{week.Finished}</td></tr>""");
        }

        html.Write($"</tbody></table></details></figure>\n");

        void Column(int week, int side, int count, string style)
        {
            var height = Height * count / scale.Top;
            var x = (week * WeekWidth) + ((WeekWidth - (2 * ColumnWidth)) / 2) + (side * ColumnWidth);
            html.Write($"""<rect class="{style}" x="{x}" y="{Height - height}" width="{ColumnWidth - 2}" height="{height}"/>""");
        }
    }
}
