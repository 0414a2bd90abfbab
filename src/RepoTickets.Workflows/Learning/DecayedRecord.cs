namespace RepoTickets.Workflows.Learning;

/// <summary>
/// Successes, failures and logarithms of minutes, where what is one half-life old counts half. Immutable. The weights are those of
/// <see cref="AsOf"/>, the newest entry; an entry that comes late counts as old as it is, so the order of entries does not matter.
/// </summary>
internal readonly record struct DecayedRecord(
    DateTimeOffset AsOf, double Successes, double Failures, double DurationWeight, double MeanLogMinutes, double LogSpread)
{
    /// <summary>Below this a duration is noise of the clock: one second.</summary>
    private const double ShortestMinutes = 1.0 / 60;

    internal static DecayedRecord Empty => default;

    internal double Observations => Successes + Failures;

    internal DecayedRecord Add(bool success, double? minutes, DateTimeOffset at, TimeSpan halfLife)
    {
        var single = new DecayedRecord(at, success ? 1 : 0, success ? 0 : 1, 0, 0, 0);
        if (success && minutes is { } taken)
        {
            single = single with { DurationWeight = 1, MeanLogMinutes = Math.Log(Math.Max(taken, ShortestMinutes)) };
        }

        return Add(single, halfLife);
    }

    /// <summary>Both together, as of the later one.</summary>
    internal DecayedRecord Add(DecayedRecord other, TimeSpan halfLife)
    {
        var at = AsOf > other.AsOf ? AsOf : other.AsOf;
        var (left, right) = (At(at, halfLife), other.At(at, halfLife));
        var weight = left.DurationWeight + right.DurationWeight;
        var shift = right.MeanLogMinutes - left.MeanLogMinutes;
        var share = weight > 0 ? right.DurationWeight / weight : 0;
        return new(
            at,
            left.Successes + right.Successes,
            left.Failures + right.Failures,
            weight,
            left.MeanLogMinutes + (shift * share),
            left.LogSpread + right.LogSpread + (shift * shift * left.DurationWeight * share));
    }

    /// <summary>With the weights of a later time; the same when the time is not later.</summary>
    internal DecayedRecord At(DateTimeOffset time, TimeSpan halfLife)
    {
        if (time <= AsOf || (Observations == 0 && DurationWeight == 0))
        {
            return this with { AsOf = time > AsOf ? time : AsOf };
        }

        var kept = double.Exp2(-((time - AsOf) / halfLife));
        return this with
        {
            AsOf = time,
            Successes = Successes * kept,
            Failures = Failures * kept,
            DurationWeight = DurationWeight * kept,
            LogSpread = LogSpread * kept,
        };
    }
}
