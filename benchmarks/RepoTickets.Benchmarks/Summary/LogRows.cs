using RepoTickets.Benchmarks.Triage;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>
/// Triage of distinct faults, each with 30 ms of analysis and 2 ms of filing, by five workers and by one. Five times faster is what no
/// program can beat; the goal allows a tenth over it.
/// </summary>
internal static class LogRows
{
    private const int Rounds = 5;
    private const int Workers = 5;

    internal static async IAsyncEnumerable<SummaryRow> RunAsync()
    {
        foreach (var logs in (int[])[10, 50, 100])
        {
            Contender ours = new("five workers", 1, _ => TriageMeasurement.MeasureAsync(logs, Workers));
            Contender baseline = new("one worker", 1, _ => TriageMeasurement.MeasureAsync(logs, workers: 1));
            var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, warmUps: 1);
            yield return new($"triage {logs} log faults, {Workers} workers", took, baseline.Name, other, 4.5, null, Rounds);
        }
    }
}
