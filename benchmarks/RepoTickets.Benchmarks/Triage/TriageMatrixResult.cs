using System.Text.Json.Serialization;

namespace RepoTickets.Benchmarks.Triage;

/// <summary>One run of the matrix of triage.</summary>
internal sealed record TriageMatrixResult(
    string Kind, DateTimeOffset Measured, string Machine, string Remark, double Seconds, IReadOnlyList<TriageRow> Rows);

/// <summary>So many faults by so many workers; medians.</summary>
/// <param name="Logs">Distinct faults.</param>
/// <param name="Workers">How many are judged and filed at once.</param>
/// <param name="Runs">How many runs the medians are of.</param>
/// <param name="Seconds">By the clock.</param>
/// <param name="IdealSeconds">Rounds of faults times 32 ms.</param>
/// <param name="WaitsSeconds">What the same waits take without triage.</param>
/// <param name="SpeedUp">How many times faster than one worker.</param>
/// <param name="ProcessorSeconds">Processor time of a run.</param>
/// <param name="WaitsProcessorSeconds">Processor time of the same waits, which triage's includes.</param>
/// <param name="AllocatedMegabytes">Allocated in a run.</param>
/// <param name="PeakMegabytes">The most that the managed heap grew in a run.</param>
internal sealed record TriageRow(
    int Logs, int Workers, int Runs, double Seconds, double IdealSeconds, double WaitsSeconds, double SpeedUp, double ProcessorSeconds,
    double WaitsProcessorSeconds, double AllocatedMegabytes, double PeakMegabytes)
{
    /// <summary>A tenth over the ideal is what the goal allows.</summary>
    internal const double MostOfIdeal = 1.1;

    public double OfIdeal => Seconds / IdealSeconds;

    public bool Met => OfIdeal <= MostOfIdeal;

    /// <summary>The same against the waits alone: what of it is triage's own.</summary>
    [JsonIgnore]
    internal double OfWaits => Seconds / WaitsSeconds;
}
