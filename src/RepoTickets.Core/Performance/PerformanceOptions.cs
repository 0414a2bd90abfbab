namespace RepoTickets;

/// <summary>Options of the performance report.</summary>
public sealed class PerformanceOptions
{
    /// <summary>
    /// How far back the figures reach. They are dropped in twelfths of it, so a measurement counts for eleven to twelve twelfths. 1 min to
    /// 24 h; default 1 h.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How many operations are told apart; those that come later are only counted (<see cref="PerformanceSnapshot.NotRecorded"/>). Each
    /// costs at most 33 KiB. 1 to 10,000; default 256.
    /// </summary>
    public int MaximumOperations { get; set; } = 256;

    /// <summary>An operation is a bottleneck when its average is above this. 1 µs to 1 h; default 100 ms.</summary>
    public TimeSpan BottleneckThreshold { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The meters that are listened to, by name; a name that ends in <c>*</c> stands for all that begin so. Default <c>RepoTickets.*</c>;
    /// add the application's own, whose histograms of seconds are then operations too.
    /// </summary>
    public IList<string> Meters { get; } = ["RepoTickets.*"];

    internal IEnumerable<string> FindProblems()
    {
        if (Retention < TimeSpan.FromMinutes(1) || Retention > TimeSpan.FromHours(24))
        {
            yield return $"{nameof(Retention)} is {Retention}; allowed is {TimeSpan.FromMinutes(1)} to {TimeSpan.FromHours(24)}";
        }

        if (MaximumOperations is < 1 or > 10_000)
        {
            yield return $"{nameof(MaximumOperations)} is {MaximumOperations}; allowed is 1 to 10000";
        }

        if (BottleneckThreshold < TimeSpan.FromMicroseconds(1) || BottleneckThreshold > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(BottleneckThreshold)} is {BottleneckThreshold}; allowed is 1 µs to {TimeSpan.FromHours(1)}";
        }

        if (Meters.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{nameof(Meters)} has an empty name";
        }
    }
}
