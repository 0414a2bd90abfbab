using RepoTickets.Benchmarks.Results;
using RepoTickets.Benchmarks.Summary;

namespace RepoTickets.Benchmarks.Charts;

/// <summary>How many times faster than its baseline each operation is, and where its goal lies; a scale of powers of ten.</summary>
internal static class RatioChart
{
    private const int Width = 860;
    private const int Left = 420;
    private const int Right = 90;
    private const int Row = 34;
    private const int Top = 66;

    internal static string Draw(string title, IReadOnlyList<SummaryRow> rows)
    {
        var bottom = Top + (rows.Count * Row);
        var picture = new Picture(Width, bottom + 34, title);
        var decades = Math.Max(1, (int)Math.Ceiling(rows.Max(static row => Math.Log10(Math.Max(row.Ratio, row.GoalRatio)))));
        double At(double ratio) => Left + (Math.Clamp(Math.Log10(Math.Max(1, ratio)) / decades, 0, 1) * (Width - Left - Right));
        picture.Text(20, 50, "times faster than the baseline, scale of powers of ten; dashed: the goal; orange: missed", "small");
        for (var decade = 0; decade <= decades; decade++)
        {
            var x = At(Math.Pow(10, decade));
            picture.Line(x, Top - 6, x, bottom, "grid");
            picture.Text(
                x, bottom + 18,
                Quantity.Ratio(Math.Pow(10, decade))
                    .Replace(".00", "", StringComparison.Ordinal)
                    .Replace(".0", "", StringComparison.Ordinal), "small", "middle");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], Top + (i * Row));
            picture.Text(Left - 10, y + 12, row.Operation, anchor: "end");
            picture.Text(
                Left - 10, y + 25, $"{Quantity.Time(row.Ours)}; {row.BaselineName}: {Quantity.Time(row.Baseline)}", "small", "end");
            picture.Bar(Left, y + 4, At(row.Ratio) - Left, 18, row.Met ? "met" : "missed");
            if (row.GoalRatio > 0)
            {
                picture.Line(At(row.GoalRatio), y + 1, At(row.GoalRatio), y + 25, "goal");
            }

            picture.Text(Math.Max(At(row.Ratio), At(row.GoalRatio)) + 8, y + 18, Quantity.Ratio(row.Ratio));
        }

        return picture.Write();
    }
}
