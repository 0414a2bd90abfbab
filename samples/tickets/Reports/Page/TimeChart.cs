using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports.Page;

/// <summary>One line or band of a chart.</summary>
internal sealed record Series(string Name, string Style, IReadOnlyList<long> Values);

/// <summary>
/// Values over days: stacked bands, or a line over its area. The drawing stretches to the width that it has, the texts of the axes do not,
/// because they are HTML beside it. The same numbers stand in a table, for those who cannot see the drawing and for the script that reads
/// values out.
/// </summary>
internal sealed class TimeChart(HtmlWriter html, string id, IReadOnlyList<DateOnly> days)
{
    private const double Width = 1000;
    private const double Height = 240;
    private const int MostDates = 4;

    /// <summary>Bands on top of each other, the first at the bottom.</summary>
    internal void WriteStacked(string description, IReadOnlyList<Series> series)
    {
        var totals = days.Select((_, day) => series.Sum(one => one.Values[day])).ToArray();
        Write(description, series, AxisScale.For(totals.Max()), scale =>
        {
            var below = new long[days.Count];
            foreach (var one in series)
            {
                var above = below.Select((value, day) => value + one.Values[day]).ToArray();
                html.Write(
                    $"""<path class="band {one.Style}" d="M{Points(above, scale, 'L')}L{Points(below, scale, 'L', backwards: true)}Z"/>""");
                below = above;
            }
        });
    }

    /// <summary>One line over its area.</summary>
    internal void WriteLine(string description, Series series) =>
        Write(description, [series], AxisScale.For(series.Values.Max()), scale =>
        {
            var points = Points(series.Values, scale, 'L');
            html.Write($"""<path class="area {series.Style}" d="M0 {Height}L{points}L{Width} {Height}Z"/>""");
            html.Write($"""<path class="line {series.Style}" d="M{points}"/>""");
        });

    private void Write(string description, IReadOnlyList<Series> series, AxisScale scale, Action<AxisScale> draw)
    {
        html.Write($"""<figure class="chart" data-chart="{id}"><div class="plotbox"><div class="y" aria-hidden="true">""");
        for (var step = scale.Steps; step >= 0; step--)
        {
            html.Write($"<span>{step * scale.Step}</span>");
        }

        html.Write($"""</div><svg class="plot" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" """);
        html.Write($"""role="img" aria-label="{description,400}">""");
        for (var step = 0; step <= scale.Steps; step++)
        {
            var y = Height * step / scale.Steps;
            html.Write($"""<path class="grid" d="M0 {y}H{Width}"/>""");
        }

        draw(scale);
        html.Write($"""<path class="cursor" d="M-9 0V{Height}"/></svg>""");
        WriteDates();
        html.Write($"</div>");
        if (series.Count > 1)
        {
            html.Write($"""<ul class="legend">""");
            foreach (var one in series.Reverse())
            {
                html.Write($"""<li><svg class="key" aria-hidden="true"><rect class="{one.Style}" width="100%" height="100%" rx="2"/>""");
                html.Write($"""</svg>{one.Name}</li>""");
            }

            html.Write($"</ul>");
        }

        html.Write($"""<figcaption class="readout" aria-hidden="true"></figcaption>""");
        WriteTable(series);
        html.Write($"</figure>\n");
    }

    private void WriteDates()
    {
        html.Write($"""<div class="x" aria-hidden="true">""");
        var last = days.Count - 1;
        var shown = Math.Min(MostDates, days.Count);
        for (var i = 0; i < shown; i++)
        {
            var day = days[shown == 1 ? 0 : i * last / (shown - 1)];
            html.Write($"<span>{day.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture)}</span>");
        }

        html.Write($"</div>");
    }

    private void WriteTable(IReadOnlyList<Series> series)
    {
        html.Write($"""<details><summary>Figures</summary>""");
        html.Write(
            $"""<div class="scroll" tabindex="0" role="group" aria-label="Figures of this chart"><table class="figures"><thead><tr>""");
        html.Write($"""<th scope="col">Day</th>""");
        foreach (var one in series)
        {
            html.Write($"""<th scope="col">{one.Name}</th>""");
        }

        html.Write($"</tr></thead><tbody>");
        for (var day = 0; day < days.Count; day++)
        {
            html.Write($"""<tr><th scope="row">{days[day]}</th>""");
            foreach (var one in series)
            {
                html.Write($"<td>{one.Values[day]}</td>");
            }

            html.Write($"</tr>");
        }

        html.Write($"</tbody></table></div></details>");
    }

    private Markup Points(IReadOnlyList<long> values, AxisScale scale, char joint, bool backwards = false)
    {
        var points = values.Select((value, day) =>
            $"{Markup.Number(values.Count == 1 ? Width : Width * day / (values.Count - 1))} " +
            $"{Markup.Number(Height - (Height * value / scale.Top))}");
        return new(string.Join(joint, backwards ? points.Reverse() : points));
    }
}
