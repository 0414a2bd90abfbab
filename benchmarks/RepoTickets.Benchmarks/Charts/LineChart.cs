using System.Globalization;

namespace RepoTickets.Benchmarks.Charts;

/// <summary>A curve and what it is called.</summary>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Curves over a common axis, from zero.</summary>
internal static class LineChart
{
    private const int Width = 860;
    private const int Height = 330;
    private const int Left = 70;
    private const int Right = 250;
    private const int Top = 66;
    private const int Bottom = 46;
    private const int Steps = 4;

    internal static string Draw(string title, string note, string axis, IReadOnlyList<Series> series)
    {
        var picture = new Picture(Width, Height, title);
        var highest = Nice(series.Max(static one => one.Points.Max(static point => point.Y)));
        var (first, last) = (series.Min(static one => one.Points[0].X), series.Max(static one => one.Points[^1].X));
        double AtX(double x) => Left + ((x - first) / Math.Max(1e-9, last - first) * (Width - Left - Right));
        double AtY(double y) => Height - Bottom - (y / highest * (Height - Top - Bottom));
        picture.Text(20, 50, note, "small");
        for (var step = 0; step <= Steps; step++)
        {
            var y = AtY(highest * step / Steps);
            picture.Line(Left, y, Width - Right, y, "grid");
            picture.Text(Left - 8, y + 4, Number(highest * step / Steps), "small", "end");
        }

        foreach (var x in Marks(series, first, last))
        {
            picture.Text(AtX(x), Height - Bottom + 18, Number(x), "small", "middle");
        }

        picture.Text(Left + ((Width - Left - Right) / 2.0), Height - 10, axis, "small", "middle");
        for (var i = 0; i < series.Count; i++)
        {
            picture.Curve(series[i].Points.Select(point => (AtX(point.X), AtY(point.Y))), $"c{i}");
            picture.Bar(Width - Right + 24, Top + (i * 24), 12, 12, $"c{i} key");
            picture.Text(Width - Right + 44, Top + (i * 24) + 11, series[i].Name);
        }

        return picture.Write();
    }

    private static IEnumerable<double> Marks(IReadOnlyList<Series> series, double first, double last) => series[0].Points.Count <= 8
        ? series[0].Points.Select(static point => point.X)
        : Enumerable.Range(0, 7).Select(step => first + ((last - first) * step / 6));

    private static double Nice(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-9))));
        return power * Array.Find([1.0, 2, 4, 5, 8, 10], factor => factor * power >= value);
    }

    private static string Number(double value) =>
        value.ToString(value >= 10 || value == Math.Floor(value) ? "#,0" : "0.#", CultureInfo.InvariantCulture);
}
