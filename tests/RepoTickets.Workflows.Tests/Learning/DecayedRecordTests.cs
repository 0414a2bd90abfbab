using RepoTickets.Workflows.Learning;

namespace RepoTickets.Workflows.Tests.Learning;

public sealed class DecayedRecordTests
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_OneHalfLifeLater_CountsTheOldHalf()
    {
        var record = DecayedRecord.Empty.Add(true, 8, Start, HalfLife).Add(false, null, Start + HalfLife, HalfLife);

        Assert.Equal((0.5, 1.0, 0.5), (record.Successes, record.Failures, record.DurationWeight));
        Assert.Equal(0.25, record.At(Start + HalfLife + HalfLife, HalfLife).Successes, 12);
        Assert.Equal(Math.Log(8), record.MeanLogMinutes, 12);
    }

    [Fact]
    public void Add_InAnyOrder_GivesTheSame()
    {
        var random = new Random(7);
        var entries = Enumerable.Range(0, 200)
            .Select(_ => (Success: random.Next(3) > 0, Minutes: random.NextDouble() * 90, At: Start.AddDays(random.NextDouble() * 200)))
            .ToList();
        var forth = entries.Aggregate(DecayedRecord.Empty, (sum, entry) => sum.Add(entry.Success, entry.Minutes, entry.At, HalfLife));
        entries.Sort((left, right) => left.At.CompareTo(right.At));
        var sorted = entries.Aggregate(DecayedRecord.Empty, (sum, entry) => sum.Add(entry.Success, entry.Minutes, entry.At, HalfLife));

        Assert.Equal(sorted.AsOf, forth.AsOf);
        Assert.Equal(sorted.Successes, forth.Successes, 9);
        Assert.Equal(sorted.MeanLogMinutes, forth.MeanLogMinutes, 9);
        Assert.Equal(sorted.LogSpread, forth.LogSpread, 9);
    }

    [Fact]
    public void Add_UndecayedDurations_GiveMeanAndSumOfSquares()
    {
        double[] minutes = [1, 2, 4, 8];
        var record = minutes.Aggregate(DecayedRecord.Empty, (sum, taken) => sum.Add(true, taken, Start, HalfLife));
        var logs = minutes.Select(taken => Math.Log(taken)).ToList();

        Assert.Equal(logs.Average(), record.MeanLogMinutes, 12);
        Assert.Equal(logs.Sum(log => Math.Pow(log - logs.Average(), 2)), record.LogSpread, 12);
    }
}
