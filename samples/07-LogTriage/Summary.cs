using RepoTickets.LogTriage;

namespace RepoTickets.Samples.LogTriage;

/// <summary>What became of each fault, and the figures.</summary>
internal static class Summary
{
    internal static void Show(TriageResult result, string repository)
    {
        foreach (var outcome in result.Outcomes)
        {
            var what = outcome.Title ?? outcome.Reason ?? (outcome.Strategy is { } strategy ? $"known by {strategy}" : "");
            Console.WriteLine($"{outcome.Decision,-12} {outcome.TicketKey,-22} {outcome.Occurrences,5} ×  {outcome.Severity,-6} {what}");
        }

        var figures = result.Statistics;
        Console.WriteLine();
        Console.WriteLine(
            $"{figures.Received:N0} records, {figures.Filtered:N0} below the level, {figures.Rejected} unreadable, " +
            $"{figures.Groups} {(figures.Groups == 1 ? "fault" : "faults")}.");
        Console.WriteLine(
            $"Filed {figures.Created}, would be filed {figures.Simulated}, duplicates {figures.Duplicates}{Strategies(figures)}, " +
            $"no ticket {figures.Skipped}, beyond the cap {figures.CapReached}, failed {figures.DeadLettered}, deferred " +
            $"{figures.Deferred}.");
        Console.WriteLine(
            $"{figures.Duration.TotalSeconds:0.00} s, {figures.RecordsPerSecond:N0} records a second; a " +
            $"fault took {figures.Latency.Median.TotalMilliseconds:0.0} ms " +
            $"(median), {figures.Latency.Percentile99.TotalMilliseconds:0.0} ms (p99).");
        Console.WriteLine(
            figures.Created > 0
                ? $"The tickets are in {Path.Join(repository, ".tickets")}."
                : figures.Simulated > 0 ? "Nothing was written: say --real to file tickets." : "No ticket was filed.");
        if (result.Error is { } error)
        {
            Console.WriteLine($"The run ended early: {error.Message}");
        }
    }

    private static string Strategies(TriageStatistics figures)
    {
        var counts = figures.DuplicatesByStrategy.Where(static pair => pair.Value > 0).Select(static pair => $"{pair.Key} {pair.Value}");
        return figures.Duplicates == 0 ? "" : $" ({string.Join(", ", counts)})";
    }
}
