using System.Globalization;
using System.Text;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>Throughput and memory of grouping as Markdown.</summary>
internal static class GroupingTable
{
    private const string Header =
        """
        | from | lines a processor second | slowest round | allocated for a line | goal | |
        |---|---|---|---|---|---|

        """;

    internal static string Write(GroupingResult result)
    {
        var text = new StringBuilder(Header.ReplaceLineEndings("\n"));
        foreach (var row in result.Rows)
        {
            var isAim = row.Goal is not null || row.GoalBytes is not null;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Operation} | {row.PerProcessorSecond:N0} | {row.Slowest:N0} | {row.BytesAllocated:N0} bytes | " +
                $"{Goal(row)} | {(isAim ? Word(row.Met) : "")} |\n");
        }

        var hostile = result.Hostile;
        return text.Append(
            CultureInfo.InvariantCulture,
            $"| {hostile.Lines:N0} lines, no two alike: {hostile.Megabytes:0.0} MiB held in the end | " +
            $"{hostile.PerProcessorSecond:N0} | | | ≤ {hostile.GoalMegabytes:0} MiB | {Word(hostile.Met)} |\n").ToString();
    }

    private static string Goal(GroupingRow row) => string.Join(", ", new[]
    {
        row.Goal is { } lines ? string.Create(CultureInfo.InvariantCulture, $"≥ {lines:N0}") : null,
        row.GoalBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"≤ {bytes:N0} bytes") : null,
    }.Where(static goal => goal is not null));

    private static string Word(bool isMet) => isMet ? "met" : "MISSED";
}
