using System.Globalization;
using System.Text;
using RepoTickets.Benchmarks.Results;

namespace RepoTickets.Benchmarks.Triage;

/// <summary>The matrix of triage as Markdown.</summary>
internal static class TriageTable
{
    private static readonly string[] Columns =
    [
        "faults", "workers", "runs", "takes", "times one worker", "ideal", "of the ideal", "of the waits alone", "goal ≤ 1.10×",
        "processor", "processor of the waits", "allocated", "peak",
    ];

    internal static string Write(IEnumerable<TriageRow> rows)
    {
        var text = new StringBuilder().Append("| ").AppendJoin(" | ", Columns).Append(" |\n|");
        text.Insert(text.Length, "---|", Columns.Length).Append('\n');
        foreach (var row in rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Logs:N0} | {row.Workers} | {row.Runs} | {Quantity.Time(row.Seconds)} | {Quantity.Ratio(row.SpeedUp)} | " +
                $"{Quantity.Time(row.IdealSeconds)} | {Quantity.Ratio(row.OfIdeal)} | {Quantity.Ratio(row.OfWaits)} | " +
                $"{(row.Met ? "met" : "MISSED")} | {Quantity.Time(row.ProcessorSeconds)} | {Quantity.Time(row.WaitsProcessorSeconds)} | " +
                $"{row.AllocatedMegabytes:0.0} MB | {row.PeakMegabytes:0.0} MB |\n");
        }

        return text.ToString();
    }
}
