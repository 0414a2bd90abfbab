using System.Globalization;

namespace RepoTickets.Fuzz.Engine;

/// <summary>Says what came of a run.</summary>
internal static class FuzzReport
{
    internal static string Describe(FuzzResult result)
    {
        var outcomes = string.Join(", ", result.Outcomes.OrderByDescending(static one => one.Value).Take(8).Select(
            static one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:N0}")));
        return string.Create(CultureInfo.InvariantCulture, $"{TableRow(result)}\n    {outcomes}");
    }

    /// <summary>A row for the table in the documentation.</summary>
    internal static string TableRow(FuzzResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Target} | {result.Inputs:N0} | {result.Elapsed.TotalSeconds:N0} | {result.Findings.Count} | " +
            $"{result.LongestTime.TotalMilliseconds:0.0} ms (#{result.LongestTimeInput}) | {result.MostAllocated / 1024.0:N0} KiB (#" +
            $"{result.MostAllocatedInput}) |");
}
