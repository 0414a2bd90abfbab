using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>The headline table as text: Markdown whose columns also line up on a terminal.</summary>
internal static class SummaryTable
{
    private static readonly string[] Header = ["operation", "RepoTickets", "baseline", "takes", "ratio", "goal", "", "clock"];

    internal static string Write(IEnumerable<SummaryRow> rows)
    {
        List<string[]> lines = [Header];
        lines.AddRange(rows.Select(static row => (string[])
        [
            row.Operation,
            Quantity.Time(row.Ours),
            row.BaselineName,
            Quantity.Time(row.Baseline),
            Quantity.Ratio(row.Ratio),
            row.Goal,
            row.Met ? "met" : "MISSED",
            row.Clock == MeasuredBy.ProcessorTime ? "processor" : "wall",
        ]));
        var widths = Enumerable.Range(0, Header.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        lines.Insert(1, [.. widths.Select(static width => new string('-', width))]);
        return string.Concat(
            lines.Select(line => $"| {string.Join(" | ", line.Select((cell, column) => cell.PadRight(widths[column])))} |\n"));
    }
}
