using System.Text.Json.Serialization;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>One run of the summary.</summary>
internal sealed record SummaryResult(string Kind, DateTimeOffset Measured, string Machine, double Seconds, IReadOnlyList<SummaryRow> Rows);

/// <summary>One line of the headline table.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Ours">Seconds that one takes with RepoTickets.</param>
/// <param name="BaselineName">What it is compared with.</param>
/// <param name="Baseline">Seconds that one takes so.</param>
/// <param name="GoalRatio">How many times faster it should be; 0 where only the time counts.</param>
/// <param name="GoalSeconds">How long it may take; null for no limit.</param>
/// <param name="Rounds">How many rounds the medians are of.</param>
/// <param name="Clock">What the times are of.</param>
internal sealed record SummaryRow(
    string Operation, double Ours, string BaselineName, double Baseline, double GoalRatio, double? GoalSeconds, int Rounds,
    MeasuredBy Clock = MeasuredBy.WallClock)
{
    public double Ratio => Baseline / Ours;

    public bool Met => Ratio >= GoalRatio && (GoalSeconds is null || Ours <= GoalSeconds);

    [JsonIgnore]
    internal string Goal => string.Join(", ", Goals());

    private IEnumerable<string> Goals()
    {
        if (GoalRatio > 0)
        {
            yield return $"≥ {Results.Quantity.Ratio(GoalRatio)}";
        }

        if (GoalSeconds is { } limit)
        {
            yield return $"≤ {Results.Quantity.Time(limit)}";
        }
    }
}
